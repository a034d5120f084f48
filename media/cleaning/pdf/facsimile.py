"""A PDF of pictures of its pages, for a PDF that cannot be cleaned: only what is visible."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name
from PIL import Image

from .regions import Region, by_page, fill

SCALE = 150 / 72  # 150 dpi
MOST_DOTS = 20_000_000  # per page
QUALITY = 85


def facsimile(content: bytes, regions: Iterable[Region] = ()) -> bytes:
    """Each page as a picture, with these regions filled."""
    output, filled = BytesIO(), by_page(regions)
    with pypdfium2.PdfDocument(content) as source, pikepdf.new() as target:
        for number, page in enumerate(source, start=1):
            size = page.get_size()
            new = target.add_blank_page(page_size=size)
            put_picture(target, new.obj, size, fill(picture_of(page), filled.get(number, [])))
        target.save(output, deterministic_id=True)
    return output.getvalue()


def drawn(content: bytes, number: int) -> Image.Image:
    """The picture of a page (from 1), in whose pixels its regions are given."""
    with pypdfium2.PdfDocument(content) as document:
        return picture_of(document[number - 1])


def put_pictures(pdf: pikepdf.Pdf, regions: Sequence[Region]) -> None:
    """Replace each page that has a region by its picture, with the regions filled."""
    if not regions:
        return
    output = BytesIO()
    pdf.save(output)
    with pypdfium2.PdfDocument(output.getvalue()) as source:
        for number, filled in by_page(regions).items():
            page, new = source[number - 1], pdf.pages[number - 1].obj
            for key in list(new.keys()):
                if key not in ("/Type", "/Parent"):
                    del new[key]
            new["/Rotate"] = 0
            new["/MediaBox"] = new["/CropBox"] = Array([0, 0, *page.get_size()])
            put_picture(pdf, new, page.get_size(), fill(picture_of(page), filled))


def picture_of(page: pypdfium2.PdfPage) -> Image.Image:
    """The page as a person sees it, at a fixed resolution."""
    width, height = page.get_size()
    scale = min(SCALE, (MOST_DOTS / (width * height)) ** 0.5)
    return page.render(scale=scale).to_pil().convert("RGB")


def put_picture(pdf: pikepdf.Pdf, page: Any, size: tuple[float, float], image: Image.Image) -> None:
    """Make an empty page show a picture, and nothing else."""
    packed = BytesIO()
    image.save(packed, "JPEG", quality=QUALITY)
    picture = pdf.make_stream(packed.getvalue())
    picture.write(packed.getvalue(), filter=Name.DCTDecode)
    for key, value in _PICTURE.items():
        picture[key] = value
    picture["/Width"], picture["/Height"] = image.size
    page["/Resources"] = Dictionary(XObject=Dictionary(Page=picture))
    page["/Contents"] = pdf.make_stream(b"%f 0 0 %f 0 0 cm /Page Do" % size)


_PICTURE = {
    "/Type": Name.XObject,
    "/Subtype": Name.Image,
    "/ColorSpace": Name.DeviceRGB,
    "/BitsPerComponent": 8,
}
