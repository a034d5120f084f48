"""The jobs of a tick, which apps register when they are ready."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import IntEnum


class Stage(IntEnum):
    """The order of jobs: those of later stages see the results of earlier ones."""

    OPEN = 0  # what may be published from now on
    PUBLISH = 1
    COMPARE = 2  # what readers see, with the record
    TELL = 3  # caches and subscribers of what changed
    REMOVE = 4  # what readers no longer see
    CLEAN = 5


class Unfinished(int):
    """How many things an unfinished job did: it continues with the next tick."""


@dataclass(frozen=True)
class Job:
    """Something that is done repeatedly; running it twice in a row does nothing the second time."""

    name: str
    does: str  # a sentence for the admin's home, without its period: "Publishes what is due"
    run: Callable[[], int | None]  # returns how many things it did, if known
    stage: Stage
    every: timedelta = timedelta(0)  # minimum interval; zero is every tick
    after_writes: bool = False  # only if content was written, appeared or disappeared since


_jobs: dict[str, Job] = {}


def register(job: Job) -> None:
    _jobs[job.name] = job


def jobs() -> list[Job]:
    """All jobs in order; within a stage, in the order of registration."""
    return sorted(_jobs.values(), key=lambda job: job.stage)
