"""Counts what happens in requests, if metrics are on; otherwise each function does nothing.

Several processes count. Each has a place, a number that no other process has at the same time, and
keeps its counts in a file of that place, which the next process there continues. So what a worker
counted stays when it is replaced, and there are never more files than there were workers at once.
"""

from __future__ import annotations

import logging
import os
from collections import Counter as Tally
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from prometheus_client import Counter, Gauge, Histogram, values
from prometheus_client.values import MultiProcessValue

from cms.statement_wrappers import unwrap_statements, wrap_statements

from .sql import Timed

# Seconds: for a kept answer, a new one, the time limit, an upload.
BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
MASTER = "master"
MOST_NOTED = 100_000
KINDS = ("counter", "gauge_sum", "histogram")  # prometheus_client's file name prefixes
ROOM = 128 * 1024  # bytes per file, of which all labels together use half
FOLDER = "PROMETHEUS_MULTIPROC_DIR"  # the environment variable of prometheus_client
_place: int | str = MASTER
logger = logging.getLogger(__name__)


class Counts:
    """All metrics; each label has a few fixed values."""

    def __init__(self) -> None:
        options: Mapping[str, Any] = {"namespace": "archive", "registry": None}
        self.requests = Counter(
            "requests", "Answers, by kind of address and status.", ["route", "status"], **options
        )
        self.seconds = Histogram(
            "request_seconds", "Until an answer began.", ["route"], buckets=BUCKETS, **options
        )
        self.busy = Counter(
            "busy", "Requests that found no thread free, and were answered 503.", **options
        )
        self.answers = Counter(
            "graphql_answers",
            "Of the API: made, kept from before, or unchanged (304).",
            ["how"],
            **options,
        )
        self.errors = Counter(
            "graphql_errors", "Answers of the API with an error of this code.", ["code"], **options
        )
        self.statements = Counter("sql_statements", "SQL statements.", **options)
        self.statement_seconds = Counter("sql_seconds", "Until they answered.", **options)
        self.sizes = Counter("renditions", "Sizes of pictures made for readers.", **options)
        self.size_seconds = Counter("rendition_seconds", "In which they were made.", **options)
        self.workers = Gauge(
            "workers", "Workers that take requests.", multiprocess_mode="sum", **options
        )
        self.ended = Counter(
            "workers_ended", "Workers that took no more: retired, failed, hung.", ["how"], **options
        )


_counts: Counts | None = None
# Values that threads noted and `write` has not written yet; writing each at once takes far longer.
_requests: deque[tuple[str, str, float]] = deque(maxlen=MOST_NOTED)
_answers: deque[str] = deque(maxlen=MOST_NOTED)
_errors: deque[str] = deque(maxlen=MOST_NOTED)
_statements: deque[float] = deque(maxlen=MOST_NOTED)
_sizes: deque[float] = deque(maxlen=MOST_NOTED)
_busy: deque[float] = deque(maxlen=MOST_NOTED)


def start(folder: Path) -> None:
    """Start counting, in this process and its forks, in files in this folder."""
    global _counts
    os.environ[FOLDER] = str(folder)
    values.ValueClass = MultiProcessValue(process_identifier=lambda: _place)
    with _at_no_risk():
        _reserve(_place)
        _counts = Counts()
        wrap_statements(_timed)


def stop() -> None:
    """Stop counting in this process."""
    global _counts
    _counts = None
    unwrap_statements(_timed)


def take_place(place: int) -> None:
    """Count in the file of this place; a process calls it when it begins."""
    global _place
    _place = place
    if _counts:
        with _at_no_risk():
            _reserve(place)


def _reserve(place: int | str) -> None:
    """Allocate a place's files now; raises OSError if there is no room.

    They are memory-mapped: a process that writes to one without room is killed by the system
    (SIGBUS).
    """
    for kind in KINDS:
        with Path(os.environ[FOLDER], f"{kind}_{place}.db").open("ab") as file:
            file.write(bytes(max(0, ROOM - file.tell())))


def request_answered(route: str, status: str, seconds: float) -> None:
    if _counts:
        _requests.append((route, status, seconds))


def busy_answered() -> None:
    if _counts:
        _busy.append(1)


def graphql_answered(how: str) -> None:
    if _counts:
        _answers.append(how)


def errors_answered(codes: Iterable[str]) -> None:
    """Count an answer once for each of its error codes."""
    if _counts:
        _errors.extend(set(codes))


def size_made(seconds: float) -> None:
    if _counts:
        _sizes.append(seconds)


def statement_answered(seconds: float) -> None:
    if _counts:
        _statements.append(seconds)


_timed = Timed(statement_answered)


def write() -> None:
    """Write noted values; called repeatedly by one thread.

    If that fails, counting stops; requests are not affected.
    """
    with _at_no_risk():
        if _counts:
            _write(_counts)


@contextmanager
def _at_no_risk() -> Iterator[None]:
    try:
        yield
    except Exception:
        logger.exception("Nothing is counted any more in this process")
        stop()


def _write(counts: Counts) -> None:
    requests = [_requests.popleft() for _ in range(len(_requests))]
    for (route, status), number in Tally((route, status) for route, status, _ in requests).items():
        counts.requests.labels(route, status).inc(number)
    for route, _, seconds in requests:
        counts.seconds.labels(route).observe(seconds)
    for words, counter in ((_answers, counts.answers), (_errors, counts.errors)):
        for label, number in Tally(words.popleft() for _ in range(len(words))).items():
            counter.labels(label).inc(number)
    for noted, numbers, total in (
        (_statements, counts.statements, counts.statement_seconds),
        (_sizes, counts.sizes, counts.size_seconds),
        (_busy, counts.busy, None),
    ):
        if amounts := [noted.popleft() for _ in range(len(noted))]:
            numbers.inc(len(amounts))
            if total:
                total.inc(sum(amounts))


def worker_changed(number: int, how: str) -> None:
    """Called only by the master: the number of serving workers, and why one stopped, if one did."""
    with _at_no_risk():
        if _counts:
            _counts.workers.set(number)
            if how:
                _counts.ended.labels(how).inc()
