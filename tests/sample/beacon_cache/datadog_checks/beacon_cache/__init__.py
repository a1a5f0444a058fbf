from .__about__ import __version__
from .check import BeaconCacheCheck

__all__ = ['__version__', 'BeaconCacheCheck']
