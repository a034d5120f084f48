"""Pictures, and pictures with their caption and credit at one place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

import graphene
from django.conf import settings

from cms.graphql import registry
from cms.graphql.engine import NO_SELECTION, Batch, Loading, RowType, Selected, loads
from cms.graphql.ids import Node, fetch, fetched_by
from cms.graphql.limits.price_walk import priced
from cms.graphql.sql.sources import Rows
from cms.visibility.gate import files_for_readers, open_files
from media import renditions
from media.models import CustomImage

from .sizes import (
    FORMAT,
    WIDTHS,
    ImageFit,
    Rendition,
    Row,
    check_rendition,
    check_src_set,
    rendered,
    spec_of,
    src_set_of,
)
from .warnings import COLUMNS as WARNING_COLUMNS
from .warnings import ContentWarning, content_warning_field, warning_of

# On a visible page, the gate checks whether it is open; by ID also whether something shows it.
IMAGES, IMAGES_BY_ID = (
    Rows(
        partial(gate, CustomImage.objects.all()),
        key="pk",
        columns={name: name for name in ("title", "width", "height", "file", "placeholder")}
        | {"alt": "description"}
        | {name: name for name in ("pk", *renditions.FOCAL_AREA, *WARNING_COLUMNS)},
        type_name="Image",
    )
    for gate in (open_files, files_for_readers)
)


class FocalPoint(RowType):
    """The point of a picture that must stay visible when it is cropped."""

    x = graphene.Float(required=True, description="From the left, 0 to 1.")
    y = graphene.Float(required=True, description="From the top, 0 to 1.")


class Image(RowType):
    """A picture. The stored file has no public address: ask for `rendition` or `srcSet`."""

    class Meta:
        interfaces = (Node,)

    title = graphene.String(required=True, description="The title in the picture library.")
    alt = graphene.String(
        required=True, description="Alternative text, for readers who cannot see it; may be empty."
    )
    width = graphene.Int(required=True, description="Of the stored picture, in pixels.")
    height = graphene.Int(required=True, description="Of the stored picture, in pixels.")
    focal_point = graphene.Field(
        FocalPoint, description="The centre of the focal area; null if no editor set one."
    )
    placeholder = graphene.String(
        description="A tiny `data:` URI to show until the picture has loaded."
    )
    content_warning = content_warning_field("A warning to show readers before they see it.")
    rendition = priced(
        graphene.Field(
            Rendition,
            required=True,
            description="The picture in another size or format, never enlarged.",
            width=graphene.Int(description=f"In pixels; one of {WIDTHS}."),
            height=graphene.Int(
                description=f"In pixels; one of {', '.join(map(str, settings.IMAGE_HEIGHTS))}."
            ),
            fit=graphene.Argument(
                ImageFit, description="How to fit the picture into both; INSIDE by default."
            ),
            format=FORMAT,
        ),
        1,
    )
    src_set = priced(
        graphene.String(
            required=True,
            description='For `srcset`: "https://… 400w, https://… 800w".',
            widths=graphene.List(
                graphene.NonNull(graphene.Int),
                description=f"In pixels; all of {WIDTHS} by default.",
            ),
            format=FORMAT,
        ),
        2,
    )

    @loads("width", "height", *renditions.FOCAL_AREA)
    @staticmethod
    def resolve_focal_point(images: Sequence[Row], _batch: Batch) -> list[Any]:
        return [
            None
            if image["focal_point_x"] is None
            else {
                "x": image["focal_point_x"] / image["width"],
                "y": image["focal_point_y"] / image["height"],
            }
            for image in images
        ]

    @loads("pk", check=check_rendition)
    @staticmethod
    def resolve_rendition(
        images: Sequence[Row],
        batch: Batch,
        width: int | None = None,
        height: int | None = None,
        fit: Any = None,
        format: Any = None,
    ) -> Loading:
        spec = spec_of(width, height, fit, format)
        [column] = yield from rendered(images, [spec], batch.context)
        return column

    @loads("pk", check=check_src_set)
    @staticmethod
    def resolve_src_set(
        images: Sequence[Row],
        batch: Batch,
        widths: list[int] | None = None,
        format: Any = None,
    ) -> Loading:
        sizes = widths if widths is not None else renditions.allowed_widths()
        specs = [spec_of(width, None, None, format) for width in dict.fromkeys(sizes)]
        columns = yield from rendered(images, specs, batch.context)
        return [src_set_of(column[number] for column in columns) for number in range(len(images))]


class CaptionedImage(RowType):
    """A picture with the caption and credit that it has in this place."""

    image = graphene.Field(Image, required=True, description="The picture.")
    alt = graphene.String(
        required=True,
        description="Alternative text for this place; empty if the picture is only decorative "
        "here.",
    )
    caption = graphene.String(description="The words below it.")
    credit = graphene.String(description="Who made it or owns it.")
    content_warning = graphene.Field(
        ContentWarning,
        description="A warning to show readers before they see it here; for a document's lead "
        "image, it includes the document's own warning.",
    )

    @loads()
    @staticmethod
    def resolve_alt(figures: Sequence[Row], _batch: Batch) -> list[str]:
        """The text given at this place, otherwise that of the picture library."""
        return [
            "" if figure.get("decorative") else figure.get("alt") or figure["image"]["alt"]
            for figure in figures
        ]

    @loads()
    @staticmethod
    def resolve_content_warning(figures: Sequence[Row], _batch: Batch) -> list[Row | None]:
        return [warning_of(figure, figure["image"]) for figure in figures]


def captioned_image_field(name: str, *, description: str, **words: str) -> graphene.Field:
    """The picture in a column, with the text columns about it: `caption="photo_caption"`.

    If readers cannot see the picture, they cannot see text about it.
    """

    @loads(name, *words.values())
    def resolve(rows: Sequence[Row], _batch: Batch) -> Loading:
        images = yield from images_of(row[name] for row in rows)
        return [
            {"image": image} | {word: row[column] for word, column in words.items()}
            if (image := images.get(row[name]))
            else None
            for row in rows
        ]

    return graphene.Field(CaptionedImage, description=description, resolver=resolve)


def images_of(keys: Iterable[int | None]) -> Loading:
    """The visible pictures with these keys; rows are complete, whatever was selected."""
    return (yield from fetch("Image", [key for key in keys if key], NO_SELECTION))


def _fetch_images(source: Rows, keys: Sequence[int], _selected: Selected) -> Loading:
    images = yield source.of(keys)
    return {key: row for key, [row] in images.items()}


registry.bind(CustomImage, Image)
fetched_by("Image", partial(_fetch_images, IMAGES), partial(_fetch_images, IMAGES_BY_ID))
