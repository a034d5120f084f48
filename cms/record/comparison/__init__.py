"""Compares what the gate shows now with the record: the only writer of its tables.

One comparison runs at a time. After it has got the lock, it reads everything as of one instant, so
the record is always the same as one that was made from scratch at that instant.

* `scope`: what is compared. `differences`, `fingerprints`: what differs, found before the lock, and
  in the content of a row.
* `portion`: some rows, compared in one transaction. `spreading`: what else has changed, or has to
  be compared, because of them.
* `changes`: the changes that are found, with what editors said about them.
"""

from __future__ import annotations

import copy
import math
import time
from collections import deque
from collections.abc import Iterator

from django.db import InterfaceError, OperationalError

from cms.clock.failures import Failures
from cms.clock.jobs import Unfinished
from cms.clock.models import JobRun
from cms.record.chunks import chunks
from cms.record.lock import record_lock
from cms.record.models import PAGES, Change, PublicObject
from cms.record.subjects import subjects
from cms.record.trees import parents_first

from .differences import different
from .portion import Portion
from .scope import Touched

CONTENT = "content"  # the name of the job
SECONDS = 20  # per tick, so that other jobs have their turn
NOT_COMPARED = "Not compared"


def compare(touched: Touched, at_most: int | None = None) -> list[Change]:
    """Record how what readers see differs from the record, among what was touched.

    Large amounts are compared in portions, each in its own transaction, so that nobody waits long.
    The pages below one that moved are compared with it, or right after it if they are many; if
    these are more than `at_most`, TooMuchError is raised and nothing is recorded of them.

    Whoever is stopped between two portions leaves what still differs to `compare_visibility`.
    """
    return [change for changes in _compared(touched, at_most) for change in changes]


def compare_visibility(seconds: float = math.inf) -> int:
    """Find what was opened, closed or moved without a signal; returns the number of changes.

    It stops after the portion during which so many seconds have passed, and returns `Unfinished`;
    what is left is found by the next comparison, as it still differs from the record.
    """
    end, count, failures = time.monotonic() + seconds, 0, Failures()
    for changes in _compared(Touched(anything=True), failures=failures):
        count += len(changes)
        if time.monotonic() > end:
            failures.tell(NOT_COMPARED, is_finished=False)
            return Unfinished(count)
    failures.tell(NOT_COMPARED)
    return count


def compare_some_visibility() -> int:
    """As `compare_visibility`, for as long as the other jobs of a tick can wait."""
    return compare_visibility(SECONDS)


def compare_content() -> int:
    """Find changes without a signal to the content of what is public; returns their number."""
    return sum(len(compare(some)) for some, _place in _public_after(""))


def compare_some_content() -> int:
    """As `compare_content`, for as long as other jobs can wait; it continues the last run."""
    end, count, run = time.monotonic() + SECONDS, 0, JobRun.objects.filter(name=CONTENT)
    begin, failures = run.values_list("place", flat=True).first() or "", Failures()
    for some, place in _public_after(begin):
        count += sum(map(len, _compared(some, failures=failures)))
        run.update(place=place)
        if time.monotonic() > end:
            failures.tell(NOT_COMPARED, is_finished=False)
            return Unfinished(count)
    run.update(place="")
    failures.tell(NOT_COMPARED)
    return count


def _public_after(place: str) -> Iterator[tuple[Touched, str]]:
    """What is public, in slices, with the place after each; `place` is such a place, or empty."""
    last_name, _, last_key = place.rpartition(" ")
    names = [subject.name for subject in subjects()]
    for name in names[names.index(last_name) if last_name in names else 0 :]:
        rows = PublicObject.objects.filter(subject=name).order_by("key")
        if name == last_name:
            rows = rows.filter(key__gt=int(last_key))
        for keys in chunks(rows.values_list("key", flat=True)):
            yield Touched({name: set(keys)}), f"{name} {keys[-1]}"


def compare_everything() -> int:
    """Find changes that no signal announced (the clock, raw SQL, a killed process); returns how
    many.
    """
    return compare_visibility() + compare_content()


def _compared(
    touched: Touched, at_most: int | None = None, failures: Failures | None = None
) -> Iterator[list[Change]]:
    """Compare portion by portion, each in its own transaction; yields the changes of each.

    If failures are given, what cannot be compared is named there and holds nothing else up.
    """
    if touched.anything:
        for subject in subjects():
            for keys in different(subject):  # first what must no longer be visible
                apart = Touched({subject.name: keys}, who=touched.who)
                yield from _compared(apart, at_most, failures)
    parts, turns = deque(touched.parts()), set(touched.keys.get(PAGES, ()))
    while parts:
        part = parts.popleft()
        try:
            with record_lock() as last:
                portion = Portion(copy.deepcopy(part), at_most, turns)  # it adds to it
                changes = portion.record(last)
        except (InterfaceError, OperationalError):  # the database is lost, for all
            raise
        except Exception:
            if failures is None:
                raise
            halves = part.halves()
            parts.extendleft(reversed(halves))
            if not halves:
                with failures.passing_over(str(part)):
                    raise
            yield []  # for whoever looks at the time
            continue
        turns |= portion.left
        for some in chunks(parents_first(portion.left)):
            parts.append(Touched({PAGES: set(some)}, who=touched.who, along=set(some)))
        yield changes
