"""Cache tags: short names of what an answer was made of, which a purge names again.

An answer carries the tags of what it showed, and of what it would have shown: of a thing by its
key, of whatever lies at an address, of all things of a type. Each change carries the tags of the
thing as it was before and as it is after, so an answer without any of them is as it was.

They are keyed with the secret of this installation: from a tag nobody can tell whose it is.
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
RECORD = "record"  # the name of what tells what changed


def thing(subject: str, key: Any) -> str:
    """The name of one thing, public or not."""
    return f"{subject}/{key}"


def found_by(subject: str, column: str, value: Any) -> str:
    """The name of whatever has this value, an address for example."""
    return f"{subject}/{column}/{value}"


def address(url: str) -> str:
    """The name of a file at an address, whatever host it is asked of."""
    return f"address/{url}"


def of_subject(subject: str) -> str:
    """The name of all things of a subject: of all pages."""
    return f"{ALL}/{subject}"


def published_tags(change: Mapping[str, Any]) -> list[str]:
    """The tags of a change that others may read: few where its address had to be forgotten.

    Whoever guesses the address and asks there gets its tag, and would find it among these.
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
    """The tags of these names, separated as the cache in front wants them."""
    return settings.CACHE_TAG_SEPARATOR.join(sorted(map(tag, names)))


def stamp(response: HttpResponseBase, *names: str) -> None:
    """Let a purge of any of these names reach an answer."""
    response[settings.CACHE_TAG_HEADER] = joined(names)
