"""Readers at a steady rate, however long previous ones wait."""

import json
import threading
import time
from collections import Counter
from contextlib import contextmanager
from itertools import count

from .load import ask

RATE = 10  # requests a second


class Readers:
    """The answers: when each was requested, when it came, and its kind."""

    def __init__(self, port):
        self.port, self.seen = port, []
        self._over, self._threads = threading.Event(), []

    def come(self):
        for number in count():
            if self._over.wait(1 / RATE):
                break
            reader = threading.Thread(target=self._read, args=[number])
            reader.start()
            self._threads.append(reader)

    def leave(self):
        self._over.set()

    def wait(self):
        for reader in self._threads:
            reader.join()

    def _read(self, number):
        """Requests differ within twenty, as previous answers are kept."""
        query = f"{{ entries(first: {1 + number % 20}) {{ totalCount nodes {{ title }} }} }}"
        begun, kind = time.monotonic(), ""
        try:
            body = json.dumps({"query": query})
            kind = kind_of(*ask(self.port, "POST", "/graphql/", body))
        except OSError as error:
            kind = repr(error)
        self.seen.append((begun, time.monotonic(), kind))

    def kinds(self):
        return Counter(kind for _, _, kind in self.seen)

    def late(self, begun_before, end):
        """Requests from before one instant without an answer at another."""
        return [row for row in self.seen if row[0] < begun_before and row[1] > end]

    def slowest(self):
        return max(ended - begun for begun, ended, _ in self.seen)


def kind_of(status, headers, body):
    if status == 200 and b'"errors"' not in body:
        return "answered"
    if status == 503 and "Retry-After" in headers and b"Traceback" not in body:
        return "told to come later"
    if b"TIME_LIMIT_EXCEEDED" in body:
        return "took too long"
    return f"{status} {body[:200]}"


@contextmanager
def readers(port):
    """Readers arrive within the context; all have an answer afterwards."""
    coming = Readers(port)
    door = threading.Thread(target=coming.come)
    door.start()
    try:
        yield coming
    finally:
        coming.leave()
        door.join()
        coming.wait()
