"""What a page does not look at is not in the clean copy, and its look stays."""

import struct
from io import BytesIO

import pikepdf
import pytest
from fontTools.cffLib import CFFFontSet
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont
from pikepdf import Name
from PIL import Image, ImageDraw

from media.cleaning.pdf import clean_pdf
from media.cleaning.pdf.bilevel import packed
from media.cleaning.pdf.font_programs import clean_cff
from media.cleaning.refused import Refused
from tests.media.pdf_parts import pdf, picture_of, show
from tests.media.planted import CANARY, leaks, saved
from tests.media.planted_pdf_fonts import LETTERS, composite
from tests.media.planted_pdf_unseen import UNSEEN, drawn_font, jbig2, letters_of_no_table

from .test_pdf import objects, seen


@pytest.mark.parametrize("place", UNSEEN)
def test_nothing_comes_along(place):
    content = pdf(UNSEEN[place])
    assert leaks(objects(content))
    clean = clean_pdf(content)
    assert not leaks(objects(clean))
    assert seen(clean) == seen(content)


def under_a_box(document):
    composite(LETTERS, LETTERS)(document)
    del document.pages[0].Resources.Font.F2["/ToUnicode"]
    page = document.pages[0]
    page.Contents = document.make_stream(page.Contents.read_bytes() + b" 0 g 0 60 200 40 re f")


@pytest.mark.parametrize("plant", [letters_of_no_table, under_a_box])
def test_hidden_letters_are_named_though_no_table_tells_which_they_are(plant):
    with pytest.raises(Refused, match="Page 1 has words that nobody sees"):
        clean_pdf(pdf(plant))


def test_visible_letters_of_no_table_and_empty_ones_stay():
    def plant(document):
        drawn_font(document, b"AABBB", A=b"0 0 500 700 re f", B=b"")

    assert seen(clean_pdf(pdf(plant))) == seen(pdf(plant))


@pytest.mark.parametrize(("size", "format"), [((64, 96), "JPEG"), ((128, 48), "JPEG2000")])
def test_a_picture_that_is_larger_than_it_says_is_refused(size, format):
    def plant(document):
        data = saved(Image.new("RGB", size, "red"), format)
        kind = {"JPEG": Name.DCTDecode, "JPEG2000": Name.JPXDecode}[format]
        show(document, picture_of(document, data, Filter=kind))

    with pytest.raises(Refused, match="Pictures of its pages"):
        clean_pdf(pdf(plant))


INK = Image.new("1", (64, 48), 1)
ImageDraw.Draw(INK).rectangle((5, 5, 30, 30), fill=0)
WRITTEN, EMPTY = packed(INK), packed(Image.new("1", (64, 48), 1))


def page(height):
    return 48, struct.pack(">IIIIBH", 64, height, 0, 0, 0, 0)


def region(data, *, top=0, operator=0):
    return 38, struct.pack(">IIIIBB", 64, 48, 0, top, operator, 1) + data


@pytest.mark.parametrize(
    ("segments", "is_kept"),
    [
        ([page(48), region(WRITTEN)], True),
        ([page(48), region(WRITTEN), region(EMPTY)], True),  # it adds to the first
        ([page(48), region(WRITTEN), region(EMPTY, operator=4)], False),  # it replaces the first
        ([page(96), region(EMPTY), region(WRITTEN, top=48)], False),  # below the picture
        ([page(48), region(WRITTEN), (60, b"of no known kind")], False),
    ],
)
def test_a_scan_of_which_parts_are_covered_is_packed_anew(segments, is_kept):
    content = pdf(lambda document: jbig2(document, *segments))
    clean = clean_pdf(content)
    assert seen(clean) == seen(content)
    with pikepdf.open(BytesIO(clean)) as document:
        [picture] = document.pages[0].Resources.XObject.values()
        assert (picture.Filter == Name.JBIG2Decode) == is_kept


def test_a_font_of_numbers_does_not_tell_its_ordering():
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder([".notdef"])
    builder.setupCharacterMap({})
    glyph = T2CharStringPen(600, None).getCharString()
    builder.setupCFF(CANARY, {}, {".notdef": glyph}, {})
    fonts = builder.font["CFF "].cff
    fonts[0].rawDict["ROS"] = ("Adobe", CANARY, 0)
    fonts[0].ROS = ("Adobe", CANARY, 0)
    output = BytesIO()
    fonts.compile(output, TTFont())
    assert leaks(output.getvalue())
    clean = clean_cff(output.getvalue())
    assert not leaks(clean)
    CFFFontSet().decompile(BytesIO(clean), TTFont())
