"""Documents that are named instead of sent: automatic persisted queries and trusted documents.

Automatic persisted queries follow Apollo's protocol: a client sends the SHA-256 of a document; if
it is unknown, the answer is PERSISTED_QUERY_NOT_FOUND, and the client sends both once. Trusted
documents are those in a file, GRAPHQL_TRUSTED_DOCUMENTS; with GRAPHQL_TRUSTED_ONLY nothing else
runs.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured

from cms.graphql.errors import ApiError
from cms.graphql.limits.settings import REGISTRATIONS

from .http import GraphQLRequest, RequestRefused
from .segmented import SegmentedCache

HASHED = "sha256:"  # prefix of an ID that is a hash, in a manifest or a request
SHARED_SECONDS = 7 * 24 * 3600  # how long the shared cache remembers what processes forget
_texts: SegmentedCache[str] = SegmentedCache()


class PersistedQueryNotFound(ApiError):
    """The document with this hash is unknown: send it once with its text."""

    code = "PERSISTED_QUERY_NOT_FOUND"


class DocumentNotTrusted(ApiError):
    """Only the documents of the manifest run here, and this is not one of them."""

    code = "DOCUMENT_NOT_TRUSTED"


def text_of(parameters: GraphQLRequest) -> str:
    """The text of the document that a request names or has; raises ApiError, RequestRefused."""
    name = parameters.document_id or parameters.sha256
    documents = trusted_documents()
    if name and (text := documents.get(name.removeprefix(HASHED))):
        return text
    if getattr(settings, "GRAPHQL_TRUSTED_ONLY", False):
        if parameters.query and parameters.query in documents.values():
            return parameters.query
        raise DocumentNotTrusted("Only the documents of the manifest run here.")
    if parameters.document_id:
        raise DocumentNotTrusted("No trusted document has this ID.")
    if not parameters.sha256:
        return parameters.query
    return _registered(parameters) if parameters.query else _kept_text(parameters.sha256)


def is_trusted(parameters: GraphQLRequest) -> bool:
    """Whether a request names a document of the manifest."""
    name = parameters.document_id or parameters.sha256
    return name.removeprefix(HASHED) in trusted_documents()


def remember(parameters: GraphQLRequest, text: str) -> None:
    """Store a text that has proved valid under its hash, and under no other."""
    if not parameters.sha256 or parameters.query != text or _texts.get(parameters.sha256):
        return
    if _sha256(text) != parameters.sha256 or not _budget.spend():
        return  # a trusted document is found by its ID
    _texts.put(parameters.sha256, text, len(text))
    cache.set(_key(parameters.sha256), text, SHARED_SECONDS)


def _registered(parameters: GraphQLRequest) -> str:
    if (
        _texts.get(parameters.sha256) != parameters.query
        and _sha256(parameters.query) != parameters.sha256
    ):
        raise RequestRefused(
            400, "PERSISTED_QUERY_HASH_MISMATCH", "The hash is not the SHA-256 of the document."
        )
    return parameters.query


def _kept_text(sha256: str) -> str:
    text = _texts.get(sha256)
    if text is None:
        text = cache.get(_key(sha256))
        if not isinstance(text, str) or _sha256(text) != sha256:
            # the message that clients look for
            raise PersistedQueryNotFound("PersistedQueryNotFound")
        _texts.put(sha256, text, len(text))
    return text


class _Budget:
    """How many new documents this process stores in a minute, so that no flood fills the caches.

    A client that is refused can still send the whole document: that always runs.
    """

    def __init__(self) -> None:
        self._minute, self._spent = 0, 0

    def spend(self) -> bool:
        minute = int(time.monotonic() // 60)
        if minute != self._minute:
            self._minute, self._spent = minute, 0
        self._spent += 1
        return self._spent <= REGISTRATIONS()


_budget = _Budget()


def trusted_documents() -> Mapping[str, str]:
    """The documents of the manifest, text by ID; raises ImproperlyConfigured."""
    path = getattr(settings, "GRAPHQL_TRUSTED_DOCUMENTS", None)
    return _manifest(Path(path)) if path else {}


@checks.register
def check_trusted_documents(**_options: Any) -> list[checks.CheckMessage]:
    """What is wrong with the manifest, found before a server starts with it."""
    try:
        trusted_documents()
    except ImproperlyConfigured as error:
        hint = "Name the file that your frontend's Relay, graphql-codegen or Apollo wrote."
        return [checks.Error(str(error), hint=hint, id="cms_graphql.E008")]
    return []


@lru_cache(maxsize=4)
def _manifest(path: Path) -> Mapping[str, str]:
    """Text by ID, from Relay's or graphql-codegen's `{id: text}` or Apollo's list of operations."""
    try:
        content: Any = json.loads(path.read_text("utf-8"))
        if isinstance(content, dict) and isinstance(content.get("operations"), list):
            content = {operation["id"]: operation["body"] for operation in content["operations"]}
        if not all(isinstance(part, str) for pair in content.items() for part in pair):
            raise TypeError
        return {name.removeprefix(HASHED): text for name, text in content.items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        message = f"GRAPHQL_TRUSTED_DOCUMENTS: {path} is not a manifest of IDs and documents."
        raise ImproperlyConfigured(message) from error


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _key(sha256: str) -> str:
    return f"cms.graphql.persisted.{sha256}"
