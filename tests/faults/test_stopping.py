"""A server that stops, and workers that are replaced, drop no request."""

import os
import signal
import socket
import time
from pathlib import Path

import pytest

from .load import under_load
from .server import (
    FROM_PROXY,
    PATIENCE,
    answers,
    free_port,
    log_of,
    own_database,
    started,
    wait_until,
)

REQUESTS = int(os.environ.get("REQUESTS", "400"))
CLIENTS = 8
POST = (
    f"POST /graphql/ HTTP/1.1\r\n{FROM_PROXY}Content-Type: application/json\r\n"
    'Content-Length: 26\r\n\r\n{"query":"{ __typename }"}'
)


def children(process):
    listed = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text()
    return [int(child) for child in listed.split()]


@pytest.mark.once
@pytest.mark.django_db
def test_nobody_is_dropped_while_workers_are_replaced_and_a_server_stops(tmp_path):
    """Two servers on one address, as a deployment has them for a moment."""
    number = free_port()
    some = {
        "DATABASE_URL": own_database(),
        "WORKERS": "2",
        "WORKER_REQUESTS": str(REQUESTS // 10),
        "BUSY_SECONDS": str(PATIENCE),
    }
    with started(number, tmp_path, **some) as old:
        wait_until(old, lambda: answers(number))
        with started(number, tmp_path, **some) as new:
            wait_until(new, lambda: "\n".join(log_of(tmp_path)).count("Serving on") == 2)
            first = children(new)
            seen = under_load(number, REQUESTS, CLIENTS, old.terminate)
            assert old.wait(PATIENCE) == 0
            assert set(children(new)) != set(first), "no worker was replaced"
    assert sum(seen.values()) == REQUESTS // CLIENTS * CLIENTS
    assert set(seen) <= {200, 404}, seen
    log = "\n".join(log_of(tmp_path))
    assert "queue" not in log
    assert "Traceback" not in log
    assert "thread" not in log


def test_a_kept_connection_is_told_before_it_is_closed(tmp_path):
    number = free_port()
    with started(number, tmp_path) as process:
        wait_until(process, lambda: answers(number))
        with socket.create_connection(("127.0.0.1", number), timeout=PATIENCE) as client:
            client.sendall(POST.encode())
            assert b"Connection: close" not in answer_on(client)
            process.terminate()
            wait_until(process, lambda: not listens(number))
            client.sendall(POST.encode())
            last = answer_on(client)
            assert last.startswith(b"HTTP/1.1 200 ")
            assert b"Connection: close" in last
        assert process.wait(PATIENCE) == 0


def answer_on(client):
    found = b""
    while b'"Query"}}' not in found and (data := client.recv(4096)):
        found += data
    return found


def listens(number):
    try:
        return answers(number)
    except ConnectionError:
        return False


def test_a_worker_that_is_killed_is_followed_and_none_outlives_its_master(tmp_path):
    number = free_port()
    with started(number, tmp_path) as process:
        wait_until(process, lambda: answers(number))
        [worker] = children(process)
        os.kill(worker, signal.SIGKILL)
        wait_until(process, lambda: children(process) not in ([], [worker]) and answers(number))
        [worker] = children(process)
        process.kill()
        end = time.monotonic() + PATIENCE
        while is_there(worker):
            assert time.monotonic() < end
            time.sleep(0.1)


def is_there(process):
    try:
        return ") Z " not in Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return False
