"""Spans, if tracing is on; otherwise this does nothing and needs no library."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

Attributes = Mapping[str, str | int]
_NOTHING = nullcontext()
_tracer: Any = None


def use(tracer: Any) -> None:
    """Use this OpenTelemetry tracer from now on; None for none."""
    global _tracer
    _tracer = tracer


def span(
    name: str, attributes: Callable[[], Attributes], **options: Any
) -> AbstractContextManager[Any]:
    """Measure a context; `attributes` is only called if tracing is on."""
    return _span(name, attributes(), **options) if _tracer else _NOTHING


@contextmanager
def _span(name: str, attributes: Attributes, **options: Any) -> Iterator[Any]:
    """Errors are recorded by kind only: their messages may quote a row, or a request."""
    with _tracer.start_as_current_span(
        name,
        attributes=attributes,
        record_exception=False,
        set_status_on_exception=False,
        **options,
    ) as measured:
        try:
            yield measured
        except Exception as error:
            fail(measured, type(error).__qualname__)
            raise


def fail(measured: Any, kind: str) -> None:
    from opentelemetry.trace import StatusCode

    measured.set_attribute("error.type", kind)
    measured.set_status(StatusCode.ERROR)


def note(name: str, value: str) -> None:
    """Add an attribute to the current span."""
    if _tracer:
        from opentelemetry.trace import get_current_span

        get_current_span().set_attribute(name, value)


def trace_id() -> str:
    """The current trace ID, 32 hexadecimal digits; "" if there is none."""
    if not _tracer:
        return ""
    from opentelemetry.trace import format_trace_id, get_current_span

    context = get_current_span().get_span_context()
    return format_trace_id(context.trace_id) if context.is_valid else ""
