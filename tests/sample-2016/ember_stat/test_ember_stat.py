from nose.plugins.attrib import attr

from tests.checks.common import AgentCheckTest


@attr(requires='ember_stat')
class TestEmberStat(AgentCheckTest):
    CHECK_NAME = 'ember_stat'

    def test_reports_each_burner(self):
        self.run_check_twice({'instances': [{'url': 'http://localhost:4080'}]})

        for name in ('temperature', 'fuel.level', 'burning', 'ignitions'):
            self.assertMetric('ember_stat.' + name, tags=['burner:north'])
        self.assertServiceCheckOK('ember_stat.can_connect')
        self.coverage_report()
