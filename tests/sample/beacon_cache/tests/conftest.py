import pytest


@pytest.fixture
def instance():
    return {'url': 'http://localhost:8090/statistics', 'tags': ['environment:test']}
