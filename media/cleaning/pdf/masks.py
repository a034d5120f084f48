"""What a mask hides of a picture; the hidden pixels are still in the file.

Viewers that smooth a picture blend in neighbouring pixels, so those stay.
"""

from __future__ import annotations

from functools import reduce
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name, Stream
from PIL import Image, ImageChops, ImageFilter

from media.cleaning.colours import FAINT

from .colours import data_of
from .keeping import Unclean, plain_name

NEAR = 2  # pixels
STRIP = 64  # rows
NARROW = 16  # a masked-out range below this part (1/16) of all shades counts as one colour
GENERAL = {"FlateDecode", "LZWDecode", "ASCII85Decode", "ASCIIHexDecode", "RunLengthDecode"}
FILTERS = {
    "Fl": "FlateDecode", "LZW": "LZWDecode", "A85": "ASCII85Decode", "AHx": "ASCIIHexDecode",
    "RL": "RunLengthDecode", "CCF": "CCITTFaxDecode", "DCT": "DCTDecode",
}  # fmt: skip
SHADES = {1: "1", 2: "L;2", 4: "L;4", 8: "L"}  # Pillow's raw modes, by bits


def filters_of(stream: Any) -> list[str]:
    filters = stream.get("/Filter", Array())
    names = filters.as_list() if isinstance(filters, Array) else [filters]
    return [FILTERS.get(plain_name(name), plain_name(name)) for name in names]


def erased(stream: Any, size: tuple[int, int]) -> Image.Image | None:
    """In the pixels of a picture, 255 where its mask hides it; None if nothing is hidden."""
    if isinstance(mask := stream.get("/SMask"), Stream):
        lightness = _shades(mask)
    elif isinstance(mask := stream.get("/Mask"), Stream):  # which paints where it is black
        lightness = ImageChops.invert(_shades(mask))
    else:
        return None
    return hidden_by(lightness, size)


def hidden_by(alpha: Image.Image, size: tuple[int, int]) -> Image.Image | None:
    shades: Any = alpha.getextrema()
    if shades[0] >= FAINT:
        return None
    visible = alpha.point(lambda value: 255 if value >= FAINT else 0)
    if visible.size != size:
        visible = visible.filter(ImageFilter.MaxFilter(3)).resize(size, Image.Resampling.BOX)
    visible = visible.filter(ImageFilter.MaxFilter(2 * NEAR + 1))
    hidden = visible.point(lambda value: 0 if value else 255)
    return hidden if hidden.getbbox() else None


def either(*hidden: Image.Image | None) -> Image.Image | None:
    """255 where any of these has it."""
    parts = [part for part in hidden if part]
    return reduce(ImageChops.lighter, parts) if parts else None


def without(content: bytes, hidden: Image.Image, bits: int) -> bytes:
    """The rows of a picture with so many bits per pixel, 0 where it is hidden."""
    width, height = hidden.size
    bytes_of_row = (width * bits + 7) // 8
    strips = []
    for top in range(0, height, STRIP):
        bottom = min(top + STRIP, height)
        dots = hidden.crop((0, top, width, bottom)).point(lambda value: 0 if value else 255, "1")
        bits_to_keep = dots.resize((width * bits, bottom - top), Image.Resampling.NEAREST).tobytes()
        rows = content[top * bytes_of_row : bottom * bytes_of_row].ljust(len(bits_to_keep), b"\0")
        both = int.from_bytes(rows, "big") & int.from_bytes(bits_to_keep, "big")
        strips.append(both.to_bytes(len(bits_to_keep), "big"))
    return b"".join(strips)[: len(content)]


def left_out(key: Any, image: Image.Image) -> Image.Image | None:
    """255 where a picture has a colour in the masked-out range of each component."""
    bounds = [int(bound) for bound in key.as_list()]
    hidden = None
    for band, lowest, highest in zip(image.split(), bounds[::2], bounds[1::2], strict=True):
        inside = band.point([255 if lowest <= value <= highest else 0 for value in range(256)])
        hidden = inside if hidden is None else ImageChops.darker(hidden, inside)
    return hidden


def spans_colours(key: Any, bits: int) -> bool:
    """Whether the masked-out colours differ, so that something can be drawn in them."""
    bounds = [int(bound) for bound in key.as_list()]
    widest = max(
        (high - low for low, high in zip(bounds[::2], bounds[1::2], strict=False)), default=0
    )
    return widest * NARROW > 2**bits - 1


def _shades(mask: Any) -> Image.Image:
    """The mask's values, 0 to 255."""
    bits = 1 if mask.get("/ImageMask") is True else int(mask.get("/BitsPerComponent", 8))
    size = (int(mask["/Width"]), int(mask["/Height"]))
    filters = filters_of(mask)
    if GENERAL.issuperset(filters):
        content = data_of(mask)
        if bits == 16:
            content, bits = content[::2], 8
        content = content.ljust(size[1] * ((size[0] * bits + 7) // 8), b"\0")
        mode = "1" if bits == 1 else "L"
        shades = Image.frombytes(mode, size, content, "raw", SHADES[bits]).convert("L")
    else:
        shades = drawn(mask)
    bounds = mask.get("/Decode")
    if isinstance(bounds, Array) and [float(bound) for bound in bounds.as_list()] == [1, 0]:
        return ImageChops.invert(shades)
    if isinstance(bounds, Array) and [float(bound) for bound in bounds.as_list()] != [0, 1]:
        raise Unclean("a mask that is meant in another way")
    return shades


def drawn(picture: Any) -> Image.Image:
    """A greyscale picture, pixel by pixel, decoded by PDFium, which reads all filters."""
    width, height = int(picture["/Width"]), int(picture["/Height"])
    output = BytesIO()
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(width, height)).obj
        plain = pdf.copy_foreign(picture) if picture.is_indirect else picture
        for key in ("/SMask", "/Mask", "/Decode", "/Matte", "/ImageMask"):
            if key in plain:
                del plain[key]
        plain["/Type"], plain["/Subtype"] = Name.XObject, Name.Image
        plain["/ColorSpace"] = Name.DeviceGray
        plain["/BitsPerComponent"] = picture.get("/BitsPerComponent", 1)
        page["/Resources"] = Dictionary(XObject=Dictionary(Picture=plain))
        page["/Contents"] = pdf.make_stream(b"%d 0 0 %d 0 0 cm /Picture Do" % (width, height))
        pdf.save(output)
    with pypdfium2.PdfDocument(output.getvalue()) as document:
        return document[0].render(scale=1, grayscale=True).to_pil().convert("L")
