"""Metrics of the clock."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone

from cms.metrics.readings import Reading

from .jobs import jobs
from .models import JobRun
from .overdue import last_tick, overdue_jobs


def tick_age() -> Mapping[str, float]:
    last = last_tick()
    return {"": (timezone.now() - last).total_seconds()} if last else {}


def job_ages() -> Mapping[str, float]:
    now, runs = timezone.now(), JobRun.objects.in_bulk()
    return {
        job.name: (now - run.succeeded_at).total_seconds()
        for job in jobs()
        if (run := runs.get(job.name)) and run.succeeded_at
    }


def overdue() -> Mapping[str, float]:
    return {"": len(overdue_jobs())}


READINGS = (
    Reading("tick_age_seconds", "Since the clock last ran.", tick_age),
    Reading("job_age_seconds", "Since a job of the clock last succeeded.", job_ages, "job"),
    Reading("jobs_overdue", "Jobs that did not succeed for too long.", overdue),
)
