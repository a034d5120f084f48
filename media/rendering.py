"""A picture in one size and format, made from an access copy: bytes in, bytes out.

Of a JPEG no more pixels are decoded than the size needs, and every picture can be written. Wagtail
decodes all of them, and fails if a JPEG needs more than a byte per pixel.
"""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO
from typing import Any, NamedTuple

from PIL import Image

OPTIONS: dict[str, dict[str, Any]] = {
    "jpeg": {"format": "JPEG", "quality": 76},
    "png": {"format": "PNG"},
    "webp": {"format": "WEBP", "quality": 80},
    "avif": {"format": "AVIF", "quality": 61},
}
EXTENSIONS = {"jpeg": "jpg"}
GAP = 3  # a fast resize leaves this many times the final size to a good one


class Cut(NamedTuple):
    """The visible part of a picture, in pixels from its top left corner, and its final size."""

    box: tuple[int, int, int, int]
    size: tuple[int, int]


def rendered(content: bytes, cut: Cut, format: str = "") -> tuple[bytes, str]:
    """The part of the picture in this size, and its extension; by default in its own format."""
    with Image.open(BytesIO(content)) as picture:
        format = format or (picture.format or "").lower()
        pixels = _resized(picture, cut)
    if format == "jpeg":
        pixels = _on_white(pixels)
    return _encoded(pixels, format), EXTENSIONS.get(format, format)


def _resized(picture: Image.Image, cut: Cut) -> Image.Image:
    width, height = picture.size
    left, top, right, bottom = cut.box
    right, bottom = min(right, width), min(bottom, height)  # Wagtail may round them up beyond these
    picture.draft(
        None,
        (
            -(-width * cut.size[0] // max(1, right - left)),
            -(-height * cut.size[1] // max(1, bottom - top)),
        ),
    )
    box = (
        left * picture.width / width,
        top * picture.height / height,
        right * picture.width / width,
        bottom * picture.height / height,
    )
    if picture.size == cut.size and box == (0, 0, *picture.size):
        return picture.copy()
    return picture.resize(cut.size, Image.Resampling.LANCZOS, box=box, reducing_gap=GAP)


def _on_white(pixels: Image.Image) -> Image.Image:
    if pixels.mode != "RGBA":
        return pixels
    ground = Image.new("RGB", pixels.size, "white")
    ground.paste(pixels, mask=pixels.getchannel("A"))
    return ground


def _encoded(pixels: Image.Image, format: str) -> bytes:
    pixels.info = {}
    output = BytesIO()
    if format == "jpeg":
        # Pillow buffers a byte per pixel for a progressive one; noise needs more, and is written by
        # line.
        with suppress(OSError):
            pixels.save(output, **OPTIONS[format], progressive=True)
            return output.getvalue()
        output = BytesIO()
    pixels.save(output, **OPTIONS[format])
    return output.getvalue()
