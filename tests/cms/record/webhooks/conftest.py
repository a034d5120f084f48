"""A server that receives webhooks."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

import pytest

from cms.record.webhooks.models import Endpoint


class Receiver(ThreadingHTTPServer):
    """Stores what it receives, and answers with `answer`: a status, or a function."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.answer, self.told, self.closing = 204, [], Event()
        Thread(target=self.serve_forever, daemon=True).start()

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server_address[1]}/hook?of=archive"

    @property
    def numbers(self):
        return [json.loads(body)["data"]["number"] for _, body in self.told]


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.told.append((dict(self.headers), body))
        answer = self.server.answer
        if callable(answer):
            answer = answer(self)
        if answer:
            self.send_response(answer)
            self.end_headers()

    def do_GET(self):  # for a client that follows a redirect
        self.server.told.append((dict(self.headers), b""))

    def log_message(self, *arguments):
        pass


@pytest.fixture
def receiver():
    server = Receiver()
    yield server
    server.closing.set()
    server.shutdown()
    server.server_close()


@pytest.fixture
def endpoint(db, settings, receiver):
    settings.WEBHOOKS_ALLOW_PRIVATE = True
    return Endpoint.objects.create(address=receiver.address)
