"""Reports to Sentry whatever is logged as an error."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from typing import Any
from urllib.parse import urlsplit

from .scrubbing import scrubbed

FLUSH_SECONDS = 2.0
LIBRARY = "sentry_sdk"


def refused_sentry(environment: Mapping[str, str]) -> Iterator[str]:
    """What is wrong with SENTRY_DSN, without repeating it, as it is a secret."""
    dsn = environment.get("SENTRY_DSN", "")
    if not dsn:
        return
    if not _is_dsn(dsn):
        yield "SENTRY_DSN is no address of a project: it looks like https://key@sentry.example.org/1."
    elif find_spec(LIBRARY) is None:
        yield (
            "SENTRY_DSN is set, and sentry-sdk is not installed: run pip install --require-hashes "
            "-r deploy/constraints-optional.txt, with Docker build the image anew, or unset it."
        )


def _is_dsn(text: str) -> bool:
    try:
        parts = urlsplit(text)
        _ = parts.port  # raises ValueError if invalid
        project = parts.path.rpartition("/")[2]
        return bool(parts.scheme in ("http", "https") and parts.username and parts.hostname) and (
            project.isdecimal()
        )
    except ValueError:
        return False


def start(dsn: str, **options: Any) -> None:
    """Begin to report, in this process and its forks; what is queued at exit is sent first.

    No integration collects data of requests: reports are made from the log.
    """
    import sentry_sdk  # only installed if somebody wants it
    from sentry_sdk.integrations.atexit import AtexitIntegration
    from sentry_sdk.integrations.dedupe import DedupeIntegration
    from sentry_sdk.integrations.excepthook import ExcepthookIntegration
    from sentry_sdk.integrations.logging import LoggingIntegration

    sentry_sdk.init(
        dsn=dsn,
        default_integrations=False,
        auto_enabling_integrations=False,
        integrations=[
            LoggingIntegration(level=None, event_level=logging.ERROR),
            ExcepthookIntegration(),  # of commands
            AtexitIntegration(callback=lambda pending, seconds: None),  # which end soon after
            DedupeIntegration(),
        ],
        before_send=scrubbed,
        max_breadcrumbs=0,
        include_local_variables=False,
        include_source_context=False,
        max_request_body_size="never",
        send_client_reports=False,
        auto_session_tracking=False,
        enable_backpressure_handling=False,
        shutdown_timeout=FLUSH_SECONDS,
        **options,
    )


def flush() -> None:
    """Send what is queued; call it before a fork, and before an exit that skips exit handlers."""
    if library := sys.modules.get(LIBRARY):
        library.flush(FLUSH_SECONDS)


def _send_anew() -> None:
    """Give a forked process its own queue and connections.

    Those of the parent may be locked by a thread that does not exist here, and two processes cannot
    share a connection.
    """
    if library := sys.modules.get(LIBRARY):
        from sentry_sdk.transport import make_transport

        client = library.get_client()
        if client.is_active():
            client.transport = make_transport(client.options)


os.register_at_fork(after_in_child=_send_anew)
