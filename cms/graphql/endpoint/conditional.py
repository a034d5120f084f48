"""What caches may keep: the tag of an answer, how long it is good for, and who may ask again.

The API reads no cookie, so every answer is the same for everybody. Its tag is a digest of its
bytes, and its time ends when a page that is public now expires, or the consent to a picture:
neither says more than it does.

The content's version moves with every write, that of a draft too, so nobody is told it. While it
stands, a client that shows the tag of what it has is answered without executing anything.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache, partial
from typing import Any

import orjson
from django.conf import settings
from django.core.cache import caches
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.http import parse_etags
from graphql import GraphQLSchema, print_schema
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from cms.freshness.content_version import ContentVersion, content_version
from cms.graphql.context import Context
from cms.graphql.limits.settings import MAX_AGE, STALE
from cms.sql.statements import StatementCache
from cms.visibility.closed import FOREVER, NOW
from cms.visibility.gate import files_for_readers, visible_pages

from .deployment import deployment
from .http import GraphQLRequest

logger = logging.getLogger(__name__)
CACHE = "tags"
SECONDS_KEPT = 24 * 3600
_STATEMENTS = StatementCache()


class Conditional:
    """One question, and what a client has of its answer; a POST is answered anew every time."""

    def __init__(
        self, context: Context, schema: GraphQLSchema, text: str, parameters: GraphQLRequest,
        media_type: str,
    ) -> None:  # fmt: skip
        request = context.request
        self._context, self._is_get = context, request.method != "POST"
        self._shown = parse_etags(request.META.get("HTTP_IF_NONE_MATCH", ""))
        self._question = (schema, text, parameters, media_type)
        self._version: ContentVersion | None = None
        self._expires: datetime | None = None

    def unchanged(self) -> HttpResponse | None:
        """The answer to a client that has the current one, where that can be told from its tag."""
        if not self._shown or not self._is_get:
            return None
        self._version = content_version(self._context.now)
        validators = _cached_validators(self._key()) if self._version else None
        if validators is None or not self._has(validators[0]):
            return None
        return _stamped(HttpResponseNotModified(), *validators)

    def read(self) -> None:
        """How long the answer is good for; read in the answer's own view of the content."""
        if self._is_get:
            self._version = content_version(self._context.now)
            self._expires = self._next_expiry()

    def stamp(self, response: HttpResponse) -> HttpResponse:
        """The response with its tag; without a body for who has that (RFC 9110, section 13.1.2)."""
        if self._version is None:
            response["Cache-Control"] = "no-store"
            return response
        etag = f'"{_digest([response["Content-Type"].encode(), response.content])}"'
        stamp = (etag, self._expires, self._context.cache_tags.header())
        _keep(self._key(), stamp)
        answer = HttpResponseNotModified() if self._has(etag) else response
        return _stamped(answer, *stamp)

    def _has(self, etag: str) -> bool:
        return etag in {tag.removeprefix("W/") for tag in self._shown}

    def _key(self) -> str:
        """Whatever the answer depends on."""
        schema, text, parameters, media_type = self._question
        request = self._context.request
        parts = (
            self._version.name if self._version else "",
            _digest_of(schema),
            deployment(),
            f"{request.scheme}://{request.get_host()}",
            request.get_port(),  # by which Wagtail finds the site, also where no host names it
            media_type,
            text,
            parameters.operation_name or "",
            orjson.dumps(parameters.variables, option=orjson.OPT_SORT_KEYS).decode(),
            str(parameters.wants_cost),
        )
        return f"cms.graphql.tag.{_digest(part.encode() for part in parts)}"

    def _next_expiry(self) -> datetime | None:
        """When the next page or file ends that readers of any site see now."""
        if not self._version or not self._version.next_expiry:
            return None
        everywhere = {"roots": self._context.snapshot.every_root}
        statements = [
            _STATEMENTS.get("expiry", _expiring),
            *(_STATEMENTS.get(model, partial(_ending, model)) for model in _file_models()),
        ]
        row_sets = self._context.run([(statement, everywhere) for statement in statements])
        return min((rows[0][0] for rows in row_sets if rows), default=None)


def _expiring() -> QuerySet[Any]:
    coming = visible_pages(Page.objects.filter(expire_at__gt=NOW))
    return coming.order_by("expire_at").values_list("expire_at")[:1]


def _file_models() -> tuple[Any, Any]:
    return get_image_model(), get_document_model()


def _ending(model: Any) -> QuerySet[Any]:
    coming = files_for_readers(model._default_manager.filter(cleared_until__lt=FOREVER))
    return coming.order_by("cleared_until").values_list("cleared_until")[:1]


def _stamped(response: HttpResponse, etag: str, until: datetime | None, tags: str) -> HttpResponse:
    """Set headers by which no cache keeps an answer past the instant at which a page expires.

    The instant at which a page goes live shortens nothing: nobody is to learn of it before.
    """
    left = int((until - timezone.now()).total_seconds()) if until else MAX_AGE() + STALE()
    age = max(0, min(MAX_AGE(), left))
    stale = max(0, min(STALE(), left - age))
    response["ETag"] = etag
    response[settings.CACHE_TAG_HEADER] = tags
    response["Cache-Control"] = f"public, max-age={age}, stale-while-revalidate={stale}"
    return response


def _cached_validators(key: str) -> tuple[str, datetime | None, str] | None:
    try:
        return caches[CACHE].get(key)
    except Exception:  # whatever a backend raises: the answer can be made again
        logger.exception("No answer is told from its tag: the cache failed")
        return None


def _keep(key: str, value: tuple[str, datetime | None, str]) -> None:
    try:
        caches[CACHE].set(key, value, SECONDS_KEPT)
    except Exception:  # whatever a backend raises: the answer can be made again
        logger.exception("No answer is told from its tag: the cache failed")


def _digest(parts: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()[:32]


@lru_cache(maxsize=4)
def _digest_of(schema: GraphQLSchema) -> str:
    return _digest([print_schema(schema).encode()])
