"""Converts a picture to sRGB, strip by strip.

A conversion needs several copies of its input; for a strip these are small. A picture larger than
an access copy may be is reduced at the same time.
"""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageCms

MAX_PROFILE_BYTES = 4 * 1024 * 1024
FAINT = 8  # of 255; an alpha below is invisible
STRIP = 256  # rows; every divisor divides it


def in_colour(picture: Image.Image, profile: bytes | None, divisor: int = 1) -> Image.Image:
    """Convert to grey or RGB, with alpha if it is used, and divide the sides by the divisor."""
    size = (-(-picture.width // divisor), -(-picture.height // divisor))
    target: Image.Image | None = None
    for top in range(0, picture.height, STRIP):
        bottom = min(top + STRIP, picture.height)
        strip = _in_colour(picture.crop((0, top, picture.width, bottom)), profile)
        if divisor > 1:
            strip = strip.reduce(divisor)
        if target is None:
            target = Image.new(strip.mode, size)
        target.paste(strip, (0, top // divisor))
    if target is None:
        raise ValueError("no rows")
    is_opaque = target.mode == "RGBA" and target.getchannel("A").getextrema() == (255, 255)
    return target.convert("RGB") if is_opaque else target


def _in_colour(picture: Image.Image, profile: bytes | None) -> Image.Image:
    picture = _in_eight_bits(picture)
    if picture.mode == "CMYK":
        return _in_srgb(picture, profile).convert("RGB")
    if has_alpha(picture):
        picture = picture.convert("RGBA")
        alpha = picture.getchannel("A").point([0] * FAINT + [*range(FAINT, 256)])
        picture = _in_srgb(picture.convert("RGB"), profile)
        picture.putalpha(alpha)
        # Erased areas still have colours below their transparency: this removes them.
        return picture.convert("RGBa").convert("RGBA")
    if picture.mode not in ("L", "RGB"):
        picture = picture.convert("L" if picture.mode == "1" else "RGB")
    return _in_srgb(picture, profile)


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Convert from a profile's colours; without a usable profile, sRGB is assumed."""
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


def _in_eight_bits(picture: Image.Image) -> Image.Image:
    if not picture.mode.startswith("I"):
        return picture
    # Pillow would clip values over 255 instead of scaling them.
    return picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")


def has_alpha(picture: Image.Image) -> bool:
    return "transparency" in picture.info or picture.mode in ("RGBA", "RGBa", "LA", "La", "PA")
