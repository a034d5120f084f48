"""The admin's forms for deleting pictures and documents.

They show uses, and refuse if there are any.
"""

from __future__ import annotations

from typing import Any

from django.urls import URLPattern, path
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.documents.views import documents
from wagtail.documents.views.bulk_actions import DeleteBulkAction as DeleteDocuments
from wagtail.images.views import images
from wagtail.images.views.bulk_actions import DeleteBulkAction as DeleteImages

from .in_use import Uses, uses_of
from .listing import OfListing


class WithUses:
    """Includes the uses in drafts."""

    object: Any

    def get_usage(self) -> Uses:
        return uses_of(self.object)


class DeleteImage(WithUses, images.DeleteView):
    """Deletes a picture that nothing uses."""


class DeleteDocument(WithUses, documents.DeleteView):
    """Deletes a document that nothing uses."""


class ImageUsage(images.UsageView):
    """Lists what uses a picture, drafts included."""

    def get_queryset(self) -> Uses:
        return uses_of(self.object)


class DocumentUsage(documents.UsageView):
    """Lists what uses a document, drafts included."""

    def get_queryset(self) -> Uses:
        return uses_of(self.object)


class OnlyUnused(OfListing, BulkAction):
    """Refuses all if one of them is in use."""

    def annotate_items(self, items: list[Any]) -> list[Any]:
        items = super().annotate_items(items)
        for item in items:
            item._usage_references = uses_of(item)
        self.is_protected = any(item._usage_references.is_protected for item in items)
        return items


class DeleteUnusedImages(OnlyUnused, DeleteImages):
    """Deletes pictures that nothing uses."""


class DeleteUnusedDocuments(OnlyUnused, DeleteDocuments):
    """Deletes documents that nothing uses."""


def addresses() -> list[URLPattern]:
    """The addresses of Wagtail's own views, which these override."""
    return [
        path("images/<int:image_id>/delete/", DeleteImage.as_view()),
        path("images/usage/<int:image_id>/", ImageUsage.as_view()),
        path("documents/delete/<int:document_id>/", DeleteDocument.as_view()),
        path("documents/usage/<int:document_id>/", DocumentUsage.as_view()),
    ]
