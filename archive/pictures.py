"""The pictures that a document shows, and what is said of each where it stands.

A body may hold them in blocks at any depth; formatted text holds none.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from wagtail.fields import StreamField

from cms.blocks import media_in
from media.models import CustomImage


class Picture(NamedTuple):
    """A picture in its place. Where it is not described there, its words in the library serve."""

    image: int
    is_described: bool  # or tells nothing that the text does not
    credit: str
    field: str
    block: str = ""  # the ID of the block in a stream


def pictures(entry: Any) -> Iterator[Picture]:
    """All that it shows, in their order."""
    if key := entry.lead_image_id:
        is_described = bool(entry.lead_image_decorative or entry.lead_image_alt)
        yield Picture(key, is_described, entry.lead_image_credit, "lead_image")
    for field in entry._meta.concrete_fields:
        if isinstance(field, StreamField):
            stream = getattr(entry, field.name)
            for part in stream.raw_data:
                for medium, words in media_in(stream.stream_block, [part]):
                    if medium.model is CustomImage and medium.key:
                        is_described = bool(words.get("decorative") or words.get("alt"))
                        credit, block = words.get("credit", ""), part.get("id") or ""
                        yield Picture(medium.key, is_described, credit, field.name, block)


def pictures_in_library(entry: Any) -> Iterator[tuple[Picture, CustomImage]]:
    """Each with its picture in the library, where that still is."""
    in_document = list(pictures(entry))
    images = CustomImage.objects.in_bulk({picture.image for picture in in_document})
    return ((picture, images[picture.image]) for picture in in_document if picture.image in images)


def undescribed(entry: Any) -> set[int]:
    """The keys of those of which nothing is said in one of their places."""
    return {picture.image for picture in pictures(entry) if not picture.is_described}
