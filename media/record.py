"""Pictures and documents as subjects of the public record."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import QuerySet

from cms.record.subjects import Subject, register, rows_in_public
from cms.visibility.gate import in_public_collections

from .models import CustomDocument, CustomImage

# Where it is kept, by whom and when: readers get none of it.
_IGNORED = frozenset(
    {"collection", "uploaded_by_user", "created_at", "original", "original_sha256"}
)


def register_subjects() -> None:
    for model, type_name in ((CustomImage, "Image"), (CustomDocument, "Document")):
        public = rows_in_public(partial(_open, model), type_name)
        register(Subject(model, public, by_use=True, ignored=_IGNORED))


def _open(model: Any) -> QuerySet[Any]:
    return in_public_collections(model.objects.all())
