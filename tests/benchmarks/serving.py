"""Requests per second of the production command, with clients that keep their connections."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from statistics import quantiles
from subprocess import PIPE, Popen
from tempfile import TemporaryDirectory

from django.db import connection

from tests.faults.load import ask
from tests.faults.server import answers, free_port, own_database, started, wait_until

from .clients import NUMBER
from .contestants import Task
from .report import numbers, print_row

CLIENTS = (1, 8, 32)


def compare_clients(task: Task, seconds: float) -> None:
    """Print them for one document, made for each request and kept."""
    print(f"\n{task.name}, requests a second of `python -m cms.serve`, 2 workers, and milliseconds")
    print_row("", [f"{count} {unit}" for count in CLIENTS for unit in ("req/s", "p50", "p99")])
    asked = {"query": task.document, "variables": task.variables}
    made = {**asked, "variables": {**task.variables, "other": NUMBER}}  # an unused variable
    for name, request in (("made", made), ("kept", asked)):
        print_row(name, numbers(_figures(json.dumps(request), seconds / 4)))


def _figures(body: str, seconds: float) -> list[float]:
    settings = {
        "DATABASE_URL": own_database(),
        "WORKERS": "2",
        "GRAPHQL_RATE_LIMIT": "0",
        "BUSY_SECONDS": "60",
    }
    connection.close()
    port, cells = free_port(), list[float]()
    with TemporaryDirectory() as folder, started(port, Path(folder), **settings) as server:
        wait_until(server, lambda: answers(port))
        for _ in range(8):  # each worker prepares and counts a document
            if ask(port, "POST", "/graphql/", body)[0] != 200:
                raise AssertionError("The server does not answer.")
        for count in CLIENTS:
            cells += _under(count, port, body, seconds)
    return cells


def _under(count: int, port: int, body: str, seconds: float) -> list[float]:
    """Requests per second, median and 99th percentile, with clients in a process of their own."""
    command = [sys.executable, "-m", "tests.benchmarks.clients", str(port), str(count)]
    with Popen([*command, str(seconds)], stdin=PIPE, stdout=PIPE) as clients:
        output, _ = clients.communicate(body.encode())
    times = json.loads(output)
    parts = quantiles(times, n=100)
    return [len(times) / seconds, parts[49] * 1000, parts[98] * 1000]
