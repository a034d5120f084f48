"""Pictures, documents and videos as subjects of the public record."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import QuerySet

from cms.record.subjects import Subject, register, rows_in_public
from cms.visibility.gate import files_for_readers

from .models import CustomDocument, CustomImage, Video
from .models.reviewed import REVIEW_FIELDS
from .placement import take_back, take_back_documents

# Collection, owner, dates and reviewers: readers do not get them.
_IGNORED = frozenset(
    [
        *("collection", "uploaded_by_user", "created_at", "is_public_by_itself"),
        *("original", "original_sha256", "original_size", "is_facsimile", "uploaded_name"),
        *(*REVIEW_FIELDS, "obscured_regions"),
    ]
)


def register_subjects() -> None:
    images = rows_in_public(partial(_shown, CustomImage), "Image")
    register(Subject(CustomImage, images, by_use=True, ignored=_IGNORED, take_back=take_back))
    documents = rows_in_public(partial(_shown, CustomDocument), "Document")
    purge = take_back_documents
    register(Subject(CustomDocument, documents, by_use=True, ignored=_IGNORED, take_back=purge))
    # Videos are not stored here: mirrors are told of the pages that show them.
    videos = rows_in_public(partial(_shown, Video), "Video")
    ignored = frozenset([*REVIEW_FIELDS, "noted_at"])
    register(
        Subject(Video, videos, by_use=True, ignored=ignored, is_node=False, is_told_by_pages=True)
    )


def _shown(model: Any) -> QuerySet[Any]:
    return files_for_readers(model.objects.all())
