"""PDFs whose pictures hold what a mask, or a colour that is none, keeps from being seen."""

import struct

import pikepdf

from media.cleaning.pdf.bilevel import packed
from tests.media.planted import WORD, saved, scene

from .pdf_parts import picture_of, show


def plant_erased(document):
    """What a mask makes transparent is in the picture still."""
    dots = bytearray(scene().tobytes())
    dots[: len(WORD)] = WORD
    mask = document.make_stream(
        scene().getchannel("B").tobytes(), Type=pikepdf.Name.XObject, Width=64, Height=48,
        Subtype=pikepdf.Name.Image, ColorSpace=pikepdf.Name.DeviceGray, BitsPerComponent=8,
    )  # fmt: skip
    show(document, picture_of(document, bytes(dots), SMask=mask))


def mask(document, size=(64, 48), **entries):
    """A mask through which nothing is seen of what is red in the scene."""
    return document.make_stream(
        scene(size).getchannel("B").tobytes(), Type=pikepdf.Name.XObject, Width=size[0],
        Height=size[1], Subtype=pikepdf.Name.Image, ColorSpace=pikepdf.Name.DeviceGray,
        BitsPerComponent=8, **entries,
    )  # fmt: skip


def stencil(document):
    """The same of one bit, where 1 is not painted."""
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
    """Colours that are not painted, of which some differ from each other."""
    return picture_of(document, scene().tobytes(), Mask=[0, 255, 0, 255, 0, 100])


def deep(document):
    dots = bytes(byte for value in scene().tobytes() for byte in (value, value))
    picture = picture_of(document, dots, SMask=mask(document))
    picture.BitsPerComponent = 16
    return picture


def masked_by_jbig2(document):
    """As scanners do: the ink in a few dots, and a mask that says where it is."""
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
