"""Readers who come at a steady rate, however long those before them wait."""

import json
import threading
import time
from collections import Counter
from contextlib import contextmanager
from itertools import count

from .load import ask

RATE = 10  # requests a second


class Readers:
    """What each was answered: when it asked, when it had an answer, and of which kind that was."""

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
        """No two of twenty ask the same, as what was answered before is kept."""
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
        """Those who asked before one instant and had no answer at another."""
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
    """They come within; whoever came has an answer afterwards."""
    coming = Readers(port)
    door = threading.Thread(target=coming.come)
    door.start()
    try:
        yield coming
    finally:
        coming.leave()
        door.join()
        coming.wait()
