"""The contestants, and their requests: whole requests through Django's WSGI handler."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

from django.core.handlers.wsgi import WSGIHandler

from archive.models import LetterPage

from . import documents
from .handwritten import SIZE

Call = Callable[[], bytes]
ENVIRON = {
    "SERVER_NAME": "testserver",
    "SERVER_PORT": "80",
    "SERVER_PROTOCOL": "HTTP/1.1",
    "HTTP_HOST": "testserver",
    "HTTP_ACCEPT": "application/json",
    "REMOTE_ADDR": "127.0.0.1",
    "SCRIPT_NAME": "",
    "wsgi.url_scheme": "http",
    "wsgi.version": (1, 0),
}


@dataclass(frozen=True)
class Task:
    """A query of a frontend: as a GraphQL document, and for the hand-written view."""

    name: str
    document: str
    variables: dict[str, Any]
    path: str
    parameters: dict[str, str]
    root: str  # the field of `data` that the hand-written views answer
    fixed: str = ""  # the path of the view with one fixed statement, if any


def tasks(letter_path: str) -> list[Task]:
    first = {"first": SIZE}
    by_path = {"path": letter_path}
    return [
        Task("list of cards", documents.CARDS, first, "cards", {}, "entries", "fixed"),
        Task("list with bodies", documents.BODIES, first, "bodies", {}, "entries"),
        Task("single page", documents.PAGE, by_path, "page", by_path, "page"),
    ]


def path_of_a_letter() -> str:
    """An English letter that has been answered."""
    letters = LetterPage.objects.filter(live=True, expire_at=None, locale__language_code="en")
    letter = letters.filter(replies__live=True, replies__expire_at=None).order_by("-pk")[0]
    return f"/{letter.url_path.split('/', 2)[2]}"


def contestants(task: Task) -> dict[str, Call]:
    """Every contestant with its call, in the order of the table."""
    return {
        "this API": posted("/graphql/", task.document, task.variables),
        "stock view": posted("/benchmark/stock", task.document, task.variables),
        "by hand": got(f"/benchmark/{task.path}", task.parameters),
        **({"one statement": got(f"/benchmark/{task.fixed}", {})} if task.fixed else {}),
        "bare “ok”": got("/benchmark/ok", {}),
    }


def posted(path: str, query: str, variables: dict[str, Any]) -> Call:
    """A GraphQL request by POST."""
    body = json.dumps({"query": query, "variables": variables}).encode()
    request = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": path,
        "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": str(len(body)),
    }
    return lambda: answer(request, body)


def got(
    path: str,
    parameters: dict[str, str],
    status: str = "200 OK",
    headers: Callable[[dict[str, str]], None] | None = None,
    **environ: str,
) -> Call:
    """A GET request with these parameters; `headers` receives those of each answer."""
    request = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": urlencode(parameters),
        **environ,
    }
    return lambda: answer(request, status=status, headers=headers)


@cache
def handler() -> WSGIHandler:
    return WSGIHandler()


def answer(
    request: dict[str, str],
    body: bytes = b"",
    status: str = "200 OK",
    headers: Callable[[dict[str, str]], None] | None = None,
) -> bytes:
    """The server's response; any other status is an error."""
    environ = {**ENVIRON, **request, "wsgi.input": BytesIO(body)}
    heads: list[Any] = []

    def start_response(*head: Any) -> Callable[[bytes], object]:
        heads.append(head)
        return heads.append  # WSGI's write function, which is not used

    response = handler()(environ, start_response)
    try:
        content = b"".join(response)
    finally:
        response.close()
    [(answered, pairs)] = heads
    if answered != status:
        raise AssertionError(f"{request['PATH_INFO']}: {answered}: {content[:500]!r}")
    if headers:
        headers(dict(pairs))
    return content
