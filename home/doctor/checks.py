"""All checks, in the order in which they are reported."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator

from . import database, files, request, sealing, services, watching
from .fault import Fault

logger = logging.getLogger(__name__)
Check = Callable[[], Iterator[Fault]]
CHECKS: list[Check] = [
    database.database,
    database.system_clock,
    database.migrations,
    database.triggers,
    database.indexes,
    database.search,
    sealing.sealed_identities,
    sealing.sealed_evidence_and_positions,
    services.shared_cache,
    services.scheduled_jobs,
    services.email,
    files.private_storage,
    files.public_storage,
    files.free_space,
    files.media_without_files,
    files.files_without_media,
    request.tls_and_proxies,
    watching.metrics,
    watching.error_reports,
    watching.traces,
]


def name_of(check: Check) -> str:
    return check.__name__.replace("_", " ")


def faults_of(check: Check) -> list[Fault]:
    """The faults that a check finds; if it fails, that is a fault, too."""
    try:
        return list(check())
    except Exception as error:  # whatever it is, the other checks go on
        logger.debug("The check %s failed", name_of(check), exc_info=True)
        return [
            Fault(
                f"It cannot be looked at: {type(error).__name__}.",
                "Mend what is named above; manage.py doctor with LOG_LEVEL=DEBUG says more.",
            )
        ]
