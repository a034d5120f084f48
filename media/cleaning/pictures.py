"""Removes what pictures tell about who took them, where and when: bytes in, clean bytes out.

A picture is measured from its header and refused before its pixels are decoded. An accepted picture
is decoded, turned upright, converted to sRGB and encoded again from nothing but its pixels, so no
EXIF, XMP, IPTC, comment, thumbnail, maker note, colour profile or trailing byte is copied. Only the
first frame of an animation is kept, since every rendition is still.
"""

from __future__ import annotations

import base64
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import ExifTags, Image
from PIL.JpegImagePlugin import JpegImageFile
from PIL.TiffImagePlugin import ROWSPERSTRIP, TiffImageFile
from pillow_heif import HeifImagePlugin  # noqa: F401 -- importing it teaches Pillow to read HEIC

from . import jpeg
from .colours import has_alpha, in_colour
from .refused import Refused, is_markup

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF", "TIFF", "HEIF")
# Others become JPEG or PNG: not every program reads them, and a still GIF is a worse PNG.
EXTENSIONS = {"PNG": "png", "GIF": "png", "WEBP": "webp"}
# of an access copy; readers get far fewer, and the original has all of them
MOST_PIXELS = 25_000_000
# What takes a third of a gigabyte: these decoders hold a picture two or three times.
DECODER_PIXELS = {"WEBP": 15_000_000, "AVIF": 25_000_000, "HEIF": 28_000_000}
UNDIVIDED_PIXELS = 36_000_000  # of a TIFF whose decoder holds the whole picture besides its output
MOST_STRIP_PIXELS = 12_000_000
MAX_WEBP_PIXELS = 8_000_000  # above, encoding takes as much
MAX_JPEG_SIDE = 65_500
PLACEHOLDER_SIDE = 16
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
SIDEWAYS = (5, 6, 7, 8)
# No `optimize` for JPEG: Pillow reserves one byte per pixel for the output, and noise and halftones
# need more; and the encoder holds the whole picture in memory, at six bytes per pixel.
SAVE_OPTIONS: dict[str, dict[str, Any]] = {
    "jpg": {"format": "JPEG", "quality": 92, "subsampling": 0},
    "png": {"format": "PNG"},
    "webp": {"format": "WEBP", "quality": 92},
}


@dataclass(frozen=True)
class Limits:
    """What a picture may contain, checked before it is decoded."""

    pixels: int
    frames: int


@dataclass(frozen=True)
class AccessCopy:
    """A picture that may be public."""

    content: bytes
    extension: str
    width: int
    height: int
    placeholder: str
    is_clean = True


def access_copy(content: bytes, limits: Limits, size: tuple[int, int] | None = None) -> AccessCopy:
    """Make the copy that renditions are made of; raises Refused for anything that is no picture.

    A large picture is reduced. With a size, the copy has that width and height, because positions
    in it are stored.
    """
    picture = opened(content, limits)
    source = picture.format or ""
    try:
        pixels = decoded(picture, divisor(picture, content, size), size)
    except MemoryError:
        raise
    except Exception as error:  # decoders raise anything for a broken file
        raise Refused(
            "This picture is damaged and cannot be read to its end. Save it again in an image "
            "editor, then upload the new file."
        ) from error
    # Encoders take metadata from here only; copying the pixels instead would double the memory.
    pixels.info = {}
    extension = extension_for(source, pixels)
    options = SAVE_OPTIONS[extension]
    if extension == "webp" and b"VP8L" in content:
        options = options | {"lossless": True}
    output = BytesIO()
    pixels.save(output, icc_profile=None, **options)
    width, height = pixels.size
    return AccessCopy(output.getvalue(), extension, width, height, placeholder(pixels))


def decoded(picture: Image.Image, divisor: int, size: tuple[int, int] | None = None) -> Image.Image:
    """Its pixels, upright and in sRGB, with sides divided by the divisor."""
    if divisor > 1 and isinstance(picture, JpegImageFile):
        # This decoder can skip what is not needed.
        picture.draft(None, (picture.width // divisor, picture.height // divisor))
        divisor = 1
    picture.load()
    turn = UPRIGHT.get(orientation(picture))  # after decoding: Pillow turns a TIFF itself
    pixels = in_colour(picture, picture.info.get("icc_profile"), divisor)
    picture.close()
    if turn is not None:
        pixels = pixels.transpose(turn)
    return pixels if size in (None, pixels.size) else pixels.resize(size, reducing_gap=2)


def divisor(picture: Image.Image, content: bytes, size: tuple[int, int] | None = None) -> int:
    """The divisor of its sides: 1, 2 or 4; never below the given size."""
    if picture.width * picture.height <= MOST_PIXELS:
        return 1
    times = 4 if jpeg.kept_samples(picture, content) > jpeg.DEAR_SAMPLES else 2
    while size and times > 1 and shortened(upright_size(picture), times)[0] < size[0]:
        times //= 2
    return times


def shortened(size: tuple[int, int], times: int) -> tuple[int, int]:
    return -(-size[0] // times), -(-size[1] // times)


def extension_for(source: str, pixels: Image.Image) -> str:
    extension = EXTENSIONS.get(source, "jpg")
    if extension == "webp" and pixels.width * pixels.height > MAX_WEBP_PIXELS:
        extension = "jpg"
    fits_jpeg = not has_alpha(pixels) and max(pixels.size) <= MAX_JPEG_SIDE
    return extension if extension != "jpg" or fits_jpeg else "png"


def measured(content: bytes, limits: Limits) -> tuple[int, int]:
    """Width and height of the access copy, from the picture's header; raises Refused."""
    picture = opened(content, limits)
    return shortened(upright_size(picture), divisor(picture, content))


def upright_size(picture: Image.Image) -> tuple[int, int]:
    width, height = picture.size
    if picture.format == "TIFF":  # Pillow turns it itself, and reports the turned size
        return width, height
    return (height, width) if orientation(picture) in SIDEWAYS else (width, height)


def opened(content: bytes, limits: Limits) -> Image.Image:
    """Read only the header; raises Refused for what must not be decoded."""
    if is_markup(content):
        raise Refused(
            "SVG and HTML files are refused, whatever their name, because they can carry scripts. "
            "Export the picture as PNG."
        )
    try:
        picture = Image.open(BytesIO(content), formats=FORMATS)
        frames = count_frames(picture, limits.frames + 1)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise too_many_pixels(limits.pixels) from error
    except MemoryError:
        raise
    except Exception as error:  # decoders raise anything for a broken file
        raise Refused(
            "This is not a picture that can be read. Upload a JPEG, PNG, WebP, AVIF, GIF, HEIC or "
            "TIFF file."
        ) from error
    if picture.format == "TIFF" and frames > 1:
        raise Refused(
            "This TIFF holds several pages. Save each page as a picture of its own, or all of them "
            "as a PDF and upload that as a file."
        )
    if frames > limits.frames:
        raise Refused(
            "This animation has more than %(frames)s pictures. Shorten it, or save the one that "
            "matters as PNG.",
            frames=limits.frames,
        )
    most_pixels = min(limits.pixels, decoder_pixels(picture))
    if picture.width * picture.height > most_pixels:
        raise too_many_pixels(most_pixels)
    if jpeg.kept_samples(picture, content) > jpeg.MOST_SAMPLES:
        raise Refused(
            "This progressive JPEG takes too much memory to be read. Save it again without "
            "“progressive”, or with fewer pixels, then upload the new file."
        )
    return picture


def decoder_pixels(picture: Image.Image) -> float:
    """The number of pixels that this picture's decoder has memory for."""
    if isinstance(picture, TiffImageFile):
        rows = picture.tag_v2.get(ROWSPERSTRIP, picture.height)
        is_divided = min(rows, picture.height) * picture.width <= MOST_STRIP_PIXELS
        return float("inf") if is_divided else UNDIVIDED_PIXELS
    return DECODER_PIXELS.get(picture.format or "", float("inf"))


def too_many_pixels(most: float) -> Refused:
    return Refused(
        "This picture has more than %(millions)g million pixels. Make it smaller in an image "
        "editor, then upload it again.",
        millions=most / 1_000_000,
    )


def count_frames(picture: Image.Image, most: int) -> int:
    """Count the frames of the file, without thumbnails, up to `most`."""
    if picture.format != "TIFF":
        return getattr(picture, "n_frames", 1)
    pages = 0
    with suppress(EOFError):
        for page in range(most):
            picture.seek(page)
            is_reduced = picture.tag_v2.get(254, 0) & 1  # type: ignore[attr-defined]
            pages += not is_reduced
    picture.seek(0)
    return pages


def orientation(picture: Image.Image) -> int:
    try:
        return picture.getexif().get(ExifTags.Base.Orientation, 1)
    except Exception:  # noqa: BLE001 -- unreadable EXIF is no reason to refuse the picture
        return 1


def placeholder(picture: Image.Image) -> str:
    """A data URI of less than 1 kB to show before the picture arrives."""
    # Pillow's own helpers either copy the pixels first, or round a long strip down to nothing.
    scale = min(1, PLACEHOLDER_SIDE / max(picture.size))
    width, height = (max(1, round(side * scale)) for side in picture.size)
    small = picture.resize((width, height), reducing_gap=2)
    output = BytesIO()
    small.save(output, format="WEBP", quality=40, method=6)
    return f"data:image/webp;base64,{base64.b64encode(output.getvalue()).decode()}"
