"""Fills regions of a picture in its pixels, so that nothing of them remains: copy in, copy out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from io import BytesIO
from random import SystemRandom
from typing import Any, NamedTuple

from PIL import Image

from media.cleaning.pictures import SAVE_OPTIONS, AccessCopy, placeholder

SOLID, PIXELATED = "solid", "pixelated"
# An encoder blends blocks of pixels: every block that a region touches is filled.
BLOCK = 16
MOSAIC = 4  # squares along the longer side: with more, a face can be recognised
NOISE = 40
_random = SystemRandom()


class Region(NamedTuple):
    """A rectangle in pixels of the access copy, from its top left corner, and how it is filled."""

    x: int
    y: int
    width: int
    height: int
    fill: str = SOLID


def filled(copy: AccessCopy, regions: Iterable[Region]) -> AccessCopy:
    """The picture with nothing left of these regions, also in its placeholder."""
    with Image.open(BytesIO(copy.content)) as opened:
        profile = opened.info.get("icc_profile")
        opened.load()
        pixels: Any = opened.copy()
    pixels.info = {}
    for region in regions:
        box = _whole_blocks(region, pixels.size)
        size = (box[2] - box[0], box[3] - box[1])
        fill = Image.new(pixels.mode, size, _black(pixels.mode))
        if region.fill == PIXELATED:
            fill = _mosaic(pixels.crop(box))
        pixels.paste(fill, box)
    output = BytesIO()
    pixels.save(output, icc_profile=profile, **SAVE_OPTIONS[copy.extension])
    return replace(copy, content=output.getvalue(), placeholder=placeholder(pixels))


def covered(regions: Iterable[Region]) -> set[tuple[int, int]]:
    """The blocks of a picture that these regions fill, by column and row."""
    return {
        (column, row)
        for region in regions
        for column in _blocks(region.x, region.width)
        for row in _blocks(region.y, region.height)
    }


def _blocks(start: int, length: int) -> range:
    return range(start // BLOCK, -(-(start + length) // BLOCK))


def _whole_blocks(region: Region, size: tuple[int, int]) -> tuple[int, int, int, int]:
    columns, rows = _blocks(region.x, region.width), _blocks(region.y, region.height)
    right, bottom = (
        min(blocks.stop * BLOCK, side) for blocks, side in zip((columns, rows), size, strict=True)
    )
    return columns.start * BLOCK, rows.start * BLOCK, right, bottom


def _black(mode: str) -> Any:
    return (0, 0, 0, 255) if mode == "RGBA" else 0


def _mosaic(part: Image.Image) -> Image.Image:
    """A few squares of similar colours, with noise that cannot be reversed."""
    scale = MOSAIC / max(part.size)
    squares = part.resize((max(1, round(part.width * scale)), max(1, round(part.height * scale))))
    for x in range(squares.width):
        for y in range(squares.height):
            squares.putpixel((x, y), _shifted(squares.getpixel((x, y))))
    return squares.resize(part.size, Image.Resampling.NEAREST)


def _shifted(pixel: Any) -> Any:
    """The pixel with noise in its colours, and not transparent."""
    if isinstance(pixel, int):
        return min(255, max(0, pixel + _random.randint(-NOISE, NOISE)))
    return (*map(_shifted, pixel[:3]), *(255 for _ in pixel[3:]))
