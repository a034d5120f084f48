"""Images and documents in GraphQL; nothing here renders a picture or reads a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import graphene
from graphql import GraphQLResolveInfo

from cms.graphql import registry
from cms.graphql.context import Context
from cms.graphql.enums import enum_of
from cms.graphql.errors import BadUserInput
from cms.graphql.gate import in_public_collections
from cms.graphql.ids import Node, fetch, fetched_by
from cms.graphql.peers import batched

from . import renditions
from .models import CustomDocument, CustomImage, CustomRendition

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


class Rendition(graphene.ObjectType):
    """A picture in one size and format."""

    url = graphene.String(required=True, description="Where it is, absolute; safe to keep.")
    width = graphene.Int(required=True, description="In pixels.")
    height = graphene.Int(required=True, description="In pixels.")
    mime_type = graphene.String(required=True, description='Its media type: "image/webp".')


class FocalPoint(graphene.ObjectType):
    """The point of a picture that must stay in sight when it is cropped."""

    x = graphene.Float(required=True, description="From the left, 0 to 1.")
    y = graphene.Float(required=True, description="From the top, 0 to 1.")


FORMAT = graphene.Argument(ImageFormat, description="The file format; ORIGINAL unless said.")


class Image(graphene.ObjectType):
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
    rendition = graphene.Field(
        Rendition,
        required=True,
        description="The picture in another size or format, never larger than it is.",
        width=graphene.Int(description="In pixels; one of the sizes that the settings allow."),
        height=graphene.Int(description="In pixels; one of the sizes that the settings allow."),
        fit=graphene.Argument(ImageFit, description="INSIDE unless said."),
        format=FORMAT,
    )
    src_set = graphene.String(
        required=True,
        description='For `srcset`: "https://… 400w, https://… 800w".',
        widths=graphene.List(
            graphene.NonNull(graphene.Int), description="In pixels; all allowed ones unless said."
        ),
        format=FORMAT,
    )

    @staticmethod
    def resolve_alt(image: CustomImage, _info: GraphQLResolveInfo) -> str:
        return image.description

    @staticmethod
    def resolve_placeholder(image: CustomImage, _info: GraphQLResolveInfo) -> str | None:
        return image.placeholder or None

    @staticmethod
    def resolve_focal_point(image: CustomImage, _info: GraphQLResolveInfo) -> Any:
        if not image.has_focal_point():
            return None
        centre = image.get_focal_point().centroid
        return {"x": centre.x / image.width, "y": centre.y / image.height}

    @batched
    @staticmethod
    def resolve_rendition(
        images: list[CustomImage],
        info: GraphQLResolveInfo,
        width: int | None = None,
        height: int | None = None,
        fit: Any = None,
        format: Any = None,
    ) -> list[Any]:
        spec = _spec(width, height, fit, format)
        return _rendered(images, [spec], info.context)[spec]

    @batched
    @staticmethod
    def resolve_src_set(
        images: list[CustomImage],
        info: GraphQLResolveInfo,
        widths: list[int] | None = None,
        format: Any = None,
    ) -> list[str]:
        sizes = widths if widths is not None else renditions.allowed_sizes()
        specs = [_spec(width, None, None, format) for width in sizes]
        columns = _rendered(images, specs, info.context)
        rows = zip(*columns.values(), strict=True) if columns else [()] * len(images)
        return [_src_set(row) for row in rows]


@dataclass(frozen=True, eq=False, slots=True)
class Captioned:
    """A picture's key with the words that one place in a document puts beside it."""

    image_key: int
    alt: str | None  # None: as the picture library has it
    caption: str | None
    credit: str | None


class CaptionedImage(graphene.ObjectType):
    """A picture with the caption and credit that it has in this place."""

    image = graphene.Field(Image, required=True, description="The picture.")
    alt = graphene.String(
        required=True,
        description="What it shows here, for those who cannot see it; empty where it decorates.",
    )
    caption = graphene.String(description="The words below it.")
    credit = graphene.String(description="Who made it or owns it.")

    @batched
    @staticmethod
    def resolve_image(values: list[Captioned], info: GraphQLResolveInfo) -> list[Any]:
        images = fetch(info.context, "Image", [value.image_key for value in values])
        return [images.get(value.image_key) for value in values]

    @batched
    @staticmethod
    def resolve_alt(values: list[Captioned], info: GraphQLResolveInfo) -> list[str]:
        images = fetch(info.context, "Image", [value.image_key for value in values])
        return [_alt(value, images) for value in values]


def captioned(stored: dict[str, Any]) -> Captioned:
    """From a stored caption block, or anything with its five children."""
    alt = "" if stored.get("decorative") else stored.get("alt") or None
    return Captioned(
        stored["image"], alt, stored.get("caption") or None, stored.get("credit") or None
    )


class Document(graphene.ObjectType):
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

    @staticmethod
    def resolve_url(document: CustomDocument, info: GraphQLResolveInfo) -> str:
        return info.context.request.build_absolute_uri(document.url)

    @staticmethod
    def resolve_file_size(document: CustomDocument, _info: GraphQLResolveInfo) -> int:
        return document.file_size or 0


def _images(_context: Context, keys: Iterable[int]) -> dict[int, CustomImage]:
    return in_public_collections(CustomImage.objects.filter(pk__in=keys)).in_bulk()


def _documents(_context: Context, keys: Iterable[int]) -> dict[int, CustomDocument]:
    return in_public_collections(CustomDocument.objects.filter(pk__in=keys)).in_bulk()


def _alt(value: Captioned, images: Mapping[int, CustomImage]) -> str:
    if value.alt is not None:
        return value.alt
    image = images.get(value.image_key)
    return image.description if image else ""


def _spec(width: int | None, height: int | None, fit: Any, format_: Any) -> str:
    try:
        return renditions.filter_spec(
            width,
            height,
            fit.value if fit else "inside",
            format_.value if format_ else "original",
        )
    except ValueError as error:
        raise BadUserInput(str(error)) from error


def _rendered(
    images: list[CustomImage], specs: list[str], context: Context
) -> dict[str, list[dict[str, Any]]]:
    """For each spec one rendition per image: the stored one, or the address that makes it."""
    found = CustomRendition.objects.filter(image__in=images, filter_spec__in=specs)
    stored = {(one.image_id, one.filter_spec, one.focal_point_key): one for one in found}
    return {
        spec: [
            _rendition(
                image,
                spec,
                stored.get((image.pk, spec, renditions.focal_point_key(image, spec))),
                context,
            )
            for image in images
        ]
        for spec in specs
    }


def _rendition(
    image: CustomImage, spec: str, stored: CustomRendition | None, context: Context
) -> dict[str, Any]:
    width, height = (
        (stored.width, stored.height) if stored else renditions.expected_size(image, spec)
    )
    url = stored.url if stored else renditions.signed_path(image.pk, spec)
    return {
        "url": context.request.build_absolute_uri(url),
        "width": width,
        "height": height,
        "mime_type": renditions.mime_type(image, spec),
    }


def _src_set(row: Iterable[dict[str, Any]]) -> str:
    widest = {rendition["width"]: rendition["url"] for rendition in row}
    return ", ".join(f"{url} {width}w" for width, url in sorted(widest.items()))


for _model, _type, _fetch in (
    (CustomImage, Image, _images),
    (CustomDocument, Document, _documents),
):
    registry.bind(_model, _type)
    fetched_by(_type._meta.name, _fetch)
