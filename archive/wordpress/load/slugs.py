"""Slugs of the old site as slugs that Django takes."""

from __future__ import annotations

import re
from hashlib import sha256

from wagtail.models import Page

from cms.visibility.slugs import is_reserved

# What Django's validator for Unicode slugs refuses; WordPress keeps all but ASCII's punctuation.
_REFUSED = re.compile(r"[^\w-]+")


def slug_of(slug: str, most: int = 255) -> str:
    """The same slug where it may stand; what has no letter or digit gets one of its own."""
    clean = _REFUSED.sub("-", slug).strip("-")
    if not clean:
        return sha256(slug.encode()).hexdigest()[:12]
    return clean if len(clean) <= most else f"{clean[: most - 9]}-{_mark(clean)}"


def free_slug(slug: str, parent: Page) -> str:
    """The slug, with a number where a page beside has it or none may have it."""
    taken = set(parent.get_children().filter(slug__startswith=slug).values_list("slug", flat=True))
    number, free = 2, slug
    while free in taken or is_reserved(free, parent):
        free = f"{slug[:245]}-{number}"
        number += 1
    return free


def _mark(slug: str) -> str:
    return sha256(slug.encode()).hexdigest()[:8]
