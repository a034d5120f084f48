"""The pictures that a document shows, and what is said of each where it stands.

A body may hold them in blocks at any depth; formatted text holds none.
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

WORDS = ("alt", "decorative", "credit")  # said of a picture where it stands


class Picture(NamedTuple):
    """A picture in its place. Where it is not described there, its words in the library serve."""

    image: int
    is_described: bool  # or tells nothing that the text does not
    credit: str | None  # None where none is asked for
    field: str
    block: str = ""  # the ID of the block in a stream
    columns: Mapping[str, str] = MappingProxyType({})  # beside that of the picture, by word
    row: Any = None  # of a child table, and which
    rows: str = ""

    def place_of(self, word: str) -> dict[str, Any]:
        """Where a word is said, or where the picture is: for a fault of the checklist."""
        column = self.columns.get(word, self.field)
        return {
            "field": self.rows or column, "block": self.block, "row": self.row, "column": column
        }  # fmt: skip


def pictures(entry: Any) -> Iterator[Picture]:
    """All that it shows, in their order."""
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
    """The columns of a page or a row that hold a picture."""
    for field in model._meta.concrete_fields:
        target = field.related_model
        if target and target._meta.label == CustomImage._meta.label:  # in migrations, too
            yield field


def _in_columns(owner: Any) -> Iterator[Picture]:
    """Pictures of which columns beside theirs speak: `photo`, `photo_alt`, `photo_credit`."""
    names = {field.name for field in owner._meta.concrete_fields}
    for field in picture_columns(type(owner)):
        if key := getattr(owner, field.attname):
            beside = {word: f"{field.name}_{word}" for word in WORDS}
            columns = {word: name for word, name in beside.items() if name in names}
            words = {word: getattr(owner, name) for word, name in columns.items()}
            is_described = bool(words.get("decorative") or words.get("alt"))
            yield Picture(key, is_described, words.get("credit"), field.name, columns=columns)


def pictures_in_library(entry: Any) -> Iterator[tuple[Picture, CustomImage]]:
    """Each with its picture in the library, where that still is."""
    in_document = list(pictures(entry))
    images = CustomImage.objects.in_bulk({picture.image for picture in in_document})
    return ((picture, images[picture.image]) for picture in in_document if picture.image in images)


def undescribed(entry: Any) -> set[int]:
    """The keys of those of which nothing is said in one of their places."""
    return {picture.image for picture in pictures(entry) if not picture.is_described}
