"""Cache tags: short names for what an answer depends on, by which caches are purged.

An answer has the tags of what it showed, and of what it would have shown: a thing by its key, an
address by its path, a type as a whole. Each change has the tags of the thing before and after it,
so an answer that has none of these is still correct.

Tags are keyed with this installation's secret, so nobody can tell from a tag what it stands for.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpResponseBase
from django.utils.crypto import salted_hmac

ALL = "all"
RECORD = "record"  # the name of the list of changes


def thing(subject: str, key: Any) -> str:
    """The name of one thing, public or not."""
    return f"{subject}/{key}"


def found_by(subject: str, column: str, value: Any) -> str:
    """The name of whatever has this value, such as an address."""
    return f"{subject}/{column}/{value}"


def address(url: str) -> str:
    """The name of a file at an address, on any host."""
    return f"address/{url}"


def of_subject(subject: str) -> str:
    """The name of all things of a subject, such as all pages."""
    return f"{ALL}/{subject}"


def published_tags(change: Mapping[str, Any]) -> list[str]:
    """The tags of a change that may be published; few if its address had to be forgotten.

    Somebody who guesses the address could get its tag by a request, and find it among these.
    """
    words = ("path", "previous_path")
    if not any(name in change["digests"] and not change[name] for name in words):
        return list(change["tags"])
    subject, key = change["subject"], change["key"]
    return [tag(name) for name in (RECORD, thing(subject, key), of_subject(subject))]


@lru_cache(maxsize=65_536)
def tag(name: str) -> str:
    """Eleven characters that stand for a name."""
    digest = salted_hmac("cms.record.tags", name, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest[:8]).decode().rstrip("=")


def joined(names: Iterable[str]) -> str:
    """The tags of these names, separated as the cache in front expects."""
    return settings.CACHE_TAG_SEPARATOR.join(sorted(map(tag, names)))


def stamp(response: HttpResponseBase, *names: str) -> None:
    """Give a response the tags of these names, so that a purge reaches it."""
    response[settings.CACHE_TAG_HEADER] = joined(names)
