"""Runs what is due; a job that fails is noted and does not hold up the others."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import router
from django.utils import timezone

from cms.freshness.content_version import content_version
from cms.process_lock import ProcessLock
from cms.sql.statements import reading_from

from .failures import NotDone
from .jobs import Job, Unfinished, jobs
from .models import JobRun

logger = logging.getLogger(__name__)
TICKING = ProcessLock("tick")


@dataclass(frozen=True)
class Outcome:
    """The result of a job that was due."""

    job: Job
    done: int | None
    error: str


def run_due() -> Iterator[Outcome]:
    """Run every job that is due, in order; the caller must hold `TICKING`."""
    JobRun.objects.exclude(name__in=[job.name for job in jobs()]).delete()
    for job in jobs():
        # A replica may not have what the previous job wrote.
        with reading_from(router.db_for_write(JobRun)):
            outcome = _run_if_due(job)
        if outcome:
            yield outcome


def _run_if_due(job: Job) -> Outcome | None:
    now = timezone.now()
    last = JobRun.objects.filter(name=job.name).first()
    if last and _rests(job, last, now):
        return None
    # Read before the job begins: later writes make it due again.
    version = content_version(now) if job.after_writes else None
    name = version.name if version else ""
    if last and last.succeeded_at and name and name == last.content_version:
        JobRun.objects.filter(name=job.name).update(succeeded_at=now)
        return None
    return _run(job, name)


def _rests(job: Job, last: JobRun, now: datetime) -> bool:
    """Whether it came to its end not long ago, with everything done or not."""
    is_ended = bool(last.error) and job.after_writes and not last.begun_version
    end = last.started_at if is_ended else last.succeeded_at
    # A run in the future happened before the clock was put back.
    return bool(end and end <= now < end + job.every)


def _run(job: Job, version: str) -> Outcome:
    row, _ = JobRun.objects.get_or_create(name=job.name, defaults={"started_at": timezone.now()})
    row.started_at, row.seconds = timezone.now(), None
    # What was written since an unfinished run began may lie where it has already been.
    row.begun_version = row.begun_version or version
    row.save(update_fields=["started_at", "seconds", "begun_version"])
    begin = time.perf_counter()
    count, row.error, is_finished = None, "", False
    try:
        count = job.run()
    except Exception as error:  # whatever it is, it does not concern the other jobs
        logger.exception("The job %s failed", job.name)
        row.error = f"{type(error).__name__}: {error}"
        if isinstance(error, NotDone) and error.is_finished:
            row.begun_version = ""
    else:
        is_finished = not isinstance(count, Unfinished)
    if is_finished:
        row.succeeded_at, row.content_version = row.started_at, row.begun_version
        row.begun_version = ""
    row.seconds = time.perf_counter() - begin
    versions = ("content_version", "begun_version")
    row.save(update_fields=["seconds", "succeeded_at", "error", *versions])  # `place` is the job's
    return Outcome(job, count, row.error)
