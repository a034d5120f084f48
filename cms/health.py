"""Two answers for operators: whether the process is alive, and whether it can serve.

Neither redirects to HTTPS. Like every request, a health check must name a host of ALLOWED_HOSTS.
"""

import logging
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.core.cache import cache
from django.core.signing import BadSignature, TimestampSigner
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms.clock.overdue import last_tick, log_overdue_objects, overdue_jobs
from cms.clock.schedule import SCHEDULE
from cms.outages.rarely import log_rarely
from cms.outages.stores import usable_stores
from cms.outages.watch import Waiting, watching
from cms.peer import network

logger = logging.getLogger(__name__)
HEADER, SALT = "X-Doctor", "cms.health.doctor"
SECONDS = 2  # for the database's answer


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer that the process is alive;

    checks nothing else, so a lost database restarts no process.
    """
    sight = {"sees": seen(request)} if asked_by_doctor(request) else {}
    return JsonResponse({"status": "ok", **sight})


def asked_by_doctor(request: HttpRequest) -> bool:
    """Whether `manage.py doctor` of this installation asks; it knows the secret key."""
    try:
        TimestampSigner(salt=SALT).unsign(request.headers.get(HEADER, ""), max_age=60)
    except BadSignature:
        return False
    return True


def doctors_header() -> dict[str, str]:
    """The header that identifies `manage.py doctor`."""
    return {HEADER: TimestampSigner(salt=SALT).sign("doctor")}


def seen(request: HttpRequest) -> dict[str, str]:
    """A request as seen here, behind all proxies."""
    return {"scheme": request.scheme or "", "host": request.get_host(), "client": network(request)}


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Whether database, cache and storage work; 503 if readers cannot be answered.

    That is only without the database. Without cache or storage they can, and every instance has
    lost the same one: taking all of them out of service would turn a partial outage into a total
    one. The same is true of a stopped clock.
    """
    is_ready = succeeds("database", database)
    works = {
        "database": is_ready,
        "cache": succeeds("cache", cached_value),
        "storage": all(usable_stores().values()),
    }
    status = "failed" if not is_ready else "ok" if all(works.values()) else "degraded"
    checks = {name: "ok" if does else "failed" for name, does in works.items()}
    body = {"status": status, "checks": checks, "tick": tick() if is_ready else None}
    return JsonResponse(body, status=200 if is_ready else 503)


def succeeds(name: str, check: Callable[[], bool]) -> bool:
    """Run a check; errors go to the log, never to the caller."""
    try:
        return check()
    except Exception as error:  # noqa: BLE001 -- whatever a backend raises, the answer is the same
        log_rarely(logger, f"Not as it should be: {name}", error)
        return False


def tick() -> dict[str, Any] | None:
    """When the clock last ran, and the names of overdue jobs; None if unknown."""
    try:
        names = [overdue.job.name for overdue in overdue_jobs()]
        if log_overdue_objects() and SCHEDULE not in names:
            names.insert(0, SCHEDULE)
        return {"lastRunAt": last_tick(), "overdue": names}
    except Exception:  # whatever a backend raises, the caller learns nothing
        logger.exception("Nobody knows how the clock is")
        return None


def database() -> bool:
    """Whether it answers a reader in time."""
    with watching(Waiting(connection, SECONDS)), connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def cached_value() -> bool:
    key = f"readyz-{uuid4()}"
    cache.set(key, key, timeout=10)
    is_kept = cache.get(key) == key
    cache.delete(key)
    return is_kept
