"""Keeps in the public storage only renditions of pictures that readers may see."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from cms.clock.failures import Failures
from cms.record.purging.purge import purge_file
from cms.visibility.files import for_readers

from .models import CustomDocument, CustomImage, PublicRendition
from .storage.removal import delete_due_files


def take_back(keys: Collection[int]) -> None:
    """Delete the public renditions of these pictures after the commit."""
    PublicRendition.objects.filter(image__in=keys).delete()


def take_back_documents(keys: Collection[int]) -> None:
    """Purge these documents from caches in front; this server checks each request itself."""
    for document in CustomDocument.objects.filter(pk__in=keys):
        purge_document(document)


def purge_document(instance: Any, **_options: Any) -> None:
    purge_file(instance.url)


def put_in_place() -> int:
    """Finish work that an outage or a killed process interrupted; return the deleted files.

    Raises an error if a storage is still down, after everything else is done: the next run tries
    again.
    """
    failures = Failures()
    with failures.passing_over("public sizes of hidden pictures"):
        image_keys = set(
            PublicRendition.objects.order_by().values_list("image", flat=True).distinct()
        )
        if hidden_keys := image_keys - for_readers(CustomImage, image_keys):
            take_back(hidden_keys)
    count = delete_due_files()
    failures.tell("Not deleted")
    return count
