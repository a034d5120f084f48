"""A PDF of pictures of its pages, for one that cannot be cleaned: what is seen, no more."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pypdfium2
from pikepdf import Dictionary, Name

SCALE = 150 / 72  # 150 dots an inch
MOST_DOTS = 20_000_000  # of a page
QUALITY = 85


def facsimile(content: bytes) -> bytes:
    output = BytesIO()
    with pypdfium2.PdfDocument(content) as source, pikepdf.new() as target:
        for page in source:
            _add_picture(target, page)
        target.save(output, deterministic_id=True)
    return output.getvalue()


def _add_picture(target: pikepdf.Pdf, page: pypdfium2.PdfPage) -> None:
    width, height = page.get_size()
    scale = min(SCALE, (MOST_DOTS / (width * height)) ** 0.5)
    image = page.render(scale=scale).to_pil().convert("RGB")
    packed = BytesIO()
    image.save(packed, "JPEG", quality=QUALITY)
    new = target.add_blank_page(page_size=(width, height))
    picture = target.make_stream(packed.getvalue())
    picture.write(packed.getvalue(), filter=Name.DCTDecode)
    for key, value in _PICTURE.items():
        picture[key] = value
    picture["/Width"], picture["/Height"] = image.size
    new.obj["/Resources"] = Dictionary(XObject=Dictionary(Page=picture))
    new.obj["/Contents"] = target.make_stream(b"%f 0 0 %f 0 0 cm /Page Do" % (width, height))


_PICTURE = {
    "/Type": Name.XObject,
    "/Subtype": Name.Image,
    "/ColorSpace": Name.DeviceRGB,
    "/BitsPerComponent": 8,
}
