"""Images and documents in GraphQL; nothing here renders a picture or reads a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from functools import lru_cache, partial
from mimetypes import guess_type
from pathlib import PurePath
from typing import Any

import graphene
from django.conf import settings
from django.db.models import F, TextField
from django.urls import reverse

from cms.graphql import registry
from cms.graphql.context import Context
from cms.graphql.engine import NO_SELECTION, Batch, Loading, RowType, Selected, loads
from cms.graphql.enums import enum_of
from cms.graphql.errors import BadUserInput
from cms.graphql.ids import Node, fetch, fetched_by
from cms.graphql.limits.price_walk import priced
from cms.graphql.limits.settings import PREVIEW_SECONDS
from cms.graphql.sql.sources import Rows
from cms.sql.parameters import Among, ParameterList
from cms.visibility.gate import files_for_readers, in_public_collections

from . import renditions
from .models import CustomDocument, CustomImage, PublicRendition
from .storage.backends import address_of

Row = dict[str, Any]

# Where a visible page shows one, its collection alone is asked; by its ID, who shows it as well.
IMAGES, IMAGES_BY_ID = (
    Rows(
        partial(gate, CustomImage.objects.all()),
        key="pk",
        columns={name: name for name in ("title", "width", "height", "file", "placeholder")}
        | {"alt": "description"}
        | {name: name for name in ("pk", *renditions.FOCAL_AREA)},
        type_name="Image",
    )
    for gate in (in_public_collections, files_for_readers)
)
RENDITIONS = Rows(
    lambda: PublicRendition.objects.filter(
        Among(F("filter_spec"), ParameterList("specs", TextField()))
    ),
    key="image",
    is_part=True,
    columns={name: name for name in ("filter_spec", "focal_point_key", "width", "height", "file")},
)
DOCUMENTS, DOCUMENTS_BY_ID = (
    Rows(
        partial(gate, CustomDocument.objects.all()),
        key="pk",
        columns={
            name: name
            for name in ("pk", "title", "file", "file_size", "sha256", "page_count", "has_text")
        },
        type_name="Document",
    )
    for gate in (in_public_collections, files_for_readers)
)

ImageFit = enum_of(
    "ImageFit",
    "How a picture is fitted into the width and height asked for.",
    {
        "INSIDE": "Whole, as large as fits.",
        "COVER": "Filling both, cropped around the focal point.",
    },
    {"INSIDE": "inside", "COVER": "cover"},
)
ImageFormat = enum_of(
    "ImageFormat",
    "The file format of a rendition.",
    {
        "ORIGINAL": "The format of the stored picture.",
        "JPEG": "JPEG.",
        "WEBP": "WebP.",
        "AVIF": "AVIF.",
    },
    {"ORIGINAL": "original", "JPEG": "jpeg", "WEBP": "webp", "AVIF": "avif"},
)


class Rendition(RowType):
    """A picture in one size and format."""

    url = graphene.String(
        required=True,
        description="Where it is, absolute; holds while something public shows the picture.",
    )
    width = graphene.Int(required=True, description="In pixels.")
    height = graphene.Int(required=True, description="In pixels.")
    mime_type = graphene.String(required=True, description='Its media type: "image/webp".')


class FocalPoint(RowType):
    """The point of a picture that must stay in sight when it is cropped."""

    x = graphene.Float(required=True, description="From the left, 0 to 1.")
    y = graphene.Float(required=True, description="From the top, 0 to 1.")


WIDTHS = ", ".join(map(str, renditions.allowed_widths()))
FORMAT = graphene.Argument(ImageFormat, description="The file format; ORIGINAL unless said.")


def _check_rendition(arguments: Mapping[str, Any]) -> None:
    fit, format_ = arguments.get("fit"), arguments.get("format")
    try:
        _spec(arguments.get("width"), arguments.get("height"), fit, format_)
    except renditions.NotAllowed as error:
        raise BadUserInput(str(error), error.argument) from error


def _check_src_set(arguments: Mapping[str, Any]) -> None:
    for width in arguments.get("widths") or [None]:
        try:
            _spec(width, None, None, arguments.get("format"))
        except renditions.NotAllowed as error:
            argument = "widths" if error.argument == "width" else error.argument
            raise BadUserInput(str(error), argument) from error


class Image(RowType):
    """A picture; ask for renditions of it, the stored file has no address of its own."""

    class Meta:
        interfaces = (Node,)

    title = graphene.String(required=True, description="The title in the picture library.")
    alt = graphene.String(
        required=True, description="What it shows, for those who cannot see it; may be empty."
    )
    width = graphene.Int(required=True, description="Of the stored picture, in pixels.")
    height = graphene.Int(required=True, description="Of the stored picture, in pixels.")
    focal_point = graphene.Field(
        FocalPoint, description="The centre of the focal area; null where an editor set none."
    )
    placeholder = graphene.String(
        description="A tiny `data:` URI to paint before the picture arrives."
    )
    rendition = priced(
        graphene.Field(
            Rendition,
            required=True,
            description="The picture in another size or format, never larger than it is.",
            width=graphene.Int(description=f"In pixels; one of {WIDTHS}."),
            height=graphene.Int(
                description=f"In pixels; one of {', '.join(map(str, settings.IMAGE_HEIGHTS))}."
            ),
            fit=graphene.Argument(ImageFit, description="INSIDE unless said."),
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
                description=f"In pixels; all of {WIDTHS} unless said.",
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

    @loads("pk", check=_check_rendition)
    @staticmethod
    def resolve_rendition(
        images: Sequence[Row],
        batch: Batch,
        width: int | None = None,
        height: int | None = None,
        fit: Any = None,
        format: Any = None,
    ) -> Loading:
        spec = _spec(width, height, fit, format)
        [column] = yield from rendered(images, [spec], batch.context)
        return column

    @loads("pk", check=_check_src_set)
    @staticmethod
    def resolve_src_set(
        images: Sequence[Row],
        batch: Batch,
        widths: list[int] | None = None,
        format: Any = None,
    ) -> Loading:
        sizes = widths if widths is not None else renditions.allowed_widths()
        specs = [_spec(width, None, None, format) for width in dict.fromkeys(sizes)]
        columns = yield from rendered(images, specs, batch.context)
        return [_src_set(column[number] for column in columns) for number in range(len(images))]


class CaptionedImage(RowType):
    """A picture with the caption and credit that it has in this place."""

    image = graphene.Field(Image, required=True, description="The picture.")
    alt = graphene.String(
        required=True,
        description="What it shows here, for those who cannot see it; empty where it decorates.",
    )
    caption = graphene.String(description="The words below it.")
    credit = graphene.String(description="Who made it or owns it.")

    @loads()
    @staticmethod
    def resolve_alt(figures: Sequence[Row], _batch: Batch) -> list[str]:
        """The words said here, else those of the picture library."""
        return [
            "" if figure.get("decorative") else figure.get("alt") or figure["image"]["alt"]
            for figure in figures
        ]


def captioned_image_field(name: str, *, description: str, **words: str) -> graphene.Field:
    """The picture in a column, with the columns of words about it: `caption="photo_caption"`.

    Where readers do not see the picture, they do not see what is said about it.
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


class Document(RowType):
    """A file to download."""

    class Meta:
        interfaces = (Node,)

    title = graphene.String(required=True, description="Its title.")
    url = graphene.String(required=True, description="Where to download it, absolute.")
    filename = graphene.String(required=True, description='Its name: "annual-report-2006.pdf".')
    file_size = graphene.Int(required=True, description="In bytes.")
    mime_type = graphene.String(required=True, description='Its media type: "application/pdf".')
    sha256 = graphene.String(
        required=True, description="The SHA-256 of what `url` serves, in hexadecimal digits."
    )
    page_count = graphene.Int(
        description="The number of its pages; null for a file that has none, a text for example."
    )
    has_text = graphene.Boolean(
        description="Whether words in it can be found and copied: not in a scan of paper alone; "
        "null where that is not known."
    )

    @loads("url")
    @staticmethod
    def resolve_url(documents: Sequence[Row], batch: Batch) -> list[str]:
        return [batch.context.absolute(document["url"]) for document in documents]


def images_of(keys: Iterable[int | None]) -> Loading:
    """The visible pictures of these keys; a row is whole, whatever was selected."""
    return (yield from fetch("Image", [key for key in keys if key], NO_SELECTION))


def _fetch_images(source: Rows, keys: Sequence[int], _selected: Selected) -> Loading:
    images = yield source.of(keys)
    return {key: row for key, [row] in images.items()}


def _fetch_documents(source: Rows, keys: Sequence[int], _selected: Selected) -> Loading:
    documents = yield source.of(keys)
    return {key: _document(key, row) for key, [row] in documents.items()}


def _document(key: int, row: Row) -> Row:
    return {**row, "file_size": row["file_size"] or 0, **_address(key, row["file"])}


@lru_cache(maxsize=1_024)
def _address(key: int, file: str) -> Row:
    filename = PurePath(file).name
    return {
        "filename": filename,
        "url": reverse("wagtaildocs_serve", args=[key, filename]),
        "mime_type": guess_type(filename)[0] or "application/octet-stream",
    }


def _spec(width: int | None, height: int | None, fit: Any, format_: Any) -> str:
    return renditions.filter_spec(
        width, height, fit.value if fit else "inside", format_.value if format_ else "original"
    )


def rendered(images: Sequence[Row], specs: Sequence[str], context: Context) -> Loading:
    """For each spec one rendition per image: the stored one, or the address that makes it."""
    rows_of = yield RENDITIONS.of((image["pk"] for image in images), specs=tuple(specs))
    stored_rows = {
        (key, row["filter_spec"], row["focal_point_key"]): row
        for key, rows in rows_of.items()
        for row in rows
    }
    different = {image["pk"]: image for image in images}
    columns = []
    for spec in specs:
        renditions_of = {
            key: _rendition(image, spec, stored_rows, context) for key, image in different.items()
        }
        columns.append([renditions_of[image["pk"]] for image in images])
    return columns


def _rendition(image: Row, spec: str, stored_rows: Mapping[Any, Row], context: Context) -> Row:
    if row := stored_rows.get((image["pk"], spec, renditions.focal_point_key(image, spec))):
        width, height, url = row["width"], row["height"], address_of(row["file"])
    else:
        width, height = renditions.expected_size(image, spec)
        url = renditions.signed_path(image["pk"], spec)
    if context.drafts:  # readers may not get what it shows, those of a preview may for a while
        until = context.now + timedelta(seconds=PREVIEW_SECONDS())
        url = renditions.preview_path(image["pk"], spec, until)
    mime_type = renditions.mime_type(image["file"], spec)
    return {"url": context.absolute(url), "width": width, "height": height, "mime_type": mime_type}


def _src_set(row: Iterable[Row]) -> str:
    widest = {rendition["width"]: rendition["url"] for rendition in row}
    return ", ".join(f"{url} {width}w" for width, url in sorted(widest.items()))


registry.bind(CustomImage, Image)
registry.bind(CustomDocument, Document)
fetched_by("Image", partial(_fetch_images, IMAGES), partial(_fetch_images, IMAGES_BY_ID))
fetched_by(
    "Document", partial(_fetch_documents, DOCUMENTS), partial(_fetch_documents, DOCUMENTS_BY_ID)
)
