"""The span of a request, around the whole application."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from . import spans

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
FAILED = "5"  # statuses of server errors begin so


def traced(
    application: Application, route_of: Callable[[str], str], is_behind_proxy: bool, id_in: str
) -> Application:
    """Measure until an answer begins, with the route, the status, and the ID.

    Behind a proxy a request continues its client's trace (W3C Trace Context). `id_in` is the key of
    the request's ID in the environ.
    """
    from opentelemetry.trace import SpanKind

    def answer(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        method = environ["REQUEST_METHOD"]
        method = method if method in METHODS else "_OTHER"
        route = route_of(environ["PATH_INFO"])

        def attributes() -> dict[str, str | int]:
            return {"http.request.method": method, "http.route": route}

        with spans.span(
            f"{method} {route}", attributes, kind=SpanKind.SERVER,
            context=_begun(environ) if is_behind_proxy else None,
        ) as measured:  # fmt: skip

            def start(status: str, *more: Any) -> Any:
                measured.set_attribute("http.response.status_code", int(status[:3]))
                measured.set_attribute("archive.request_id", environ.get(id_in, ""))
                if status.startswith(FAILED):
                    spans.fail(measured, status[:3])
                return start_response(status, *more)

            return application(environ, start)

    return answer


def _begun(environ: Mapping[str, Any]) -> Any:
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

    names = {"traceparent": "HTTP_TRACEPARENT", "tracestate": "HTTP_TRACESTATE"}
    carrier = {name: environ[key] for name, key in names.items() if key in environ}
    return TraceContextTextMapPropagator().extract(carrier)
