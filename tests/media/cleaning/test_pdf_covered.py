"""Words that something covers are named, whatever covers them; visible ones stay."""

import pytest
from pikepdf import Dictionary, Name

from media.cleaning.pdf import clean_pdf
from media.cleaning.refused import Refused
from tests.media.pdf_parts import draw, helvetica, pdf, picture_of, words_in
from tests.media.planted import CANARY, scene
from tests.media.planted_pdf_words import WRITTEN

BOX = b"0 g 15 60 150 30 re f "
LABEL = b"1 g BT /F1 12 Tf 20 70 Td (XXXXX XXXXXX) Tj ET "
PICTURE = b"q 170 0 0 40 15 55 cm /Im0 Do Q "


def with_parts(drawing):
    """A page of white, a picture with many edges, and a form with a label."""

    def plant(document):
        dots = bytes(
            value ^ 255 * (place // 6 % 2) for place, value in enumerate(scene().tobytes())
        )
        label = document.make_stream(
            LABEL, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 200, 100],
            Resources=Dictionary(Font=Dictionary(F1=helvetica())),
        )  # fmt: skip
        half = Dictionary(ca=0.5, CA=0.5)
        draw(
            document, drawing, ExtGState={"/G0": half},
            XObject={"/Im0": picture_of(document, dots), "/X0": label},
        )  # fmt: skip

    return pdf(plant)


@pytest.mark.parametrize(
    "drawing",
    [
        WRITTEN + BOX + LABEL,
        WRITTEN + BOX + b"/X0 Do",
        WRITTEN + b"1 g 15 60 150 30 re f 0 g BT /F1 12 Tf 20 70 Td (other words) Tj ET",
        WRITTEN + PICTURE,
        b"q " + WRITTEN + b"Q " + BOX + b"q 1 g BT /F1 40 Tf 15 62 Td (WWW) Tj ET Q",
    ],
)
def test_covered_words_are_named(drawing):
    content = with_parts(drawing)
    assert CANARY in words_in(content, 1, (0, 0, 200, 100))
    with pytest.raises(Refused, match=f"words that nobody sees.*{CANARY}"):
        clean_pdf(content)


@pytest.mark.parametrize(
    "drawing",
    [
        PICTURE + WRITTEN,
        BOX + b"1 g " + WRITTEN,
        WRITTEN + WRITTEN,  # twice, as some programs draw bold letters
        WRITTEN + WRITTEN.replace(b"20 70", b"20.3 70"),
        WRITTEN + b"/G0 gs 1 0.9 0 rg 15 60 150 30 re f",  # a marker
        WRITTEN + b"q /G0 gs 0 g BT /F1 60 Tf 5 50 Td (DRAFT) Tj ET Q",
        b"0.8 g BT /F1 60 Tf 5 50 Td (DRAFT) Tj ET 0 g " + WRITTEN,
        b"1 Tr 0.2 w " + WRITTEN,
        WRITTEN.replace(b"12 Tf", b"3 Tf"),
    ],
)
def test_visible_words_stay(drawing):
    assert CANARY in words_in(clean_pdf(with_parts(drawing)), 1, (0, 0, 200, 100))
