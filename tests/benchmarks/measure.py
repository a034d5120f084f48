"""Times the contestants in turn, so that any slowdown of the machine affects all of them."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median
from typing import Any
from unittest.mock import patch

from django.db import connection
from django.db.backends.utils import CursorWrapper

WARM_UP = 3
LEAST_ROUNDS = 3


@dataclass
class Figures:
    """Milliseconds per request, of one contestant at one task."""

    cpu: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)
    outside_sql: list[float] = field(default_factory=list)
    statements: int = 0

    def cells(self) -> list[float]:
        return [median(self.cpu), min(self.cpu), median(self.wall), min(self.wall)]


def measure(calls: Mapping[str, Callable[[], object]], seconds: float) -> dict[str, Figures]:
    """Call all in turn until the time is up, half of it while watching the database."""
    figures = {name: Figures() for name in calls}
    for call in [*calls.values()] * WARM_UP:
        call()
    for _ in rounds(seconds / 2):
        for name, call in calls.items():
            cpu, wall = timed(call)
            figures[name].cpu.append(cpu)
            figures[name].wall.append(wall)
    with watched() as watch:
        for _ in rounds(seconds / 2):
            for name, call in calls.items():
                watch.reset()
                cpu, _wall = timed(call)
                figures[name].outside_sql.append(cpu - watch.cpu * 1000)
                figures[name].statements = watch.statements
    return figures


def rounds(seconds: float) -> Iterator[None]:
    """Rounds until the time is up, at least three; garbage is collected only between them."""
    end, left = time.monotonic() + seconds, LEAST_ROUNDS
    gc.disable()
    try:
        while left > 0 or time.monotonic() < end:
            left -= 1
            gc.collect(0)
            yield
    finally:
        gc.enable()
        gc.collect()


def timed(call: Callable[[], object]) -> tuple[float, float]:
    """CPU and wall milliseconds of one call."""
    wall, cpu = time.perf_counter(), time.process_time()
    call()
    cpu = time.process_time() - cpu
    return cpu * 1000, (time.perf_counter() - wall) * 1000


class Watch:
    """CPU seconds in the database driver, and the statements sent."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        self.cpu, self.statements = 0.0, 0

    def time(self, method: Any, *arguments: Any) -> Any:
        begin = time.process_time()
        try:
            return method(*arguments)
        finally:
            self.cpu += time.process_time() - begin


class WatchedCursor(CursorWrapper):
    """Includes the time of fetching: SQLite does its work only then."""

    watch: Watch

    def execute(self, sql: Any, params: Any = None) -> Any:
        self.watch.statements += 1
        return self.watch.time(super().execute, sql, params)

    def fetchone(self) -> Any:
        return self.watch.time(self.cursor.fetchone)

    def fetchmany(self, size: int) -> Any:
        return self.watch.time(self.cursor.fetchmany, size)

    def fetchall(self) -> Any:
        return self.watch.time(self.cursor.fetchall)


@contextmanager
def watched() -> Iterator[Watch]:
    """Watch every cursor of the connection."""
    watch = Watch()

    def make_cursor(cursor: Any) -> WatchedCursor:
        made = WatchedCursor(cursor, connection)
        made.watch = watch
        return made

    with patch.object(connection, "make_cursor", make_cursor):
        yield watch
