"""Pictures in Office files: decoded, cropped to what is visible, and encoded again."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

from media.cleaning.pictures import SAVE_OPTIONS, AccessCopy, Limits, access_copy
from media.cleaning.refused import Refused

from .markup import Element, whole_number

LIMITS = Limits(pixels=50_000_000, frames=200)
FORMATS = ("jpg", "png")  # which every program reads that reads the file
_SIDES = ("l", "t", "r", "b")
_WHOLE = 100_000  # a side of the picture, in units of cropping


def clean_picture(content: bytes, crop: Element | None = None) -> AccessCopy:
    """The picture cropped by `a:srcRect`; raises Refused."""
    try:
        copy = access_copy(content, LIMITS)
        if _cuts(crop):
            copy = access_copy(_cropped(copy, crop), LIMITS)
        if copy.extension not in FORMATS:
            copy = access_copy(_as_png(copy.content), LIMITS)
    except Refused as refused:
        raise Refused(
            "A picture or drawing in this file cannot be cleaned. Put it in as PNG or JPEG, or "
            "save the file as a PDF."
        ) from refused
    return copy


def _cuts(crop: Element | None) -> bool:
    return crop is not None and any(whole_number(crop.get(side)) for side in _SIDES)


def _cropped(copy: AccessCopy, crop: Element) -> bytes:
    with Image.open(BytesIO(copy.content)) as picture:
        left, top, right, bottom = (
            min(max(whole_number(crop.get(side)) / _WHOLE, 0), 1) for side in _SIDES
        )
        box = (
            round(picture.width * left),
            round(picture.height * top),
            round(picture.width * (1 - right)),
            round(picture.height * (1 - bottom)),
        )
        if box[0] >= box[2] or box[1] >= box[3]:
            raise Refused("A picture in this file is cropped to nothing. Take it out.")
        return _saved(picture.crop(box), copy.extension)


def _as_png(content: bytes) -> bytes:
    with Image.open(BytesIO(content)) as picture:
        return _saved(picture, "png")


def _saved(picture: Image.Image, extension: str) -> bytes:
    output = BytesIO()
    picture.save(output, **SAVE_OPTIONS[extension])
    return output.getvalue()
