import requests

from checks import AgentCheck


class EmberStatCheck(AgentCheck):
    """Asks an Ember controller for the state of its burners."""

    SERVICE_CHECK_NAME = 'ember_stat.can_connect'

    def __init__(self, name, init_config, agentConfig, instances=None):
        AgentCheck.__init__(self, name, init_config, agentConfig, instances)
        self.timeout = float(init_config.get('timeout', 5))

    def check(self, instance):
        if 'url' not in instance:
            raise Exception('The instance lacks an url.')
        tags = instance.get('tags', [])

        try:
            answer = requests.get(instance['url'] + '/burners', timeout=self.timeout)
            answer.raise_for_status()
        except requests.RequestException as error:
            self.service_check(self.SERVICE_CHECK_NAME, AgentCheck.CRITICAL, tags=tags, message=str(error))
            raise
        self.service_check(self.SERVICE_CHECK_NAME, AgentCheck.OK, tags=tags)

        for burner in answer.json():
            burner_tags = tags + ['burner:%s' % burner['name']]
            self.gauge('ember_stat.temperature', burner['temperature'], tags=burner_tags)
            self.gauge('ember_stat.fuel.level', burner['fuel'], tags=burner_tags)
            self.gauge('ember_stat.burning', 1 if burner['burning'] else 0, tags=burner_tags)
            self.increment('ember_stat.ignitions', burner['ignitions'], tags=burner_tags)
