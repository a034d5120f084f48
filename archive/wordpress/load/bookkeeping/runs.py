"""The row of a run: one run at a time, new or resumed, and how it ended."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db.models import Count
from django.utils import timezone
from django.utils.timezone import localtime

from archive.models import IMPORTING, ImportRun
from archive.wordpress.export.selection import ATTACHMENT
from archive.wordpress.load.options import Options, Refused

State = ImportRun.State


class Stopped(Exception):
    """The run was stopped on request, between two items."""


@contextmanager
def alone() -> Iterator[None]:
    """Prevent other imports and dry runs; raises Refused if one is at work."""
    with IMPORTING.held() as is_mine:
        if not is_mine:
            raise Refused(_busy())
        ImportRun.objects.filter(state=State.RUNNING).update(state=State.BROKEN_OFF)
        yield


@contextmanager
def recorded(
    options: Options, site: str, summary: Callable[[], dict[str, Any]], unfinished: ImportRun | None
) -> Iterator[ImportRun]:
    """Store the run for the admin, how it ended, and its `summary`.

    It is a new one, unless there is an unfinished one to resume.
    """
    run = _resumed(unfinished) if unfinished else _begun(options, site)
    state = State.FAILED
    try:
        yield run
        state = State.FINISHED
    except (Stopped, KeyboardInterrupt):
        state = State.STOPPED
        raise
    finally:
        run.state, run.finished_at = state, timezone.now()
        run.counts, run.summary = counted(run), summary()
        run.save()


def counted(run: ImportRun) -> dict[str, int]:
    """The number of the run's items by action, including those before it was resumed."""
    pages = run.records.exclude(kind=ATTACHMENT).order_by()
    return dict(pages.values_list("action").annotate(Count("pk")))


def digest_of(paths: Sequence[Path]) -> str:
    """The SHA-256 of a file; of several, that of their digests in order of their names."""
    digests = []
    for path in sorted(paths, key=lambda path: path.name):
        with path.open("rb") as file:
            digests.append(hashlib.file_digest(file, "sha256").hexdigest())
    if len(digests) == 1:
        return digests[0]
    return hashlib.sha256("".join(digests).encode()).hexdigest()


def _begun(options: Options, site: str) -> ImportRun:
    return ImportRun.objects.create(
        file_name=", ".join(path.name for path in options.files)[:255],
        file_sha256=digest_of(options.files),
        site=site,
        user=options.user,
    )


def unfinished_run(options: Options) -> ImportRun | None:
    """The run to resume, if the options ask for it; raises Refused if there is none."""
    if not options.resume:
        return None
    runs = ImportRun.objects.exclude(state=State.FINISHED)
    run = runs.filter(file_sha256=digest_of(options.files)).first()
    if run is None:
        raise Refused("There is no unfinished import of this file: leave --resume out.")
    return run


def _resumed(run: ImportRun) -> ImportRun:
    run.state = State.RUNNING
    run.save()
    return run


def _busy() -> str:
    run, since = ImportRun.objects.filter(state=State.RUNNING).first(), IMPORTING.holder()
    holder = f"An import of {run.file_name}" if run else "Another import, or a dry run of one,"
    when = f"has been running since {localtime(since):%Y-%m-%d %H:%M}" if since else "is running"
    return f"{holder} {when}: wait until it ends, or press Ctrl-C where it runs, and start again."
