"""The two collections of imported files: what readers saw there, and what they did not."""

from __future__ import annotations

from typing import Any

from wagtail.models import Collection, CollectionViewRestriction

OPEN, CLOSED = "WordPress", "WordPress, not public"


def open_collection() -> Collection:
    return _named(OPEN)


def closed_collection() -> Collection:
    collection = _named(CLOSED)
    login = CollectionViewRestriction.LOGIN
    CollectionViewRestriction.objects.get_or_create(collection=collection, restriction_type=login)
    return collection


def move(file: Any, collection: Collection) -> None:
    file.collection = collection
    file.save(update_fields=["collection"])


def _named(name: str) -> Collection:
    collection = Collection.objects.filter(name=name).first()
    return collection or Collection.get_first_root_node().add_child(name=name)
