"""The endpoint: reads a request, runs it behind the seam, answers; a browser gets GraphiQL."""

from __future__ import annotations

from typing import Any

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.module_loading import import_string
from django.views.decorators.csrf import csrf_exempt
from graphql import GraphQLSchema, OperationType

from . import http
from .context import Context
from .execution import DocumentRefused, execute, prepare


@csrf_exempt  # the API only reads and looks at no cookie, so there is nothing to forge
def graphql(request: HttpRequest) -> HttpResponse:
    """Answer a GraphQL request by GET or POST, after the GraphQL-over-HTTP specification."""
    if _wants_graphiql(request):
        first = {"first_query": settings.GRAPHIQL_FIRST_QUERY}
        return render(request, "cms_graphql/graphiql.html", first)
    try:
        media_type = http.response_type(request)
        asked = http.read(request)
        answer = _answer(request, asked)
    except http.RequestRefused as refusal:
        return refusal.response()
    nothing_ran = "data" not in answer
    status = 400 if nothing_ran and media_type == http.GRAPHQL_RESPONSE else 200
    body = orjson.dumps(answer, default=str)
    response = HttpResponse(body, status=status, content_type=f"{media_type}; charset=utf-8")
    response["X-Content-Type-Options"] = "nosniff"
    response["Vary"] = "Accept"
    return response


def _answer(request: HttpRequest, asked: http.GraphQLRequest) -> dict[str, Any]:
    try:
        prepared = prepare(_schema(), asked.query, asked.operation_name)
    except DocumentRefused as refusal:
        return {"errors": [error.formatted for error in refusal.errors]}
    if request.method == "GET" and prepared.operation.operation is not OperationType.QUERY:
        raise http.RequestRefused(
            405, "METHOD_NOT_ALLOWED", "Only a query can be asked by GET.", allow="POST"
        )
    return execute(prepared, asked.variables, Context(request))


def _schema() -> GraphQLSchema:
    return import_string(settings.GRAPHENE["SCHEMA"]).graphql_schema


def _wants_graphiql(request: HttpRequest) -> bool:
    is_read = request.method in ("GET", "HEAD")
    return (
        is_read
        and "query" not in request.GET
        and request.accepts("text/html")
        and ("text/html" in request.headers.get("Accept", ""))
    )
