"""What caches may keep: the ETag of an answer, its lifetime, and conditional requests.

The API reads no cookie, so every answer is the same for everybody. Its ETag is a digest of its
bytes, and its lifetime ends when a page that is public now expires, or the consent to a picture:
neither reveals more than the answer does.

The content's version changes with every write, even to a draft, and when the clock opens or ends
anything; no client ever sees it. While it is unchanged, a query that was answered before is
answered without executing anything: with the same bytes, or with 304 if the client sends their
ETag.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from functools import cached_property, lru_cache, partial
from typing import Any

import orjson
from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseNotModified
from django.utils import timezone, translation
from django.utils.http import parse_etags
from graphql import GraphQLSchema, print_schema
from wagtail.models import Page

from cms.freshness.content_version import ContentVersion, content_version
from cms.graphql.context import Context
from cms.graphql.limits.settings import MAX_AGE, STALE
from cms.sql.statements import StatementCache
from cms.visibility.closed import FOREVER, NOW, cleared_models
from cms.visibility.gate import files_for_readers, visible_pages

from .deployment import deployment
from .http import GraphQLRequest
from .kept import KeptAnswers, Stamp

_STATEMENTS = StatementCache()
_kept = KeptAnswers()


class Conditional:
    """One query, and the answer that the client has of it; no cache may keep answers to a POST."""

    def __init__(
        self, context: Context, schema: GraphQLSchema, text: str, parameters: GraphQLRequest,
        media_type: str,
    ) -> None:  # fmt: skip
        request = context.request
        self._context, self._is_get = context, request.method != "POST"
        self._shown = parse_etags(request.META.get("HTTP_IF_NONE_MATCH", ""))
        self._asked = (schema, text, parameters, media_type)
        self._content_type = f"{media_type}; charset=utf-8"
        self._version: ContentVersion | None = None
        self._expires: datetime | None = None

    def known(self) -> HttpResponse | None:
        """The stored answer, if nothing was written since; 304 if the client has it."""
        if self._context.no_store:
            return None
        version = None
        for stamp in _kept.stamps(self._question):
            version = version or content_version(self._context.now)
            if version and stamp.version == version.name:
                return self._again(stamp)
        return None

    def _again(self, stamp: Stamp) -> HttpResponse | None:
        if self._has(stamp.etag):
            return self._stamped(HttpResponseNotModified(), stamp)
        body = _kept.body(stamp.etag)
        if body is None:
            return None
        return self._stamped(HttpResponse(body, content_type=self._content_type), stamp)

    def read(self) -> None:
        """The lifetime of the answer, read in the same view of the content as the answer."""
        self._version = self._context.version
        self._expires = self._next_expiry()

    def stamp(self, response: HttpResponse) -> HttpResponse:
        """The response with its ETag, and stored; 304 if the client has it (RFC 9110, section
        13.1.2).
        """
        if self._version is None:
            response["Cache-Control"] = "no-store"
            return response
        etag = f'"{_digest([response["Content-Type"].encode(), response.content])}"'
        tags = self._context.cache_tags.header()
        stamp = Stamp(self._version.name, etag, self._expires, tags)
        if response.status_code == 200 and response["Content-Type"] == self._content_type:
            _kept.keep(self._question, stamp, response.content)  # not a redirect of a feed
        answer = HttpResponseNotModified() if self._has(etag) else response
        return self._stamped(answer, stamp)

    def _has(self, etag: str) -> bool:
        return self._is_get and etag in {tag.removeprefix("W/") for tag in self._shown}

    def _stamped(self, response: HttpResponse, stamp: Stamp) -> HttpResponse:
        if self._is_get:
            return _stamped(response, stamp)
        response["Cache-Control"] = "no-store"
        return response

    @cached_property
    def _question(self) -> str:
        """A digest of everything that the answer depends on, except the content."""
        schema, text, parameters, media_type = self._asked
        request = self._context.request
        parts = (
            _digest_of(schema),
            deployment(),
            f"{request.scheme}://{request.get_host()}",
            request.get_port(),  # Wagtail finds the site by it, even if no host does
            # The thread's values may be left from an editor's request.
            translation.get_language() or "",
            timezone.get_current_timezone_name(),
            media_type,
            text,
            parameters.operation_name or "",
            orjson.dumps(parameters.variables, option=orjson.OPT_SORT_KEYS).decode(),
            str(parameters.wants_cost),
        )
        return _digest(part.encode() for part in parts)

    def _next_expiry(self) -> datetime | None:
        """When the next page or file ends that readers of any site can see now."""
        if not self._version or not self._version.next_expiry:
            return None
        everywhere = {"roots": self._context.snapshot.every_root}
        statements = [
            _STATEMENTS.get("expiry", _expiring),
            *(_STATEMENTS.get(model, partial(_ending, model)) for model in cleared_models()),
        ]
        row_sets = self._context.run([(statement, everywhere) for statement in statements])
        return min((rows[0][0] for rows in row_sets if rows), default=None)


def _expiring() -> QuerySet[Any]:
    coming = visible_pages(Page.objects.filter(expire_at__gt=NOW))
    return coming.order_by("expire_at").values_list("expire_at")[:1]


def _ending(model: Any) -> QuerySet[Any]:
    coming = files_for_readers(model._default_manager.filter(cleared_until__lt=FOREVER))
    return coming.order_by("cleared_until").values_list("cleared_until")[:1]


def _stamped(response: HttpResponse, stamp: Stamp) -> HttpResponse:
    """Set headers so that no cache keeps an answer beyond the time at which a page expires.

    The time at which a page goes live shortens nothing, as nobody is to learn of it in advance.
    """
    until = stamp.until
    left = int((until - timezone.now()).total_seconds()) if until else MAX_AGE() + STALE()
    age = max(0, min(MAX_AGE(), left))
    stale = max(0, min(STALE(), left - age))
    response["ETag"] = stamp.etag
    response[settings.CACHE_TAG_HEADER] = stamp.tags
    response["Cache-Control"] = f"public, max-age={age}, stale-while-revalidate={stale}"
    return response


def _digest(parts: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()[:32]


@lru_cache(maxsize=4)
def _digest_of(schema: GraphQLSchema) -> str:
    return _digest([print_schema(schema).encode()])
