"""Drafts of public documents that do not say what kind of change they are."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q, QuerySet
from wagtail.models import Revision

from archive.models import EntryPage
from cms.record.models import PublicObject


def unsaid(keys: Collection[int]) -> QuerySet[Revision]:
    """The latest drafts of those among these pages."""
    public = PublicObject.objects.pages().filter(key__in=keys).values("key")
    changed = EntryPage.objects.filter(pk__in=public, has_unpublished_changes=True)
    drafts = Revision.objects.filter(pk__in=changed.values("latest_revision"))
    return drafts.filter(Q(content__change_kind="") | Q(content__change_kind__isnull=True))
