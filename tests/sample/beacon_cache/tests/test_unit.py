import io
import json
from unittest import mock

from datadog_checks.beacon_cache import BeaconCacheCheck

STATISTICS = {
    'clients': 4,
    'evictions': 0,
    'hits': 120,
    'misses': 8,
    'keys': 35,
    'latency': 0.4,
    'memory_limit': 1048576,
    'memory_used': 65536,
    'replica_lag': 1,
}


def test_reports_memory(aggregator, dd_run_check, instance):
    check = BeaconCacheCheck('beacon_cache', {}, [instance])

    with mock.patch(
        'datadog_checks.beacon_cache.check.urlopen',
        return_value=io.StringIO(json.dumps(STATISTICS)),
    ):
        dd_run_check(check)

    aggregator.assert_metric('beacon_cache.memory.used', value=65536, tags=['environment:test'])
