"""Sends spans to the collector, by the variables of OpenTelemetry's specification."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from importlib.util import find_spec
from threading import Thread
from typing import Any

from cms.statement_wrappers import unwrap_statements, wrap_statements

from . import spans
from .sql import Traced

logger = logging.getLogger(__name__)
LIBRARIES = ("opentelemetry.sdk", "opentelemetry.exporter.otlp.proto.http")
STOP_SECONDS = 2.0
_traced = Traced()
_provider: Any = None


def are_wanted(environment: Mapping[str, str]) -> bool:
    """Whether a collector is configured and tracing is not disabled."""
    if environment.get("OTEL_SDK_DISABLED", "").lower() == "true":
        return False
    kind = environment.get("OTEL_TRACES_EXPORTER", "")
    return kind != "none" and bool(
        kind
        or environment.get("OTEL_EXPORTER_OTLP_ENDPOINT")
        or environment.get("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
    )


def are_installed() -> bool:
    try:
        return all(find_spec(name) for name in LIBRARIES)
    except ModuleNotFoundError:  # not even its parent package
        return False


def start() -> None:
    """Start tracing in this process, after the fork, if it is configured and possible.

    If it is not possible, that is logged; requests are not affected.
    """
    if not are_wanted(os.environ):
        return
    if not are_installed():
        logger.error("A collector of OpenTelemetry is named, and its library is not installed")
        return
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    try:
        measure_by(BatchSpanProcessor(_exporter()))
    except ValueError as error:  # of a variable that is not a number, or too small
        logger.error("Nothing is traced, as OpenTelemetry refuses its settings: %s", error)


def measure_by(processor: Any) -> None:
    """Start tracing, and give each finished span to a processor."""
    global _provider
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider

    _provider = TracerProvider(resource=Resource.create(_name()), shutdown_on_exit=False)
    _provider.add_span_processor(processor)
    spans.use(_provider.get_tracer("archive"))
    wrap_statements(_traced)


def is_measuring() -> bool:
    return _provider is not None


def stop() -> None:
    """Stop tracing, and send what is queued; what no collector accepts in time is lost."""
    global _provider
    if _provider is None:
        return
    # By default it tries for ten seconds, for which clients would wait during a restart.
    ending = Thread(target=_provider.shutdown, daemon=True)
    ending.start()
    ending.join(STOP_SECONDS)
    _provider = None
    spans.use(None)
    unwrap_statements(_traced)


def _exporter() -> Any:
    if os.environ.get("OTEL_TRACES_EXPORTER") == "console":
        from opentelemetry.sdk.trace.export import ConsoleSpanExporter

        return ConsoleSpanExporter()
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter

    return OTLPSpanExporter()


def _name() -> dict[str, str]:
    """Our name, unless the environment has another, over which this would take precedence."""
    resource = os.environ.get("OTEL_RESOURCE_ATTRIBUTES", "")
    is_named = os.environ.get("OTEL_SERVICE_NAME") or "service.name=" in resource
    return {} if is_named else {"service.name": "archive"}
