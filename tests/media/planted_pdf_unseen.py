"""PDFs with a canary where a page does not look: in a shape, a font, a profile, a scan."""

import struct

from pikepdf import Array, Dictionary, Name

from tests.media.planted import WORD, saved, scene, telling_profile

from .pdf_parts import draw, picture_of, show

ROWS = (WORD + b"\xff" * 384)[:384]  # of a picture of 64 x 48 dots in one bit


def white_shape(document):
    """A stencil that is white, on a page that is."""
    shape = document.make_stream(
        ROWS, Type=Name.XObject, Subtype=Name.Image, ImageMask=True, Width=64, Height=48,
        BitsPerComponent=1,
    )  # fmt: skip
    show(document, shape)
    document.pages[0].Contents = document.make_stream(b"1 g q 64 0 0 48 0 0 cm /Im0 Do Q")


def mask_of_white(document):
    mask = document.make_stream(
        ROWS * 8, Type=Name.XObject, Subtype=Name.Image, Width=64, Height=48,
        ColorSpace=Name.DeviceGray, BitsPerComponent=8,
    )  # fmt: skip
    show(document, picture_of(document, b"\xff" * 64 * 48 * 3, SMask=mask))


def drawn_font(document, text=b"A", **glyphs):
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=[0, 0, 500, 700], FirstChar=65, LastChar=66,
        FontMatrix=[0.001, 0, 0, 0.001, 0, 0], Widths=[600] * 2, Resources=Dictionary(),
        CharProcs=Dictionary({f"/{name}": document.make_stream(b"600 0 d0 " + drawing)
                              for name, drawing in glyphs.items()}),
        Encoding=Dictionary(Differences=[65, *(Name(f"/{name}") for name in glyphs)]),
    )  # fmt: skip
    draw(document, b"BT /F2 40 Tf 20 30 Td (" + text + b") Tj ET ")
    document.pages[0].Resources.Font.F2 = font


def bitmap(data, kind=b"/IM true /BPC 1"):
    size = b" /W 64 /H 48 /L %d " % len(data)
    return b"q 500 0 0 700 0 0 cm BI " + kind + size + b"ID " + data + b"\nEI Q"


def glyph_of_no_text(document):
    drawn_font(document, A=b"0 0 500 700 re f", B=bitmap(ROWS))


def exif_in_a_glyph(document):
    jpeg = saved(scene(), "JPEG")
    exif = b"\xff\xe1" + struct.pack(">H", len(WORD) + 8) + b"Exif\0\0" + WORD
    drawn_font(document, A=bitmap(jpeg[:2] + exif + jpeg[2:], b"/CS /RGB /BPC 8 /F /DCT"))


def tag_of_a_profile(document):
    """Behind the white point, which takes twenty bytes."""
    picture = picture_of(document, scene().tobytes())
    white = b"XYZ \0\0\0\0" + struct.pack(">3I", 0xF6D6, 0x10000, 0xD32D)
    profile = document.make_stream(telling_profile(wtpt=white + WORD, prIV=b""), N=3)
    picture.ColorSpace = Array([Name.ICCBased, profile])
    show(document, picture)


def letters_of_no_table(document):
    """A font whose letters nobody knows, beneath a box."""
    drawn_font(document, b"ABBA", A=b"0 0 500 700 re f", B=b"0 0 300 700 re f")
    page = document.pages[0]
    page.Contents = document.make_stream(page.Contents.read_bytes() + b"0 g 0 0 200 100 re f")


def jbig2(document, *segments):
    parts = (
        struct.pack(">IBBBI", number, kind, 0, 1, len(body)) + body
        for number, (kind, body) in enumerate(segments)
    )
    picture = document.make_stream(
        b"".join(parts), Type=Name.XObject, Subtype=Name.Image, Width=64, Height=48,
        ColorSpace=Name.DeviceGray, BitsPerComponent=1, Filter=Name.JBIG2Decode,
    )  # fmt: skip
    show(document, picture)


UNSEEN = {
    "white shape": white_shape,
    "mask of a white picture": mask_of_white,
    "glyph of no text": glyph_of_no_text,
    "exif in a glyph": exif_in_a_glyph,
    "tag of a profile": tag_of_a_profile,
}
