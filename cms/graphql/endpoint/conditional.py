"""What caches may keep: the tag of an answer, how long it is good for, and who may ask again.

The API reads no cookie, so every answer is the same for everybody. Its tag is made of the question
and of the versions of content, code and settings, before anything is executed: a client that shows
the tag of what it has is answered at the cost of reading the content's.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

import orjson
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import parse_etags
from graphql import GraphQLSchema, print_schema

from cms.freshness.content_version import content_version
from cms.graphql.limits.settings import MAX_AGE, STALE

from .deployment import deployment
from .http import GraphQLRequest


@dataclass(frozen=True)
class Freshness:
    """The tag of an answer that can be cached, and its Cache-Control."""

    etag: str
    cache_control: str

    def not_modified(self, request: HttpRequest) -> HttpResponse | None:
        """The answer to a client that has it already (RFC 9110, section 13.1.2)."""
        known = request.META.get("HTTP_IF_NONE_MATCH")
        if known is None or self.etag not in {tag.removeprefix("W/") for tag in parse_etags(known)}:
            return None
        return self.stamp(HttpResponseNotModified())

    def stamp(self, response: HttpResponse) -> HttpResponse:
        response["ETag"], response["Cache-Control"] = self.etag, self.cache_control
        return response


def freshness(
    request: HttpRequest, schema: GraphQLSchema, text: str, asked: GraphQLRequest, media_type: str,
    now: datetime,
) -> Freshness | None:  # fmt: skip
    """What the answer to this question is good for; None where it must not be kept.

    It is read in the answer's own view of the content, so that the tag stands for what it says.
    """
    version = None if request.method == "POST" else content_version(now)
    if version is None:
        return None
    question = (
        version.name,
        _digest_of(schema),
        deployment(),
        f"{request.scheme}://{request.get_host()}",
        media_type,
        text,
        asked.operation_name or "",
        orjson.dumps(asked.variables, option=orjson.OPT_SORT_KEYS).decode(),
        str(asked.wants_cost),
    )
    return Freshness(f'"{_digest(question)}"', _cache_control(now, version.next_change))


def _cache_control(now: datetime, until: datetime | None) -> str:
    """Nothing is served past the instant at which a page appears or disappears by the clock."""
    left = int((until - now).total_seconds()) if until else MAX_AGE() + STALE()
    age = min(MAX_AGE(), left)
    stale = min(STALE(), left - age)
    return f"public, max-age={age}, stale-while-revalidate={stale}"


def _digest(parts: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode()
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()[:32]


@lru_cache(maxsize=4)
def _digest_of(schema: GraphQLSchema) -> str:
    return _digest([print_schema(schema)])
