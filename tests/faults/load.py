"""Clients like a proxy: they keep connections, and do not retry requests."""

import http.client
import threading
from collections import Counter

from .server import PATIENCE

HEADERS = {
    "Host": "cms.example.org",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-For": "192.0.2.1",
    "Content-Type": "application/json",
}
VARIED = [
    ("POST", "/graphql/", '{"query":"{ __typename }"}'),
    ("GET", "/graphql/?query=%7B__schema%7Btypes%7Bname%7D%7D%7D", None),
    ("POST", "/graphql/", '{"query":"{ nothing }"}'),
    ("GET", "/healthz", None),
    ("GET", "/graphql/?query=%7B__typename%7D", None),
    ("HEAD", "/graphql/?query=%7B__typename%7D", None),
    (
        "POST",
        "/graphql/",
        '{"query":"{ entries { totalCount facets { years { year count } } nodes { title } } }"}',
    ),
    ("GET", "/media/none.jpg", None),
]


def ask(port, method, path, body, headers=HEADERS):
    """Send one request on a new connection; returns status, headers and body."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request(method, path, body, HEADERS | headers)
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()
    finally:
        connection.close()


class Load(threading.Thread):
    """Varied requests by one client; `seen` counts statuses and other outcomes."""

    def __init__(self, port, requests, also=lambda number: None):
        super().__init__(daemon=True)
        self.port, self.requests, self.also = port, requests, also
        self.seen = Counter()

    def run(self):
        connection = None
        for number in range(self.requests):
            connection = connection or self.connected()
            try:
                is_kept = self.ask(connection, *VARIED[number % len(VARIED)])
            except (OSError, http.client.HTTPException) as error:
                self.seen[repr(error)] += 1
                is_kept = False
            if not is_kept:
                connection.close()
                connection = None
            self.also(number)
        if connection:
            connection.close()

    def connected(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)

    def ask(self, connection, method, path, body):
        connection.request(method, path, body, HEADERS)
        answer = connection.getresponse()
        answer.read()
        self.seen[answer.status] += 1
        return not answer.will_close


def under_load(port, requests, clients, in_the_middle):
    """The outcomes of all clients, while something is done halfway."""
    is_half = threading.Event()

    def also(number):
        if number == requests // clients // 2:
            is_half.set()  # set by the fastest; none waits, as idle connections may be closed

    loads = [Load(port, requests // clients, also) for _ in range(clients)]
    for load in loads:
        load.start()
    is_half.wait()
    in_the_middle()
    for load in loads:
        load.join()
    return sum((load.seen for load in loads), Counter())
