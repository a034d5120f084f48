"""Clients that keep their connections, in a process without Django, started by `serving`."""

from __future__ import annotations

import json
import sys
import time
from http.client import HTTPConnection
from itertools import count
from threading import Thread

from tests.faults.load import HEADERS

NUMBER = "NUMBER"
_counter = count()


def ask_for(seconds: float, port: int, body: str, times: list[float]) -> None:
    """Send requests on one connection until the time is up, and record how long each answer took.

    A new number replaces NUMBER each time, so that no answer is kept.
    """
    client = HTTPConnection("127.0.0.1", port, timeout=60)
    end = time.monotonic() + seconds
    while (begin := time.monotonic()) < end:
        client.request("POST", "/graphql/", body.replace(NUMBER, str(next(_counter))), HEADERS)
        answer = client.getresponse()
        answer.read()
        if answer.status != 200:
            raise AssertionError(f"The server answers {answer.status}.")
        times.append(time.monotonic() - begin)


def main() -> None:
    port, clients, seconds = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
    body, times = sys.stdin.read(), list[float]()
    threads = [Thread(target=ask_for, args=(seconds, port, body, times)) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(json.dumps(times))


if __name__ == "__main__":
    main()
