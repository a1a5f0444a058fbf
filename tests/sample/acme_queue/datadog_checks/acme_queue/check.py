import socket

from datadog_checks.base import AgentCheck, ConfigurationError


class AcmeQueueCheck(AgentCheck):
    """Reads the statistics port of an Acme Queue broker: one `scope name value` per line."""

    __NAMESPACE__ = 'acme_queue'

    def __init__(self, name, init_config, instances):
        super().__init__(name, init_config, instances)
        self.host = self.instance.get('host')
        if not self.host:
            raise ConfigurationError('`host` is missing')
        self.port = int(self.instance.get('port', 7711))
        self.tags = list(self.instance.get('tags', [])) + [f'node:{self.host}']

    def check(self, _):
        try:
            lines = self.read_statistics()
        except OSError as error:
            self.service_check('can_connect', AgentCheck.CRITICAL, tags=self.tags, message=str(error))
            raise
        self.service_check('can_connect', AgentCheck.OK, tags=self.tags)

        for line in lines:
            scope, name, value = line.split()
            tags = self.tags if scope == '-' else self.tags + [f'queue:{scope}']
            self.report(name, float(value), tags)

    def report(self, name, value, tags):
        if name == 'bytes_received':
            self.monotonic_count('bytes.received', value, tags=tags)
        elif name == 'bytes_sent':
            self.monotonic_count('bytes.sent', value, tags=tags)
        elif name == 'connections':
            self.gauge('connections.open', value, tags=tags)
        elif name == 'consumers':
            self.gauge('consumers', value, tags=tags)
        elif name == 'cpu':
            self.gauge('cpu.used', value, tags=tags)
        elif name == 'failed':
            self.monotonic_count('deliveries.failed', value, tags=tags)
        elif name == 'latency':
            self.gauge('latency', value, tags=tags)
        elif name == 'memory':
            self.gauge('memory.used', value, tags=tags)
        elif name == 'published':
            self.rate('messages.published', value, tags=tags)
        elif name == 'ready':
            self.gauge('messages.ready', value, tags=tags)
        elif name == 'unconfirmed':
            self.gauge('messages.unconfirmed', value, tags=tags)
        elif name == 'uptime':
            self.gauge('uptime', value, tags=tags)

    def read_statistics(self):
        with socket.create_connection((self.host, self.port), timeout=5) as connection:
            connection.sendall(b'statistics\n')
            with connection.makefile('r', encoding='ascii') as answer:
                return [line for line in answer.read().splitlines() if line]
