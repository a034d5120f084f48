"""Pictures without what they tell about who took them, where and when: bytes in, clean bytes out.

A picture is measured from its header and refused before its pixels are decoded. What is taken is
decoded, turned upright, converted to sRGB and encoded anew from nothing but its pixels, so no
EXIF, XMP, IPTC, comment, thumbnail, maker note, colour profile or trailing byte can come along.
Only the first picture of an animation is kept, since every rendition is still.
"""

from __future__ import annotations

import base64
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import ExifTags, Image, ImageCms
from pillow_heif import HeifImagePlugin  # noqa: F401 -- importing it teaches Pillow to read HEIC

from .refused import Refused, is_markup

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF", "TIFF", "HEIF")
# The others become JPEG, or PNG: not every program reads them, and a still GIF is a worse PNG.
EXTENSIONS = {"PNG": "png", "GIF": "png", "WEBP": "webp"}
MAX_WEBP_PIXELS = 16_000_000  # beyond, encoding takes half a minute and over a gigabyte
MAX_JPEG_SIDE = 65_500
MAX_PROFILE_BYTES = 4 * 1024 * 1024
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
# No `optimize` of JPEG: Pillow keeps one byte a pixel for what it makes, and noise and halftones
# take more; and the encoder keeps the whole picture in memory, at six bytes a pixel.
SAVE_OPTIONS: dict[str, dict[str, Any]] = {
    "jpg": {"format": "JPEG", "quality": 92, "subsampling": 0},
    "png": {"format": "PNG"},
    "webp": {"format": "WEBP", "quality": 92},
}


@dataclass(frozen=True)
class Limits:
    """What a picture may hold before it is decoded."""

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


def access_copy(content: bytes, limits: Limits) -> AccessCopy:
    """Make the copy that readers get; raise Refused for what is no picture or too large a one."""
    picture = opened(content, limits)
    source, profile = picture.format or "", picture.info.get("icc_profile")
    try:
        pixels = in_colour(upright(picture), profile)
    except MemoryError:
        raise
    except Exception as error:  # decoders raise whatever they meet in a broken file
        raise Refused(
            "This picture is damaged and cannot be read to its end. Save it again in an image "
            "editor, then upload the new file."
        ) from error
    # Encoders take words from here only; copying the pixels instead would double the memory.
    pixels.info = {}
    extension = extension_for(source, pixels)
    options = SAVE_OPTIONS[extension]
    if extension == "webp" and b"VP8L" in content:
        options = options | {"lossless": True}
    output = BytesIO()
    pixels.save(output, icc_profile=None, **options)
    width, height = pixels.size
    return AccessCopy(output.getvalue(), extension, width, height, placeholder(pixels))


def extension_for(source: str, pixels: Image.Image) -> str:
    extension = EXTENSIONS.get(source, "jpg")
    if extension == "webp" and pixels.width * pixels.height > MAX_WEBP_PIXELS:
        extension = "jpg"
    fits_jpeg = not has_alpha(pixels) and max(pixels.size) <= MAX_JPEG_SIDE
    return extension if extension != "jpg" or fits_jpeg else "png"


def measured(content: bytes, limits: Limits) -> tuple[int, int]:
    """Tell width and height of the upright picture from its header; raise Refused."""
    picture = opened(content, limits)
    width, height = picture.size
    if picture.format == "TIFF":  # Pillow turns it by itself, in the size that it announces too
        return width, height
    return (height, width) if orientation(picture) in SIDEWAYS else (width, height)


def opened(content: bytes, limits: Limits) -> Image.Image:
    """Read the header, no pixels; raise Refused for what must not be decoded."""
    if is_markup(content):
        raise Refused(
            "SVG and HTML files are refused, whatever their name, because they can carry scripts. "
            "Export the picture as PNG."
        )
    try:
        picture = Image.open(BytesIO(content), formats=FORMATS)
        frames = count_frames(picture, limits.frames + 1)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise too_many_pixels(limits) from error
    except MemoryError:
        raise
    except Exception as error:  # decoders raise whatever they meet in a broken file
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
    if picture.width * picture.height > limits.pixels:
        raise too_many_pixels(limits)
    return picture


def too_many_pixels(limits: Limits) -> Refused:
    return Refused(
        "This picture has more than %(millions)g million pixels. Make it smaller in an image "
        "editor, then upload it again.",
        millions=limits.pixels / 1_000_000,
    )


def count_frames(picture: Image.Image, most: int) -> int:
    """Count pictures in the file, thumbnails aside, and stop at `most`."""
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


def upright(picture: Image.Image) -> Image.Image:
    picture.load()
    turn = UPRIGHT.get(orientation(picture))
    return picture if turn is None else picture.transpose(turn)


def in_colour(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Reduce to grey or RGB, with alpha where it is used, in the colours that all screens take."""
    picture = in_eight_bits(picture)
    if picture.mode == "CMYK":
        return in_srgb(picture, profile).convert("RGB")
    if has_alpha(picture):
        picture = picture.convert("RGBA")
        alpha = picture.getchannel("A")
        picture = in_srgb(picture.convert("RGB"), profile)
        if alpha.getextrema() == (255, 255):
            return picture
        picture.putalpha(alpha)
        # What was erased has its colours still, below the transparency: they go with this.
        return picture.convert("RGBa").convert("RGBA")
    if picture.mode not in ("L", "RGB"):
        picture = picture.convert("L" if picture.mode == "1" else "RGB")
    return in_srgb(picture, profile)


def in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Convert from the colours of a profile; those without one that fits are taken for sRGB."""
    space = {"L": b"GRAY", "RGB": b"RGB ", "CMYK": b"CMYK"}[picture.mode]
    if not profile or len(profile) > MAX_PROFILE_BYTES or profile[16:20] != space:
        return picture
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        target = ImageCms.createProfile("sRGB")
        converted = ImageCms.profileToProfile(picture, source, target, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return picture
    if converted is None:
        return picture
    return converted.convert("L") if picture.mode == "L" else converted


def in_eight_bits(picture: Image.Image) -> Image.Image:
    if not picture.mode.startswith("I"):
        return picture
    # Pillow would cut off what is over 255 instead of scaling it.
    return picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")


def has_alpha(picture: Image.Image) -> bool:
    return "transparency" in picture.info or picture.mode in ("RGBA", "RGBa", "LA", "La", "PA")


def placeholder(picture: Image.Image) -> str:
    """Make a data URI of less than 1 kB to paint before the picture arrives."""
    # Pillow's own helpers either copy the pixels first or round a long strip away to nothing.
    scale = min(1, PLACEHOLDER_SIDE / max(picture.size))
    width, height = (max(1, round(side * scale)) for side in picture.size)
    small = picture.resize((width, height), reducing_gap=2)
    output = BytesIO()
    small.save(output, format="WEBP", quality=40, method=6)
    return f"data:image/webp;base64,{base64.b64encode(output.getvalue()).decode()}"
