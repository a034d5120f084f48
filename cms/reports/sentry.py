"""Tells Sentry whatever the log holds as an error."""

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
    """What is wrong with SENTRY_DSN; it is a secret, and not repeated."""
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
        _ = parts.port  # ValueError where it is none
        project = parts.path.rpartition("/")[2]
        return bool(parts.scheme in ("http", "https") and parts.username and parts.hostname) and (
            project.isdecimal()
        )
    except ValueError:
        return False


def start(dsn: str, **options: Any) -> None:
    """Tell from now on, in this process and its forks; what waits when it exits is sent first.

    Nothing of a request is collected: no integration looks at one. The log says what failed.
    """
    import sentry_sdk  # it is there where somebody asked for it
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
    """Send what waits; to be called before a process forks, or ends without its exit's work."""
    if library := sys.modules.get(LIBRARY):
        library.flush(FLUSH_SECONDS)


def _send_anew() -> None:
    """Let a forked process have a queue and connections of its own.

    Those of the process before may be locked by a thread that is not here, and one connection that
    two write to is good for neither.
    """
    if library := sys.modules.get(LIBRARY):
        from sentry_sdk.transport import make_transport

        client = library.get_client()
        if client.is_active():
            client.transport = make_transport(client.options)


os.register_at_fork(after_in_child=_send_anew)
