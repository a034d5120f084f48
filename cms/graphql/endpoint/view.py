"""The endpoint: parses a request, executes it, and answers; a browser gets GraphiQL."""

from __future__ import annotations

import logging
from contextlib import nullcontext
from functools import lru_cache, partial
from typing import Any

import orjson
from csp.decorators import csp_update
from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from cms.graphql.context import Context
from cms.graphql.drafts.preview import tokens_in, with_draft
from cms.graphql.errors import ApiError, DocumentRefused, NotAQuery, OverLimit, internal
from cms.graphql.limits.deadline import TimeLimitExceeded, deadline_from_now
from cms.graphql.limits.settings import COST
from cms.logs.request_id import request_id
from cms.metrics import counting
from cms.outages.lost import is_lost
from cms.outages.views import CODE, unavailable
from cms.previews.grants import token_sent
from cms.traces import spans
from cms.visibility.one_view import one_view

from . import http, persisted
from .compressed import compressed
from .conditional import Conditional
from .execution import Prepared, begin, prepare
from .rate import REQUEST, Allowance
from .schema import served_schema
from .timing import Timing

logger = logging.getLogger(__name__)
NAMES_A_DOCUMENT = ("query", "documentId", "extensions")


@transaction.non_atomic_requests  # it uses a read-only transaction of its own
@csrf_exempt  # the API is read-only and uses no cookie, so there is nothing to forge
def graphql(request: HttpRequest) -> HttpResponseBase:
    """Answer a GraphQL request by GET or POST, following the GraphQL-over-HTTP specification."""
    if _wants_graphiql(request):
        return _graphiql(request)
    timing = Timing() if settings.DEBUG else None
    with connection.execute_wrapper(timing) if timing else nullcontext():
        try:
            response = _respond(request)
        except http.RequestRefused as refusal:
            counting.errors_answered([refusal.code])
            response = refusal.response()
        except SuspiciousOperation:
            raise  # Django answers 400
        except Exception as error:  # noqa: BLE001 -- the client learns nothing of it, the log all
            response = _failure(error)
    if timing:
        response["Server-Timing"] = timing.header()
    return response


def _failure(error: Exception) -> HttpResponse:
    if is_lost(error):
        logger.error("The database is lost: %s", type(error).__name__)
        counting.errors_answered([CODE])
        return unavailable()
    name = request_id()
    logger.error("The endpoint failed (request %s)", name, exc_info=error)
    return _response({"errors": [internal(name)]}, http.PLAIN_JSON, status=500)


def _respond(request: HttpRequest) -> HttpResponse:
    allowance = Allowance(request)
    allowance.spend(REQUEST)
    media_type = http.response_type(request)
    parameters = http.read(request)
    is_preview = token_sent(request) is not None
    schema, context = served_schema(), Context(request, no_store=is_preview)
    conditional = None
    try:
        text = persisted.text_of(parameters)
        conditional = Conditional(context, schema, text, parameters, media_type)
        with deadline_from_now():
            kept_answer = conditional.known()
        if kept_answer:
            persisted.remember(parameters, text)
            how = "kept" if kept_answer.content else "unchanged"
            counting.graphql_answered(how)
            spans.note("archive.answer", how)
            return compressed(request, _finished(kept_answer))
        prepared = prepare(schema, text, parameters.operation_name, allowance.spend_on_reading)
        persisted.remember(parameters, text)
        with spans.span("graphql", partial(_operation, prepared, parameters)):
            answer = _run(prepared, parameters, context, allowance, conditional)
    except DocumentRefused as refusal:
        _check_method(request, refusal)
        answer = {"errors": [error.formatted for error in refusal.errors]}
    except ApiError as error:
        answer = {"errors": [error.formatted]}
    nothing_ran = "data" not in answer
    status = 400 if nothing_ran and media_type == http.GRAPHQL_RESPONSE else 200
    response = _response(answer, media_type, status)
    if context.no_store:
        response["Referrer-Policy"] = "no-referrer"
    counting.graphql_answered("made")
    if conditional and not context.no_store and "errors" not in answer:
        return compressed(request, _finished(conditional.stamp(response)))
    response["Cache-Control"] = "no-store"
    return response


def _run(
    prepared: Prepared, parameters: http.GraphQLRequest, context: Context, allowance: Allowance,
    conditional: Conditional,
) -> dict[str, Any]:  # fmt: skip
    """The answer; its lifetime is read in the same transaction."""
    try:
        cost = prepared.price(parameters.variables)
    except OverLimit:
        allowance.spend(COST())  # finding it took as long as answering
        raise
    execute = begin(prepared, parameters.variables, context)
    allowance.spend_on(cost)
    objects = cost.nodes
    if prepared.is_introspection and not prepared.operation.variable_definitions:
        if context.request.method != "POST":  # a POST for the schema needs no database
            conditional.read()
        answer = _introspected(prepared)
    else:
        with deadline_from_now() as deadline:
            context.deadline = deadline
            context.meter = prepared.price.meter(parameters.variables)

            def read_and_execute() -> dict[str, Any]:
                with one_view():
                    conditional.read()
                    return execute()

            try:
                answer = with_draft(context, _tokens(prepared, parameters), read_and_execute)
            except (TimeLimitExceeded, OverLimit) as error:  # too slow, or too much
                answer = {"errors": [error.formatted], "data": None}
            objects = max(objects, min(context.meter.total, COST()))
            allowance.owe(objects - cost.nodes)
            if deadline.passed:
                answer = {"errors": [deadline.error().formatted], "data": None}
    if parameters.wants_cost:
        cost_extension = {"objects": objects + cost.introspection, "limit": COST()}
        answer = {**answer, "extensions": {"cost": cost_extension}}
    return answer


def _operation(prepared: Prepared, parameters: http.GraphQLRequest) -> dict[str, str]:
    """The operation's name for a trace, if it is one of ours and not a client's."""
    attributes = {"graphql.operation.type": "query", "graphql.document.hash": prepared.sha256}
    if prepared.operation.name and persisted.is_trusted(parameters):
        attributes["graphql.operation.name"] = prepared.operation.name.value
    return attributes


def _tokens(prepared: Prepared, parameters: http.GraphQLRequest) -> list[str] | None:
    if not prepared.previews:
        return None
    return tokens_in(prepared.previews, prepared.operation, parameters.variables)


@lru_cache(maxsize=4)
def _introspected(prepared: Prepared) -> dict[str, Any]:
    """The answer to introspection, which tools request first and which does not change."""
    return begin(prepared, {}, Context(HttpRequest()))()


def _check_method(request: HttpRequest, refusal: DocumentRefused) -> None:
    """Refuse operations that would write by GET with a status of their own (section "GET")."""
    is_query = not any(isinstance(error, NotAQuery) for error in refusal.errors)
    if request.method != "POST" and not is_query:
        raise http.RequestRefused(
            405, "METHOD_NOT_ALLOWED", "Only a query can be asked by GET.", allow="POST"
        )


def _response(answer: dict[str, Any], media_type: str, status: int) -> HttpResponse:
    if "errors" in answer:
        counting.errors_answered(error["extensions"]["code"] for error in answer["errors"])
    body = orjson.dumps(answer, default=str)
    content_type = f"{media_type}; charset=utf-8"
    return _finished(HttpResponse(body, status=status, content_type=content_type))


def _finished(response: HttpResponse) -> HttpResponse:
    response["X-Content-Type-Options"] = "nosniff"
    response["Vary"] = "Accept"
    return response


@csp_update({"font-src": ["data:"]})  # its stylesheet contains its fonts
def _graphiql(request: HttpRequest) -> HttpResponseBase:
    first = {"first_query": settings.GRAPHIQL_FIRST_QUERY}
    return render(request, "cms_graphql/graphiql.html", first)


def _wants_graphiql(request: HttpRequest) -> bool:
    return (
        request.method in ("GET", "HEAD")
        and "text/html" in request.META.get("HTTP_ACCEPT", "")
        and not any(name in request.GET for name in NAMES_A_DOCUMENT)
    )
