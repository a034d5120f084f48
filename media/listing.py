"""Bulk actions on pictures or files apply to those that were listed, and no others."""

from __future__ import annotations

from typing import Any

from django.urls import resolve, reverse
from wagtail.documents.views import bulk_actions as of_documents
from wagtail.images.views import bulk_actions as of_images

LISTS = {
    "customimage": "wagtailimages:index",
    "customdocument": "wagtaildocs:index",
    "video": "videos:index",
}


class OfListing:
    """Applies *All in listing* to the filtered list; Wagtail ignores the filters by tag and use."""

    request: Any
    model: Any

    def get_all_objects_in_listing_query(self, _parent_id: Any) -> list[int]:
        listing = resolve(reverse(LISTS[self.model._meta.model_name])).func
        view = listing.view_class(**listing.view_initkwargs)  # type: ignore[attr-defined]
        view.setup(self.request)
        return [file.pk for file in view.get_queryset()]


class TagImages(OfListing, of_images.AddTagsBulkAction):
    """Adds tags to pictures."""


class CollectImages(OfListing, of_images.AddToCollectionBulkAction):
    """Moves pictures into a collection."""


class TagDocuments(OfListing, of_documents.AddTagsBulkAction):
    """Adds tags to files."""


class CollectDocuments(OfListing, of_documents.AddToCollectionBulkAction):
    """Moves files into a collection."""
