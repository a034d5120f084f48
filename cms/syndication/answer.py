"""Answers other than GraphQL: rate-limited, read and cached in the same way as the API's."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse, HttpResponseNotFound

from cms.graphql.context import Context
from cms.graphql.endpoint.conditional import Conditional
from cms.graphql.endpoint.http import GraphQLRequest, RequestRefused
from cms.graphql.endpoint.rate import REQUEST, Allowance
from cms.graphql.endpoint.schema import served_schema
from cms.visibility.one_view import one_view


class Content(NamedTuple):
    """The bytes of an answer, and how many objects they contain."""

    text: bytes
    objects: int
    status: int = 200
    location: str = ""  # the new address after a move


def answer(
    request: HttpRequest, media_type: str, make: Callable[[Context], Content | None]
) -> HttpResponse:
    """The result of `make` for the requested address; 404 if it returns None."""
    allowance = Allowance(request)
    try:
        allowance.spend(REQUEST)
    except RequestRefused as refusal:
        return refusal.response()
    context = Context(request)
    question = GraphQLRequest(request.path, {}, None)
    conditional = Conditional(context, served_schema(), request.path, question, media_type)
    if kept_answer := conditional.known():
        return kept_answer
    with one_view():
        conditional.read()
        content = make(context)
    if content is None:
        return HttpResponseNotFound("Not found.\n", content_type="text/plain; charset=utf-8")
    allowance.owe(content.objects)
    response = HttpResponse(content.text, f"{media_type}; charset=utf-8", content.status)
    if content.location:
        response["Location"] = content.location
    return conditional.stamp(response)
