"""The pictures of a document, with the text about each at its place.

A body may contain them in blocks at any depth; rich text contains none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from django.db.models import Model
from modelcluster.models import get_all_child_relations
from wagtail.fields import StreamField

from cms.blocks import media_in
from media.models import CustomImage

WORDS = ("alt", "decorative", "credit")  # texts about a picture at its place


class Picture(NamedTuple):
    """A picture at its place. Without a description there, the library's texts are used."""

    image: int
    is_described: bool  # or is decorative
    credit: str | None  # None if the place has no credit
    field: str
    block: str = ""  # the ID of the block in a stream
    # further columns beside the picture's, by name
    columns: Mapping[str, str] = MappingProxyType({})
    row: Any = None  # of a child table, and which
    rows: str = ""

    def place_of(self, word: str) -> dict[str, Any]:
        """The place of a text, or of the picture, for a fault of the checklist."""
        column = self.columns.get(word, self.field)
        return {
            "field": self.rows or column, "block": self.block, "row": self.row, "column": column
        }  # fmt: skip


def pictures(entry: Any) -> Iterator[Picture]:
    """All pictures that it shows, in order."""
    yield from _in_columns(entry)
    for field in entry._meta.concrete_fields:
        if isinstance(field, StreamField):
            stream = getattr(entry, field.name)
            for part in stream.raw_data:
                for medium, words in media_in(stream.stream_block, [part]):
                    if medium.model is CustomImage and medium.key:
                        is_described = bool(words.get("decorative") or words.get("alt"))
                        credit, block = words.get("credit", ""), part.get("id") or ""
                        yield Picture(medium.key, is_described, credit, field.name, block)
    for relation in get_all_child_relations(type(entry)):
        if any(picture_columns(relation.related_model)):
            for row in getattr(entry, relation.name).all():
                for picture in _in_columns(row):
                    yield picture._replace(rows=relation.name, row=row)


def picture_columns(model: type[Model]) -> Iterator[Any]:
    """The picture columns of a page or a row."""
    for field in model._meta.concrete_fields:
        target = field.related_model
        if target and target._meta.label == CustomImage._meta.label:  # also in migrations
            yield field


def _in_columns(owner: Any) -> Iterator[Picture]:
    """Pictures with text columns beside theirs: `photo`, `photo_alt`, `photo_credit`."""
    names = {field.name for field in owner._meta.concrete_fields}
    for field in picture_columns(type(owner)):
        if key := getattr(owner, field.attname):
            beside = {word: f"{field.name}_{word}" for word in WORDS}
            columns = {word: name for word, name in beside.items() if name in names}
            words = {word: getattr(owner, name) for word, name in columns.items()}
            is_described = bool(words.get("decorative") or words.get("alt"))
            yield Picture(key, is_described, words.get("credit"), field.name, columns=columns)


def pictures_in_library(entry: Any) -> Iterator[tuple[Picture, CustomImage]]:
    """Each with its picture in the library, if that still exists."""
    in_document = list(pictures(entry))
    images = CustomImage.objects.in_bulk({picture.image for picture in in_document})
    return ((picture, images[picture.image]) for picture in in_document if picture.image in images)


def undescribed(entry: Any) -> set[int]:
    """The keys of pictures without a description in one of their places."""
    return {picture.image for picture in pictures(entry) if not picture.is_described}
