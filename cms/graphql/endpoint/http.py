"""Reads a GraphQL-over-HTTP request: what is asked for, and in which media type to answer.

The source of every rule is the GraphQL-over-HTTP specification (working draft); its section is
named where one decides. The two ways to name a document instead of sending it are those of
Apollo's automatic persisted queries and of the specification's appendix on persisted documents.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from django.http import HttpRequest, JsonResponse, UnreadablePostError

from cms.graphql.limits.settings import BODY_BYTES

GRAPHQL_RESPONSE = "application/graphql-response+json"
PLAIN_JSON = "application/json"
_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)


class RequestRefused(Exception):
    """The request is not a well-formed GraphQL request; carries its HTTP status and code."""

    def __init__(self, status: int, code: str, message: str, allow: str = "") -> None:
        super().__init__(message)
        self.status, self.code, self.allow = status, code, allow

    def response(self) -> JsonResponse:
        error = {"message": str(self), "extensions": {"code": self.code}}
        response = JsonResponse({"errors": [error]}, status=self.status)
        response["Cache-Control"] = "no-store"
        if self.allow:
            response["Allow"] = self.allow
        return response


@dataclass(frozen=True)
class GraphQLRequest:
    """The parameters of one request (section "Request parameters")."""

    query: str
    variables: Mapping[str, Any]
    operation_name: str | None
    document_id: str = ""  # a trusted document's name
    sha256: str = ""  # an automatic persisted query's hash
    wants_cost: bool = False


def read(request: HttpRequest) -> GraphQLRequest:
    """The request's parameters; raises RequestRefused."""
    if request.method in ("GET", "HEAD"):
        return _checked(_query_parameters(request))
    if request.method == "POST":
        return _checked(_body(request))
    raise RequestRefused(405, "METHOD_NOT_ALLOWED", "Use GET or POST.", allow="GET, POST")


def response_type(request: HttpRequest) -> str:
    """The media type of the answer; JSON if the client has no preference."""
    accept = request.META.get("HTTP_ACCEPT", "*/*")
    if accept in ("*/*", PLAIN_JSON):
        return PLAIN_JSON
    if accept == GRAPHQL_RESPONSE:
        return GRAPHQL_RESPONSE
    if "*/*" in accept and GRAPHQL_RESPONSE not in accept:
        return PLAIN_JSON
    media_type = request.get_preferred_type([GRAPHQL_RESPONSE, PLAIN_JSON])
    if media_type is None:
        raise RequestRefused(
            406, "NOT_ACCEPTABLE", f"This endpoint answers in {GRAPHQL_RESPONSE} or {PLAIN_JSON}."
        )
    return media_type


def _query_parameters(request: HttpRequest) -> dict[str, Any]:
    _check_size(len(request.META.get("QUERY_STRING", "")))
    parameters: dict[str, Any] = {}
    for name, values in request.GET.lists():
        if len(values) > 1:
            raise _bad(f'The parameter "{name}" can be given only once.')
        parameters[name] = values[0]
    for name in ("variables", "extensions"):
        if parameters.get(name):
            parameters[name] = _json(parameters[name].encode(), f'The parameter "{name}"')
        else:
            parameters.pop(name, None)
    if any("\x00" in value for value in parameters.values() if isinstance(value, str)):
        raise _nothing_called_nul()
    return parameters


def _body(request: HttpRequest) -> Any:
    if request.content_type != PLAIN_JSON:
        raise RequestRefused(415, "UNSUPPORTED_MEDIA_TYPE", f"Send the body as {PLAIN_JSON}.")
    charset = (request.content_params or {}).get("charset", "utf-8").lower()
    if charset not in ("utf-8", "utf8") or request.META.get("HTTP_CONTENT_ENCODING"):
        raise RequestRefused(415, "UNSUPPORTED_MEDIA_TYPE", "Send the body as plain UTF-8.")
    try:
        body = request.read(BODY_BYTES() + 1)
    except UnreadablePostError as error:
        raise _bad("The body ended before its end.") from error
    _check_size(len(body))
    return _json(body, "The body")


def _check_size(size: int) -> None:
    if size > BODY_BYTES():
        message = f"A request cannot be larger than {BODY_BYTES()} bytes."
        raise RequestRefused(413, BODY_BYTES.code, message)


def _json(text: bytes, part_name: str) -> Any:
    """Strict JSON: no NaN, no lone surrogate, no key twice (RFC 8259, section 4), no U+0000."""
    try:
        value = orjson.loads(text)
        if orjson.dumps(value) != text:  # a client's own JSON, so nothing was lost in parsing
            json.loads(text, object_pairs_hook=_without_repeated_keys)
    except (ValueError, RecursionError, TypeError) as error:
        raise _bad(f"{part_name} is not valid JSON.") from error
    if b"\\u0000" in text and _holds_nul(value):
        raise _nothing_called_nul()
    return value


def _without_repeated_keys(pairs: list[tuple[str, Any]]) -> None:
    if len(dict(pairs)) != len(pairs):
        raise ValueError("a key comes twice")


def _holds_nul(value: Any) -> bool:
    if isinstance(value, dict):
        return any(_holds_nul(part) for pair in value.items() for part in pair)
    if isinstance(value, list):
        return any(map(_holds_nul, value))
    return isinstance(value, str) and "\x00" in value


def _checked(parameters: Any) -> GraphQLRequest:
    if not isinstance(parameters, dict):
        raise _bad("Send one JSON object; there are no batches.")
    query = _typed(parameters, "query", str, "a document") or ""
    variables = _typed(parameters, "variables", dict, "an object") or {}
    operation_name = _typed(parameters, "operationName", str, "a string") or None
    document_id = _typed(parameters, "documentId", str, "a string") or ""
    extensions = _typed(parameters, "extensions", dict, "an object") or {}
    sha256 = _persisted(extensions)
    if not (query.strip() or document_id or sha256):
        raise _bad('The parameter "query" must be a document.')
    return GraphQLRequest(
        query, variables, operation_name, document_id, sha256, extensions.get("cost") is True
    )


def _persisted(extensions: dict[str, Any]) -> str:
    if "persistedQuery" not in extensions:
        return ""
    extension = extensions["persistedQuery"]
    if not isinstance(extension, dict) or extension.get("version") != 1:
        raise _bad('"persistedQuery" must be an object with "version": 1.')
    sha256 = extension.get("sha256Hash")
    if not isinstance(sha256, str) or not _SHA256.fullmatch(sha256):
        raise _bad('"sha256Hash" must be 64 lower-case hexadecimal digits.')
    return sha256


def _typed(parameters: dict[str, Any], name: str, kind: type, words: str) -> Any:
    value = parameters.get(name)
    if value is not None and not isinstance(value, kind):
        raise _bad(f'The parameter "{name}" must be {words}.')
    return value


def _bad(message: str) -> RequestRefused:
    return RequestRefused(400, "BAD_REQUEST", message)


def _nothing_called_nul() -> RequestRefused:
    return _bad("The character U+0000 cannot be asked for.")
