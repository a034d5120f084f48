"""What a page shows of a picture inside of a pattern, mask or glyph, which PDFium does not expose.

The picture is replaced by stripes, ever finer, first vertical then horizontal. The shades of each
pixel of the page tell which part of the picture it shows, however that is rotated, clipped,
repeated or covered. The stripes are a Gray code, so a pixel on an edge is off by at most one part.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
from pikepdf import Array, Name, Pdf, Stream
from PIL import Image, ImageChops

from .sight import CONTRAST

FINEST = 6  # times a picture is halved along each side
SIDE = 2**FINEST
SCALE = 2  # pixels per unit of a page
LARGEST = 2_000  # pixels of a side of a page


class Coded:
    """A single page in which one picture can be replaced."""

    def __init__(self, source: Pdf, number: int, is_it: Any) -> None:
        self.pdf = pikepdf.new()
        self.pdf.pages.append(source.pages[number])
        self.pdf.pages[0].obj["/Annots"] = Array([])
        self.pictures = [
            value
            for value in self.pdf.objects
            if isinstance(value, Stream) and value.get("/Subtype") == Name.Image and is_it(value)
        ]
        for picture in self.pictures:
            _make_plain(picture)

    def look(self) -> Image.Image | None:
        """The parts of the picture that the page shows, 255 in a grid; None if it shows none."""
        black = self._view(Image.new("L", (SIDE, SIDE), 0))
        contrast = difference(self._view(Image.new("L", (SIDE, SIDE), 255)), black)
        visible = contrast.point(lambda value: 255 if value >= CONTRAST else 0)
        if not (box := visible.getbbox()):
            return None
        visible, contrast, black = visible.crop(box), contrast.crop(box), black.crop(box)
        self._box, self._visible, self._half, self._black = box, visible, _part(contrast, 2), black
        columns, across = self._places(is_upright=True)
        rows, down = self._places(is_upright=False)
        grid = Image.new("L", (across, down), 0)
        parts = zip(columns.tobytes(), rows.tobytes(), visible.tobytes(), strict=True)
        for column, row, is_shown in set(parts):
            if is_shown:
                grid.putpixel((column, row), 255)
        return grid

    def _places(self, is_upright: bool) -> tuple[Image.Image, int]:
        """For each pixel of the page, the column or row that it shows, and their number.

        It is as fine as the page: pixels that mostly blend two stripes do not count.
        """
        place = bit = Image.new("L", self._visible.size, 0)
        for count, stripes in enumerate(_codes(is_upright)):
            level = difference(self._view(stripes).crop(self._box), self._black)
            is_bright = ImageChops.subtract(level, self._half).point(lambda value: value and 255)
            if not self._is_sharp(level):
                return place, 2**count
            bit = ImageChops.difference(bit, is_bright)  # the next digit of the Gray code
            place = ImageChops.add(place.point(lambda value: value * 2), bit.point(lambda v: v & 1))
        return place, SIDE

    def _is_sharp(self, level: Image.Image) -> bool:
        off = ImageChops.subtract(ImageChops.difference(level, self._half), _part(self._half, 2))
        sharp = ImageChops.multiply(off.point(lambda value: value and 255), self._visible)
        return sharp.histogram()[255] * 2 >= self._visible.histogram()[255]

    def _view(self, dots: Image.Image) -> Image.Image:
        for picture in self.pictures:
            if picture.get("/ImageMask") is True:  # which paints where it is 0
                picture.write(
                    ImageChops.invert(dots).convert("1", dither=Image.Dither.NONE).tobytes()
                )
            else:
                picture.write(dots.tobytes())
        output = BytesIO()
        self.pdf.save(output)
        with pypdfium2.PdfDocument(output.getvalue()) as document:
            page = document[0]
            scale = min(SCALE, LARGEST / max(page.get_size()))
            view: Image.Image = page.render(scale=scale).to_pil().convert("RGB")
            return view


def _make_plain(picture: Any) -> None:
    for key in ("/Decode", "/DecodeParms", "/Interpolate", "/SMaskInData", "/Intent"):
        if key in picture:
            del picture[key]
    if isinstance(picture.get("/Mask"), Array):
        del picture["/Mask"]
    if isinstance(mask := picture.get("/SMask"), Stream) and "/Matte" in mask:
        del mask["/Matte"]
    picture["/Width"] = picture["/Height"] = SIDE
    is_mask = picture.get("/ImageMask") is True
    picture["/BitsPerComponent"] = 1 if is_mask else 8
    if not is_mask:
        picture["/ColorSpace"] = Name.DeviceGray


def _codes(is_upright: bool) -> Iterator[Image.Image]:
    """Stripes, two at first, whose edges are not those of earlier ones."""
    for digit in range(FINEST - 1, -1, -1):
        line = bytes(255 if (place ^ place >> 1) >> digit & 1 else 0 for place in range(SIDE))
        stripes = Image.frombytes("L", (SIDE, 1) if is_upright else (1, SIDE), line)
        yield stripes.resize((SIDE, SIDE), Image.Resampling.NEAREST)


def difference(view: Image.Image, other: Image.Image) -> Image.Image:
    """The largest difference of any colour component."""
    red, green, blue = ImageChops.difference(view, other).split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue)


def _part(image: Image.Image, of: int) -> Image.Image:
    return image.point(lambda value: value // of)
