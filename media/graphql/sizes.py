"""A picture in other sizes and formats: their addresses, whether they are made yet or not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import graphene
from django.db.models import F, TextField

from cms.graphql.context import Context
from cms.graphql.engine import Loading, RowType
from cms.graphql.enums import enum_of
from cms.graphql.errors import BadUserInput
from cms.graphql.sql.sources import Rows
from cms.sql.parameters import Among, ParameterList
from media import previewed, renditions
from media.models import PublicRendition
from media.storage.backends import address_of

Row = dict[str, Any]

RENDITIONS = Rows(
    lambda: PublicRendition.objects.filter(
        Among(F("filter_spec"), ParameterList("specs", TextField()))
    ),
    key="image",
    is_part=True,
    columns={name: name for name in ("filter_spec", "focal_point_key", "width", "height", "file")},
)
ImageFit = enum_of(
    "ImageFit",
    "How a picture is fitted into the width and height asked for.",
    {
        "INSIDE": "The whole picture, as large as fits.",
        "COVER": "Filling both width and height, cropped around the focal point.",
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


WIDTHS = ", ".join(map(str, renditions.allowed_widths()))
FORMAT = graphene.Argument(ImageFormat, description="The file format; ORIGINAL by default.")


class Rendition(RowType):
    """A picture in one size and format."""

    url = graphene.String(
        required=True,
        description="Its absolute address, valid while something public shows the picture.",
    )
    width = graphene.Int(required=True, description="In pixels.")
    height = graphene.Int(required=True, description="In pixels.")
    mime_type = graphene.String(required=True, description='Its media type: "image/webp".')


def check_rendition(arguments: Mapping[str, Any]) -> None:
    fit, format_ = arguments.get("fit"), arguments.get("format")
    try:
        spec_of(arguments.get("width"), arguments.get("height"), fit, format_)
    except renditions.NotAllowed as error:
        raise BadUserInput(str(error), error.argument) from error


def check_src_set(arguments: Mapping[str, Any]) -> None:
    for width in arguments.get("widths") or [None]:
        try:
            spec_of(width, None, None, arguments.get("format"))
        except renditions.NotAllowed as error:
            argument = "widths" if error.argument == "width" else error.argument
            raise BadUserInput(str(error), argument) from error


def spec_of(width: int | None, height: int | None, fit: Any, format_: Any) -> str:
    return renditions.filter_spec(
        width, height, fit.value if fit else "inside", format_.value if format_ else "original"
    )


def rendered(images: Sequence[Row], specs: Sequence[str], context: Context) -> Loading:
    """For each spec one rendition per image: the stored one, or the address that makes it."""
    different = {image["pk"]: image for image in images}
    found_by = sorted(
        {renditions.canonical(image, spec) for image in different.values() for spec in specs}
    )
    rows_of = yield RENDITIONS.of(different, specs=tuple(found_by))
    stored_rows = {
        (key, row["filter_spec"], row["focal_point_key"]): row
        for key, rows in rows_of.items()
        for row in rows
    }
    columns = []
    for spec in specs:
        renditions_of = {
            key: _rendition(image, spec, stored_rows, context) for key, image in different.items()
        }
        columns.append([renditions_of[image["pk"]] for image in images])
    return columns


def _rendition(image: Row, spec: str, stored_rows: Mapping[Any, Row], context: Context) -> Row:
    spec = renditions.canonical(image, spec)
    if row := stored_rows.get((image["pk"], spec, renditions.focal_point_key(image, spec))):
        width, height, url = row["width"], row["height"], address_of(row["file"])
    else:
        width, height = renditions.expected_size(image, spec)
        url = renditions.signed_path(image["pk"], spec)
    if context.preview:  # a preview may show pictures that readers do not get, for a while
        url = previewed.picture_path(context.preview_key, image["pk"], spec)
    mime_type = renditions.mime_type(image["file"], spec)
    return {"url": context.absolute(url), "width": width, "height": height, "mime_type": mime_type}


def src_set_of(row: Iterable[Row]) -> str:
    widest = {rendition["width"]: rendition["url"] for rendition in row}
    return ", ".join(f"{url} {width}w" for width, url in sorted(widest.items()))
