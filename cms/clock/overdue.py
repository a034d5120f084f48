"""What should have happened by now, but has not."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max
from django.utils import timezone

from .jobs import Job, jobs
from .models import JobRun
from .schedule import due, expired, label_of, scheduled_models

logger = logging.getLogger(__name__)
GRACE = timedelta(minutes=10)


@dataclass(frozen=True)
class Overdue:
    """A job that has not succeeded for too long, and its last run."""

    job: Job
    run: JobRun | None


def last_tick() -> datetime | None:
    """When the clock last ran; None if it never did."""
    return JobRun.objects.aggregate(at=Max("started_at"))["at"]


def overdue_jobs() -> list[Overdue]:
    runs = JobRun.objects.in_bulk()
    before = timezone.now() - GRACE
    candidates = [Overdue(job, runs.get(job.name)) for job in jobs()]
    return [
        candidate
        for candidate in candidates
        if not _succeeded_since(before - candidate.job.every, candidate.run)
    ]


def overdue_objects() -> list[str]:
    """What was due ten minutes ago and has not gone live or expired: "wagtailcore.page 12"."""
    before = timezone.now() - GRACE
    late = [
        f"{model._meta.label_lower} {key}"
        for model in scheduled_models()
        for key in expired(model, before).values_list("pk", flat=True)
    ]
    return late + [label_of(revision) for revision in due(before)]


def log_overdue_objects() -> list[str]:
    """The same; also logs an error with primary keys only, as titles may not be public yet."""
    late = overdue_objects()
    if late:
        logger.error("Due for ten minutes or more, and not published or expired: %s", late)
    return late


def _succeeded_since(instant: datetime, run: JobRun | None) -> bool:
    return bool(run and run.succeeded_at and instant <= run.succeeded_at <= timezone.now())
