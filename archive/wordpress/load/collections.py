"""Two collections for the files of the old site: what readers saw there, and what they did not."""

from __future__ import annotations

from typing import Any

from wagtail.models import Collection, CollectionViewRestriction

from archive.wordpress.parts import Note
from media.models import CustomDocument, CustomImage

from .resolve import Resolved

OPEN, CLOSED = "WordPress", "WordPress, not public"
HIDDEN = Note(
    "files-not-public",
    f"Its pictures and files are in the collection “{CLOSED}”: move them to “{OPEN}” when you "
    "publish it.",
)


def open_collection() -> Collection:
    return _named(OPEN)


def closed_collection() -> Collection:
    closed = _named(CLOSED)
    login = CollectionViewRestriction.LOGIN
    CollectionViewRestriction.objects.get_or_create(collection=closed, restriction_type=login)
    return closed


def show_with(found: Resolved, *, is_public: bool) -> list[Note]:
    """Let readers of a public page see what it shows, whichever post it had been uploaded to."""
    if not (found.images or found.documents):
        return []
    closed = closed_collection()
    hidden: list[Any] = [
        *CustomImage.objects.filter(pk__in=found.images, collection=closed),
        *CustomDocument.objects.filter(pk__in=found.documents, collection=closed),
    ]
    if not is_public:
        return [HIDDEN] if hidden else []
    for file in hidden:
        file.collection = open_collection()
        file.save(update_fields=["collection"])
    return []


def _named(name: str) -> Collection:
    found = Collection.objects.filter(name=name).first()
    return found or Collection.get_first_root_node().add_child(name=name)
