"""Reads a GraphQL-over-HTTP request: what is asked for, and in which media type to answer.

The source of every rule is the GraphQL-over-HTTP specification (working draft); its section is
named where one decides.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, JsonResponse

GRAPHQL_RESPONSE = "application/graphql-response+json"
PLAIN_JSON = "application/json"
MAX_BODY = 128 * 1024


class RequestRefused(Exception):
    """The request is not a well-formed GraphQL request; carries its HTTP status and code."""

    def __init__(self, status: int, code: str, message: str, allow: str = "") -> None:
        super().__init__(message)
        self.status, self.code, self.allow = status, code, allow

    def response(self) -> JsonResponse:
        error = {"message": str(self), "extensions": {"code": self.code}}
        response = JsonResponse({"errors": [error]}, status=self.status)
        if self.allow:
            response["Allow"] = self.allow
        return response


@dataclass(frozen=True)
class GraphQLRequest:
    """The parameters of one request (section "Request parameters")."""

    query: str
    variables: Mapping[str, Any]
    operation_name: str | None


def read(request: HttpRequest) -> GraphQLRequest:
    """The request's parameters; raises RequestRefused."""
    if request.method == "GET":
        return _checked(_query_parameters(request))
    if request.method == "POST":
        return _checked(_body(request))
    raise RequestRefused(405, "METHOD_NOT_ALLOWED", "Use GET or POST.", allow="GET, POST")


def response_type(request: HttpRequest) -> str:
    """The media type to answer in; plain JSON where the client has no wish of its own."""
    accept = request.headers.get("Accept", "*/*")
    if "*/*" in accept and GRAPHQL_RESPONSE not in accept:
        return PLAIN_JSON
    wished = request.get_preferred_type([GRAPHQL_RESPONSE, PLAIN_JSON])
    if wished is None:
        raise RequestRefused(
            406, "NOT_ACCEPTABLE", f"This endpoint answers in {GRAPHQL_RESPONSE} or {PLAIN_JSON}."
        )
    return wished


def _query_parameters(request: HttpRequest) -> dict[str, Any]:
    parameters: dict[str, Any] = {**request.GET.dict()}
    for name in ("variables", "extensions"):
        if parameters.get(name):
            parameters[name] = _json(parameters[name], name)
        else:
            parameters.pop(name, None)
    return parameters


def _body(request: HttpRequest) -> Any:
    if request.content_type != PLAIN_JSON:
        raise RequestRefused(415, "UNSUPPORTED_MEDIA_TYPE", f"Send the body as {PLAIN_JSON}.")
    charset = (request.content_params or {}).get("charset", "utf-8").lower()
    if charset not in ("utf-8", "utf8") or request.headers.get("Content-Encoding"):
        raise RequestRefused(415, "UNSUPPORTED_MEDIA_TYPE", "Send the body as plain UTF-8.")
    body = request.read(MAX_BODY + 1)
    if len(body) > MAX_BODY:
        raise RequestRefused(
            413, "PAYLOAD_TOO_LARGE", f"The body cannot be larger than {MAX_BODY} bytes."
        )
    return _json(body, "The body")


def _json(text: str | bytes, what: str) -> Any:
    try:
        if isinstance(text, bytes):
            text = text.decode("utf-8")
        return json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise RequestRefused(400, "BAD_REQUEST", f"{what} is not valid JSON.") from error


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _checked(parameters: Any) -> GraphQLRequest:
    if not isinstance(parameters, dict):
        raise RequestRefused(400, "BAD_REQUEST", "Send one JSON object; there are no batches.")
    query = parameters.get("query")
    variables = parameters.get("variables")
    operation_name = parameters.get("operationName")
    if not isinstance(query, str) or not query.strip():
        raise RequestRefused(400, "BAD_REQUEST", 'The parameter "query" must be a document.')
    for name, value, kind in (
        ("variables", variables, dict),
        ("operationName", operation_name, str),
        ("extensions", parameters.get("extensions"), dict),
    ):
        if value is not None and not isinstance(value, kind):
            article = "an object" if kind is dict else "a string"
            raise RequestRefused(400, "BAD_REQUEST", f'The parameter "{name}" must be {article}.')
    if "\x00" in json.dumps(variables, ensure_ascii=False) or "\x00" in query:
        raise RequestRefused(400, "BAD_REQUEST", "The character U+0000 cannot be asked for.")
    return GraphQLRequest(query, variables or {}, operation_name or None)
