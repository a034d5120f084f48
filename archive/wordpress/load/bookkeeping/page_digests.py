"""Digests of page content: whether anybody has changed a page since its import."""

from __future__ import annotations

import json
from contextlib import suppress
from hashlib import sha256
from typing import Any

from wagtail.models import Page

from archive.models import EntryPage

# Tree position, revisions, instants. Fields without a form are derived from others.
_NO_CONTENT = {
    "pk", "path", "depth", "numchild", "url_path", "page_ptr", "entrypage_ptr", "content_type",
    "has_unpublished_changes", "latest_revision", "latest_revision_created_at", "live_revision",
    "first_published_at", "last_published_at", "locked", "locked_at", "locked_by", "owner",
    "draft_title", "expired", "translation_key", "alias_of",
    *(field.name for field in EntryPage._meta.local_fields if not field.editable),
}  # fmt: skip

WITHDRAWN = "withdrawn"  # instead of a digest: an edited page that the import took down


def page_digest(page: Page) -> str:
    """A digest of a specific page: its fields, rows and terms, and whether it is live."""
    return content_digest(page.serializable_data())


def is_edited(page: Page, written_digest: str) -> bool:
    """Whether the page, or a draft of it, differs from what was written."""
    if page_digest(page) != written_digest:
        return True
    draft = page.latest_revision
    if draft is None:
        return False
    return content_digest(draft.content | {"live": page.live}) != written_digest


def content_digest(content: dict[str, Any]) -> str:
    """A digest of a revision's content."""
    values = {name: _normal(value) for name, value in content.items() if name not in _NO_CONTENT}
    return sha256(json.dumps(values, sort_keys=True, default=str).encode()).hexdigest()


def _normal(value: Any) -> Any:
    """The value without the order and keys of its rows, which change with every save."""
    # a body, whose JSON keys PostgreSQL sorts
    if isinstance(value, str) and value.startswith("[{"):
        with suppress(ValueError):
            return json.loads(value)
    if isinstance(value, list) and value and isinstance(value[0], dict):
        rows = [
            {n: v for n, v in row.items() if n not in ("pk", "page", "content_object")}
            for row in value
        ]
        # Tags have no order: the database returns them in order of creation.
        return rows if "sort_order" in rows[0] else sorted(rows, key=str)
    return sorted(value, key=str) if isinstance(value, list) else value
