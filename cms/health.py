"""Two answers for whoever runs the server: is the process alive, and can it serve?

Neither redirects to HTTPS. Like every request, a probe must name a host of ALLOWED_HOSTS.
"""

import logging
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms.clock.overdue import last_tick, log_overdue_objects, overdue_jobs
from cms.clock.schedule import SCHEDULE

logger = logging.getLogger(__name__)


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Say that the process answers; nothing else is asked, so a lost database restarts nobody."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Say what of database, cache and storage works, 503 when one does not; and how the clock is.

    A clock that stands still takes no server out of service: only who watches has to hear of it.
    """
    checks = {"database": database, "cache": cached_value, "storage": stored_file}
    report = {name: "ok" if succeeds(name, check) else "failed" for name, check in checks.items()}
    ready = "failed" not in report.values()
    body = {"status": "ok" if ready else "failed", "checks": report, "tick": tick()}
    return JsonResponse(body, status=200 if ready else 503)


def succeeds(name: str, check: Callable[[], bool]) -> bool:
    """Run a check; what went wrong goes to the log, never to the caller."""
    try:
        return check()
    except Exception:  # whatever a backend raises, the answer is the same
        logger.exception("Not ready: %s", name)
        return False


def tick() -> dict[str, Any] | None:
    """When the clock last ran, and the names of overdue jobs; None where nobody can tell."""
    try:
        names = [overdue.job.name for overdue in overdue_jobs()]
        if log_overdue_objects() and SCHEDULE not in names:
            names.insert(0, SCHEDULE)
        return {"lastRunAt": last_tick(), "overdue": names}
    except Exception:  # whatever a backend raises, the caller learns nothing of it
        logger.exception("Nobody knows how the clock is")
        return None


def database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def cached_value() -> bool:
    key = f"readyz-{uuid4()}"
    cache.set(key, key, timeout=10)
    is_kept = cache.get(key) == key
    cache.delete(key)
    return is_kept


def stored_file() -> bool:
    """Write, read and delete a file in every storage that uploads go to."""
    return all(keeps_a_file(alias) for alias in settings.STORAGES if alias != "staticfiles")


def keeps_a_file(alias: str) -> bool:
    storage, content = storages[alias], uuid4().hex.encode()
    name = storage.save(f"readyz-{uuid4()}.txt", ContentFile(content))
    try:
        with storage.open(name) as file:
            return file.read() == content
    finally:
        storage.delete(name)
