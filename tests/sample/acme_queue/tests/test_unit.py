import pytest
from datadog_checks.acme_queue import AcmeQueueCheck
from datadog_checks.base import ConfigurationError
from datadog_checks.dev.utils import get_metadata_metrics


def test_reports_every_metric(aggregator, dd_run_check, instance):
    check = AcmeQueueCheck('acme_queue', {}, [instance])

    dd_run_check(check)
    dd_run_check(check)

    aggregator.assert_metric('acme_queue.messages.ready', value=17, tags=[
        'environment:test', 'node:127.0.0.1', 'queue:orders',
    ])
    aggregator.assert_service_check('acme_queue.can_connect', AcmeQueueCheck.OK)
    aggregator.assert_metrics_using_metadata(get_metadata_metrics(), check_submission_type=True)


def test_closed_port_is_critical(aggregator, dd_run_check):
    check = AcmeQueueCheck('acme_queue', {}, [{'host': '127.0.0.1', 'port': 1}])

    with pytest.raises(Exception, match='refused'):
        dd_run_check(check)

    aggregator.assert_service_check('acme_queue.can_connect', AcmeQueueCheck.CRITICAL)


def test_host_is_required():
    with pytest.raises(ConfigurationError):
        AcmeQueueCheck('acme_queue', {}, [{}])
