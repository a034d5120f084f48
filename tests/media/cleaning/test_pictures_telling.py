"""Metadata of any kind and format is removed from pictures."""

import base64
import struct
import zlib

from hypothesis import event, given, settings
from hypothesis import strategies as st
from PIL.TiffImagePlugin import ImageFileDirectory_v2

from media.cleaning.pictures import Limits, access_copy
from media.cleaning.refused import Refused
from tests.media.planted import (
    CANARY,
    WIDE,
    WORD,
    exif,
    heic,
    iptc,
    leaks,
    saved,
    scene,
    segment,
    telling_profile,
    xmp,
)

LIMITS = Limits(pixels=1_000_000, frames=10)
HEADS = (b"", b"Exif\0\0", b"http://ns.adobe.com/xap/1.0/\0", b"JFXX\0\x10", b"MPF\0", b"JP\0\1")
BODIES = (WORD, WIDE, WORD.hex().encode(), zlib.compress(WORD), exif(), xmp(), iptc())
words = st.tuples(st.sampled_from(HEADS), st.sampled_from(BODIES), st.binary(max_size=9)).map(
    b"".join
)
letters = st.text("abcdefghijklmnopqrstuvwxyz", min_size=3, max_size=3)


def chunk_names(known):
    """Names that the format knows, and others that programs must skip."""
    return st.sampled_from(known) | letters.map(lambda text: (text[0] + text.title()).encode())


@st.composite
def jpegs(draw):
    plain = saved(scene(), "JPEG")
    markers = st.sampled_from([*range(0xE0, 0xF0), 0xFE])
    parts = draw(st.lists(st.builds(segment, markers, words), min_size=1, max_size=5))
    place = draw(st.sampled_from([2, plain.index(b"\xff\xc0"), plain.index(b"\xff\xda")]))
    return plain[:place] + b"".join(parts) + plain[place:]


@st.composite
def pngs(draw):
    plain = saved(scene(), "PNG")
    names = chunk_names([b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"caBX", b"iCCP", b"tIME"])
    parts = b""
    for name, body in draw(st.lists(st.tuples(names, words), min_size=1, max_size=5)):
        texts = {b"tEXt": b"Author\0", b"zTXt": b"Author\0\0", b"iTXt": b"Author\0\0\0\0\0"}
        body = texts.get(name, b"") + body
        parts += struct.pack(">I", len(body)) + name + body
        parts += struct.pack(">I", zlib.crc32(name + body))
    place = draw(st.sampled_from([33, plain.index(b"IDAT") - 4, len(plain) - 12]))
    return plain[:place] + parts + plain[place:]


@st.composite
def webps(draw):
    plain = saved(scene(), "WEBP", exif=exif(), icc_profile=telling_profile())
    names = chunk_names([b"EXIF", b"XMP ", b"ICCP", b"ANIM"])
    parts = plain[12:]
    for name, body in draw(st.lists(st.tuples(names, words), min_size=1, max_size=5)):
        parts += name + struct.pack("<I", len(body)) + body + bytes(len(body) % 2)
    return b"RIFF" + struct.pack("<I", len(parts) + 4) + b"WEBP" + parts


@st.composite
def gifs(draw):
    plain = saved(scene(), "GIF")
    place, parts = plain.index(b",", 13), b""
    for label in draw(st.lists(st.sampled_from([0xFE, 0xFF, 0x01]), min_size=1, max_size=5)):
        head = {0xFF: b"\x0bXMP DataXMP", 0x01: b"\x0c" + bytes(12)}.get(label, b"")
        parts += b"!" + bytes([label]) + head + bytes([len(WORD)]) + WORD + b"\0"
    return plain[:place] + parts + plain[place:]


@st.composite
def tiffs(draw):
    tags = ImageFileDirectory_v2()
    known = st.sampled_from([269, 270, 271, 285, 305, 315, 316, 700, 33432, 33723, 34377, 37500])
    for number in draw(st.lists(known | st.integers(50_000, 65_000), min_size=1, max_size=5)):
        tags[number] = draw(words)
        tags.tagtype[number] = 7
    return saved(scene(), "TIFF", tiffinfo=tags)


def boxes(plain):
    """Behind the others of a HEIC or AVIF file, which are found by their places."""
    names = st.sampled_from([b"free", b"uuid", b"jumb", b"udta", b"skip", b"mdat"])

    def append(parts):
        ends = (struct.pack(">I", len(body) + 8) + name + body for name, body in parts)
        return plain + b"".join(ends)

    return st.lists(st.tuples(names, words), min_size=1, max_size=5).map(append)


pictures = st.one_of(
    jpegs(), pngs(), webps(), gifs(), tiffs(),
    boxes(heic(exif=exif(), xmp=xmp())), boxes(saved(scene(), "AVIF", exif=exif(), xmp=xmp())),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(content=pictures, trailing=st.sampled_from([b"", WORD, CANARY.encode("utf-16-be")]))
def test_whatever_a_picture_says_beside_its_pixels_is_not_passed_on(content, trailing):
    try:
        copy = access_copy(content + trailing, LIMITS)
    except Refused:
        event("refused")
        return
    event(copy.extension)
    assert not leaks(copy.content)
    assert not leaks(base64.b64decode(copy.placeholder.split(",")[1]))
    assert (copy.width, copy.height) == (64, 48)
