"""Keeps pictures and documents that something uses from being deleted; drafts count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model, ProtectedError, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, ReferenceIndex, Revision
from wagtail.models.reference_index import ReferenceGroups


class InUse(ProtectedError, PermissionDenied):
    """Refuses a deletion; Wagtail's views treat it like a missing permission."""


class Uses(ReferenceGroups):
    """Where something is used; each use prevents its deletion."""

    @property
    def is_protected(self) -> bool:
        return bool(self.count())


def uses_of(instance: Model) -> Uses:
    """What uses a picture or document: rows as stored, and pages as their editors see them.

    Wagtail's index does not include the drafts of public pages.
    """
    return Uses([*ReferenceIndex.get_references_to(instance), *_uses_in_drafts(instance)])


def _uses_in_drafts(instance: Model) -> Iterator[ReferenceIndex]:
    content_type = ReferenceIndex._get_base_content_type(instance)
    key = str(instance.pk)
    # A string that the text of a draft contains if it uses the object.
    mark = re.escape(str(getattr(instance, "word_in_drafts", key)))
    drafts = Revision.objects.annotate(words=Cast("content", TextField())).filter(
        pk__in=Page.objects.filter(has_unpublished_changes=True).values("latest_revision"),
        words__regex=rf"(^|[^0-9]){mark}([^0-9]|$)",
    )
    for draft in drafts.select_related("base_content_type", "content_type"):
        references = ReferenceIndex._extract_references_from_object(draft.as_object())
        for used_type, used_key, model_path, content_path in references:
            if (used_type, str(used_key)) == (content_type.pk, key):
                yield ReferenceIndex(
                    base_content_type=draft.base_content_type,
                    content_type=draft.content_type,
                    object_id=draft.object_id,
                    to_content_type=content_type,
                    to_object_id=key,
                    model_path=model_path,
                    content_path=content_path,
                )


def refuse_if_used(instance: Any, **_options: Any) -> None:
    """Refuse a deletion, whoever deletes and in whatever way."""
    uses = uses_of(instance)
    if uses.is_protected:
        raise InUse(
            _("“%(instance)s” is in use and cannot be deleted. Take it out first where it is used.")
            % {"instance": instance},
            {user for user, _ in uses},
        )
