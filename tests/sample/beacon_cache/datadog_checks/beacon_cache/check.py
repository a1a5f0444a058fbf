import json
from urllib.request import urlopen

from datadog_checks.checks import AgentCheck


class BeaconCacheCheck(AgentCheck):
    """Reads the statistics page of a Beacon cache, one JSON object."""

    __NAMESPACE__ = 'beacon_cache'

    def check(self, _):
        tags = self.instance.get('tags', [])
        try:
            with urlopen(self.instance['url'], timeout=5) as answer:
                statistics = json.load(answer)
        except OSError as error:
            self.service_check('can_connect', self.CRITICAL, tags=tags, message=str(error))
            raise
        self.service_check('can_connect', self.OK, tags=tags)

        self.gauge('clients', statistics['clients'], tags=tags)
        self.monotonic_count('evictions', statistics['evictions'], tags=tags)
        self.monotonic_count('keys.hits', statistics['hits'], tags=tags)
        self.monotonic_count('keys.misses', statistics['misses'], tags=tags)
        self.gauge('keys.stored', statistics['keys'], tags=tags)
        self.gauge('latency', statistics['latency'], tags=tags)
        self.gauge('memory.limit', statistics['memory_limit'], tags=tags)
        self.gauge('memory.used', statistics['memory_used'], tags=tags)
        self.gauge('replica.lag', statistics['replica_lag'], tags=tags)
