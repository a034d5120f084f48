"""What an error report may contain: the kind of an error, where it happened, and the request's ID.

A report is rebuilt from lists of what may be sent. Anything else that the library collects, today
or in a later release, is left out: addresses, headers, cookies, forms, the query and its variables,
SQL and its parameters, local variables. That includes the messages of errors, as they quote rows,
names and input.
"""

from __future__ import annotations

from typing import Any

from cms.logs.request_id import with_request_id

KEPT = (
    *("event_id", "timestamp", "level", "logger", "platform"),
    *("release", "environment", "server_name", "sdk"),
)
FRAME = ("filename", "module", "function", "lineno", "in_app")
# Loggers whose messages are ours, with variable parts separate.
OURS = ("archive", "cms", "home", "media")
OUR_REQUESTS = "django.request"
NO_REQUEST = "-"


def scrubbed(event: Any, hint: dict[str, Any]) -> Any:
    """The event without any data of a request or of the content; Sentry's `before_send`."""
    report = {name: event[name] for name in KEPT if name in event}
    report["exception"] = {"values": [_failure(value) for value in _values(event)]}
    message = (event.get("logentry") or {}).get("message")
    if message and _is_ours(str(event.get("logger", ""))):
        report["logentry"] = {"message": message}
    record = hint.get("log_record")
    if record and with_request_id(record) and record.request_id != NO_REQUEST:
        report["tags"] = {"request": record.request_id}
    return report


def _is_ours(logger: str) -> bool:
    return logger == OUR_REQUESTS or logger.partition(".")[0] in OURS


def _values(event: dict[str, Any]) -> list[dict[str, Any]]:
    return (event.get("exception") or {}).get("values") or []


def _failure(value: dict[str, Any]) -> dict[str, Any]:
    failure = {name: value[name] for name in ("type", "module") if value.get(name)}
    frames = (value.get("stacktrace") or {}).get("frames") or []
    failure["stacktrace"] = {"frames": [_frame(frame) for frame in frames]}
    return failure


def _frame(frame: dict[str, Any]) -> dict[str, Any]:
    return {name: frame[name] for name in FRAME if name in frame}
