"""Rewrites drafts: the latest of each document, and scheduled ones."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from django.db.models import Q
from wagtail.models import Revision

from archive.models import EntryPage


def rewrite(keys: Collection[int], change: Callable[[dict[str, Any]], bool]) -> set[int]:
    """Let `change` alter the drafts of these documents, and all that are not published.

    It returns whether it altered the content. Returns the keys of the documents with such a draft.
    """
    changed_keys: set[int] = set()
    ahead = Q(has_unpublished_changes=True) | Q(pk__in=keys)
    latest = EntryPage.objects.filter(ahead).values("latest_revision")
    waiting = Revision.objects.page_revisions().filter(approved_go_live_at__isnull=False)
    for draft in (Revision.objects.filter(pk__in=latest) | waiting).iterator():
        if change(draft.content):
            draft.save(update_fields=["content"])
            changed_keys.add(int(draft.object_id))
    return changed_keys
