import socketserver
import threading

import pytest

STATISTICS = b"""\
- bytes_received 4096
- bytes_sent 1024
- connections 3
- cpu 12.5
- memory 67108864
- uptime 86400
orders consumers 2
orders failed 1
orders latency 8.5
orders published 640
orders ready 17
orders unconfirmed 4
"""


class Broker(socketserver.StreamRequestHandler):
    def handle(self):
        self.rfile.readline()
        self.wfile.write(STATISTICS)


@pytest.fixture
def instance():
    with socketserver.TCPServer(('127.0.0.1', 0), Broker) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield {'host': '127.0.0.1', 'port': server.server_address[1], 'tags': ['environment:test']}
        server.shutdown()
