"""Redacts regions of pages: fills them in the page's picture, and verifies the result.

One library writes and another reads, so that both do not share the same fault.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

import pypdfium2
from PIL import Image
from pypdfium2 import raw

from media.cleaning.refused import Refused

BLOCK = 16  # pixels that an encoder combines: everything that a region touches is filled
DARK = 40  # of 255, the maximum that an encoder makes of black beside other colours


class Region(NamedTuple):
    """A rectangle in pixels of the picture of a page (from 1), from its upper left corner."""

    page: int
    x: int
    y: int
    width: int
    height: int


def by_page(regions: Iterable[Region]) -> dict[int, list[Region]]:
    pages: dict[int, list[Region]] = defaultdict(list)
    for region in regions:
        pages[region.page].append(region)
    return pages


def fill(picture: Image.Image, regions: Iterable[Region]) -> Image.Image:
    for region in regions:
        picture.paste((0, 0, 0), _box(region, picture.size))
    return picture


def refuse_remains(content: bytes, regions: Iterable[Region]) -> None:
    """Raise Refused if a page with a region is not just a picture that is black there."""
    with pypdfium2.PdfDocument(content) as document:
        for number, filled in by_page(regions).items():
            if not _is_black(document[number - 1], filled):
                raise Refused(
                    "The regions of page %(page)s could not be taken out of this PDF, so nothing "
                    "was changed. Tick “Pictures of its pages” and try again.",
                    page=number,
                )


def _is_black(page: pypdfium2.PdfPage, regions: Iterable[Region]) -> bool:
    parts = list(page.get_objects())
    if [part.type for part in parts] != [raw.FPDF_PAGEOBJ_IMAGE]:
        return False
    if page.get_textpage().count_chars() or raw.FPDFPage_GetAnnotCount(page):
        return False
    pixels = parts[0].get_bitmap().to_pil().convert("L")
    shades = [pixels.crop(_box(region, pixels.size)).getextrema() for region in regions]
    return all(lightest <= DARK for _darkest, lightest in shades)


def _box(region: Region, size: tuple[int, int]) -> tuple[int, int, int, int]:
    left, top = (start // BLOCK * BLOCK for start in (region.x, region.y))
    right, bottom = (
        min(-(-end // BLOCK) * BLOCK, side)
        for end, side in zip((region.x + region.width, region.y + region.height), size, strict=True)
    )
    return left, top, right, bottom
