"""Two answers for whoever runs the server: is the process alive, and can it serve?

Neither redirects to HTTPS. Like every request, a probe must name a host of ALLOWED_HOSTS.
"""

import logging
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.cache import cache
from django.core.files.storage import FileSystemStorage, storages
from django.core.signing import BadSignature, TimestampSigner
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms.clock.overdue import last_tick, log_overdue_objects, overdue_jobs
from cms.clock.schedule import SCHEDULE
from cms.peer import network

logger = logging.getLogger(__name__)
HEADER, SALT = "X-Doctor", "cms.health.doctor"
ROOM = 128 * 1024 * 1024  # bytes that a disk has to have left, for an upload and its sizes


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Say that the process answers; nothing else is asked, so a lost database restarts nobody."""
    sight = {"sees": seen(request)} if asked_by_doctor(request) else {}
    return JsonResponse({"status": "ok", **sight})


def asked_by_doctor(request: HttpRequest) -> bool:
    """Whether `manage.py doctor` of this installation asks, which knows the secret key."""
    try:
        TimestampSigner(salt=SALT).unsign(request.headers.get(HEADER, ""), max_age=60)
    except BadSignature:
        return False
    return True


def doctors_header() -> dict[str, str]:
    """By which `manage.py doctor` is known."""
    return {HEADER: TimestampSigner(salt=SALT).sign("doctor")}


def seen(request: HttpRequest) -> dict[str, str]:
    """What a request looks like from in here, behind all proxies."""
    return {"scheme": request.scheme or "", "host": request.get_host(), "client": network(request)}


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
    """Ask every storage that uploads go to; anybody may ask this, so nothing is written."""
    return all(takes_files(alias) for alias in settings.STORAGES if alias != "staticfiles")


def takes_files(alias: str) -> bool:
    """Tell whether a folder is there, may be written and has room; or whether a bucket answers."""
    storage = storages[alias]
    if not isinstance(storage, FileSystemStorage):
        storage.exists("readyz")
        return True
    folder = Path(storage.location)
    while not folder.exists():  # before the first upload
        folder = folder.parent
    return os.access(folder, os.W_OK) and shutil.disk_usage(folder).free > ROOM
