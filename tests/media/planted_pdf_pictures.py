"""PDFs whose pictures contain something that a mask or a colour key hides."""

import struct

import pikepdf
from pikepdf import Dictionary, Name

from media.cleaning.pdf.bilevel import packed
from tests.media.planted import WORD, saved, scene

from .pdf_parts import picture_of, show


def plant_erased(document):
    """The hidden pixels of a mask are still in the picture."""
    dots = bytearray(scene().tobytes())
    dots[: len(WORD)] = WORD
    mask = document.make_stream(
        scene().getchannel("B").tobytes(), Type=pikepdf.Name.XObject, Width=64, Height=48,
        Subtype=pikepdf.Name.Image, ColorSpace=pikepdf.Name.DeviceGray, BitsPerComponent=8,
    )  # fmt: skip
    show(document, picture_of(document, bytes(dots), SMask=mask))


def mask(document, size=(64, 48), **entries):
    """A mask that hides the red part of the scene."""
    return document.make_stream(
        scene(size).getchannel("B").tobytes(), Type=pikepdf.Name.XObject, Width=size[0],
        Height=size[1], Subtype=pikepdf.Name.Image, ColorSpace=pikepdf.Name.DeviceGray,
        BitsPerComponent=8, **entries,
    )  # fmt: skip


def stencil(document):
    """The same with one bit, where 1 is not painted."""
    bits = scene().getchannel("R").point(lambda red: 255 if red else 0, "1").tobytes()
    return document.make_stream(
        bits, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=64, Height=48,
        ImageMask=True, BitsPerComponent=1,
    )  # fmt: skip


def packed_scene(document, format, **entries):
    data = saved(scene(), format, **({"quality": 95} if format == "JPEG" else {}))
    name = pikepdf.Name.DCTDecode if format == "JPEG" else pikepdf.Name.JPXDecode
    return picture_of(document, data, Filter=name, **entries)


def key_of_all_but_blue(document):
    """Masked-out colours, some of which differ from each other."""
    return picture_of(document, scene().tobytes(), Mask=[0, 255, 0, 255, 0, 100])


def deep(document):
    dots = bytes(byte for value in scene().tobytes() for byte in (value, value))
    picture = picture_of(document, dots, SMask=mask(document))
    picture.BitsPerComponent = 16
    return picture


def masked_by_jbig2(document):
    """As scanners do: the ink in a few pixels, and a mask with its place."""
    fax = packed(scene().getchannel("R").point(lambda red: 255 if red else 0, "1"))
    page = struct.pack(">IIIIBH", 64, 48, 0, 0, 0, 0)
    region = struct.pack(">IIIIBB", 64, 48, 0, 0, 0, 1) + fax
    segments = (
        struct.pack(">IBBBI", number, kind, 0, 1, len(body)) + body
        for number, (kind, body) in enumerate(((48, page), (38, region)))
    )
    stencil = document.make_stream(
        b"".join(segments), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=64,
        Height=48, ImageMask=True, BitsPerComponent=1, Filter=pikepdf.Name.JBIG2Decode,
        Decode=[1, 0],
    )  # fmt: skip
    return packed_scene(document, "JPEG", Mask=stencil)


def on_a_page(document, contents, picture=None, **entries):
    """A page that shows the scene in this way."""
    show(document, picture or picture_of(document, scene().tobytes()))
    page = document.pages[0]
    page.Contents = document.make_stream(contents)
    for key, value in entries.items():
        page[f"/{key}"] = value


PUT = b"q 64 0 0 48 0 0 cm /Im0 Do Q "
ON_ITS_SIDE = b"q 0 64 -48 0 100 0 cm /Im0 Do Q "


def within_a_form(document):
    picture = picture_of(document, scene().tobytes())
    on_a_page(document, b"q 32 0 0 24 10 10 cm /F0 Do Q", picture)
    resources = document.pages[0].Resources
    resources.XObject.F0 = document.make_stream(
        b"q 0 0 1 0.5 re W n /Im0 Do Q", Type=pikepdf.Name.XObject, Matrix=[2, 0, 0, 2, 0, 0],
        Subtype=pikepdf.Name.Form, BBox=[0, 0, 1, 1], Resources=pikepdf.Dictionary(resources),
    )  # fmt: skip


def under_another_picture(document):
    on_a_page(document, PUT + b"q 64 0 0 24 0 24 cm /Im1 Do Q")
    document.pages[0].Resources.XObject.Im1 = picture_of(document, b"\0\xff\0" * 64 * 48)


def shown_twice(document):
    """Once from its middle down, once to its middle; neither shows the red."""
    halves = b"q %s re W n 64 0 0 48 %s cm /Im0 Do Q "
    on_a_page(
        document, halves % (b"0 0 64 24", b"0 0") + halves % (b"132 0 32 48", b"100 0"),
        packed_scene(document, "JPEG"),
    )  # fmt: skip


def in_strips(document):
    """As some printers write it: one row of pixels each, the upper ones under a box."""
    rows = bytearray(scene().tobytes())
    on_a_page(
        document,
        b"".join(b"q 64 0 0 1 0 %d cm /R%d Do Q " % (47 - row, row) for row in range(48))
        + b"0 g 0 24 64 24 re f",
    )
    drawn = document.pages[0].Resources.XObject
    for row in range(48):
        rows[row * 192 + 191] = row  # otherwise they are identical
        strip = picture_of(document, bytes(rows[row * 192 : row * 192 + 192]))
        strip.Height = 1
        drawn[f"/R{row}"] = strip


def dots_inside(document):
    return Dictionary(XObject=Dictionary(Im0=picture_of(document, scene().tobytes())))


def in_a_pattern(document, contents=PUT, box=(0, 0, 64, 48), area=b"0 0 64 48", **resources):
    """A tile that shows the scene, of which a part of the page is made."""
    tile = document.make_stream(
        contents, Type=Name.Pattern, PatternType=1, PaintType=1, TilingType=1, XStep=64,
        YStep=48, BBox=list(box), Resources=Dictionary(resources) or dots_inside(document),
    )  # fmt: skip
    page = document.pages[0]
    page.Resources = Dictionary(Pattern=Dictionary(P0=tile))
    page.Contents = document.make_stream(b"/Pattern cs /P0 scn " + area + b" re f")


def under_a_box_in_a_pattern(document):
    in_a_pattern(document, area=b"0 0 192 96")
    contents = document.pages[0].Contents.read_bytes()
    boxes = b" ".join(b"%d %d 64 24 re f" % (x, y) for x in (0, 64, 128) for y in (24, 72))
    document.pages[0].Contents = document.make_stream(contents + b" 0 g " + boxes)


def within_a_stream_of_a_pattern(document):
    dots = b"BI /W 64 /H 48 /BPC 8 /CS /RGB ID " + scene().tobytes() + b" EI"
    in_a_pattern(document, b"q 64 0 0 48 0 0 cm " + dots + b" Q", area=b"0 0 64 24")


def in_a_mask(document):
    """A drawing through which the page shows something red."""
    group = document.make_stream(
        PUT, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 64, 24],
        Group=Dictionary(S=Name.Transparency, CS=Name.DeviceRGB), Resources=dots_inside(document),
    )  # fmt: skip
    mask = Dictionary(Type=Name.Mask, S=Name.Luminosity, G=group)
    state = Dictionary(Type=Name.ExtGState, SMask=mask)
    document.pages[0].Resources = Dictionary(ExtGState=Dictionary(G0=state))
    document.pages[0].Contents = document.make_stream(b"/G0 gs 1 0 0 rg 0 0 64 48 re f")


def in_a_glyph(document, picture=PUT):
    glyph = document.make_stream(b"64 0 d0 q 0 0 64 24 re W n " + picture + b" Q")
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=[0, 0, 64, 48], FirstChar=97, LastChar=97,
        FontMatrix=[0.001, 0, 0, 0.001, 0, 0], Widths=[64], CharProcs=Dictionary(a=glyph),
        Encoding=Dictionary(Type=Name.Encoding, Differences=[97, Name.a]),
        Resources=dots_inside(document),
    )  # fmt: skip
    document.pages[0].Resources = Dictionary(Font=Dictionary(F0=font))
    document.pages[0].Contents = document.make_stream(b"BT /F0 1000 Tf 20 20 Td (a) Tj ET")


# Pages that show the scene inside of what is drawn with, but not the quarter that is red.
COVERED_INSIDE = {
    "cropped by the page": lambda document: in_a_pattern(document, area=b"0 0 64 24"),
    "cropped by the tile": lambda document: in_a_pattern(
        document, box=(0, 0, 64, 24), area=b"0 0 200 100"
    ),
    "under boxes": under_a_box_in_a_pattern,
    "within the stream": within_a_stream_of_a_pattern,
    "in a mask": in_a_mask,
    "in a glyph": in_a_glyph,
}
# Pages that show the scene, but not the quarter that is red.
COVERED = {
    "clipped": lambda document: on_a_page(document, b"q 0 0 64 24 re W n " + PUT + b"Q"),
    "under a box": lambda document: on_a_page(document, PUT + b"0 g 0 24 64 24 re f"),
    "beside the page": lambda document: on_a_page(document, PUT, CropBox=[0, 0, 200, 24]),
    "turned": lambda document: on_a_page(
        document, ON_ITS_SIDE + b"0 g 50 0 26 64 re f", packed_scene(document, "JPEG2000"),
        Rotate=90,
    ),
    "in a form": within_a_form,
    "under another picture": under_another_picture,
    "twice": shown_twice,
}  # fmt: skip
# Pictures of which the quarter that is red is seen nowhere.
ERASED = {
    "jpeg": lambda document: packed_scene(document, "JPEG", SMask=mask(document)),
    "jpeg, mask of other size": lambda document: packed_scene(
        document, "JPEG", SMask=mask(document, (16, 12))
    ),
    "jpeg, stencil": lambda document: packed_scene(document, "JPEG", Mask=stencil(document)),
    "jpeg 2000": lambda document: packed_scene(document, "JPEG2000", SMask=mask(document)),
    "16 bits": deep,
    "mask of a scan": masked_by_jbig2,
    "colours": key_of_all_but_blue,
}
