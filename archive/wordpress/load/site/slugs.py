"""Slugs of the old site as slugs that Django accepts and that are free."""

from __future__ import annotations

import re
from hashlib import sha256

from wagtail.models import Page

from cms.visibility.slugs import is_reserved

# Characters that Django's validator for Unicode slugs refuses and WordPress allows.
_REFUSED = re.compile(r"[^\w-]+")


def slug_of(slug: str, max_length: int = 255) -> str:
    """The same slug if it is allowed; without letters or digits, one made up."""
    clean = _REFUSED.sub("-", slug).strip("-")
    if not clean:
        return _digest(slug)[:12]
    if len(clean) <= max_length:
        return clean
    return f"{clean[: max_length - 9]}-{_digest(clean)[:8]}"


def free_slug(slug: str, parent: Page) -> str:
    """The slug, with a number if a sibling has it or it is reserved."""
    siblings = parent.get_children().filter(slug__startswith=slug)
    used_slugs = set(siblings.values_list("slug", flat=True))
    number, candidate = 2, slug
    while candidate in used_slugs or is_reserved(candidate, parent):
        candidate = f"{slug[:245]}-{number}"
        number += 1
    return candidate


def _digest(slug: str) -> str:
    return sha256(slug.encode()).hexdigest()


def clipped(text: str, max_length: int) -> str:
    return text if len(text) <= max_length else f"{text[: max_length - 1]}…"
