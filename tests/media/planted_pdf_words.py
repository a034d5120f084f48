"""PDFs with a canary on a page that does not show it."""

import pikepdf

from tests.media.planted import WORD

from .pdf_parts import draw, helvetica

WRITTEN = b"BT /F1 12 Tf 20 70 Td (" + WORD + b") Tj ET "


def under_a_box(document):
    draw(document, WRITTEN + b"0 g 15 60 150 30 re f")


def invisible(document):
    draw(document, b"3 Tr " + WRITTEN)


def outside(document):
    draw(document, WRITTEN)
    document.pages[0].CropBox = pikepdf.Array([0, 0, 200, 60])


def white_on_white(document):
    draw(document, b"1 g " + WRITTEN)


def pending_redaction(document):
    draw(document, WRITTEN)
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Redact, Rect=[15, 60, 165, 90]
    )
    document.pages[0].Annots = pikepdf.Array([note])


# In the file, but not shown by a page.
HIDDEN_WORDS = {
    "under a box": under_a_box,
    "invisible": invisible,
    "outside": outside,
    "white on white": white_on_white,
}


def shown_as(font=b"/F1 12 Tf", before=b"", around=b"%s"):
    drawing = around % (b"BT " + font + b" 20 70 Td " + before + b" (" + WORD + b") Tj ET")
    return lambda document: draw(document, drawing)


def in_a_form(document):
    """Flattened by the form's own matrix."""
    _give(
        document,
        b"/X Do",
        "XObject",
        _drawn(document, Type="XObject", Subtype="Form", Matrix=[0] * 6),
    )


def in_a_pattern(document):
    entries = {"PatternType": 1, "PaintType": 1, "TilingType": 1, "XStep": 200, "YStep": 100}
    drawing = b"/Pattern cs /X scn 0 0 200 100 re f"
    _give(document, drawing, "Pattern", _drawn(document, **entries))


def in_a_mask(document):
    group = pikepdf.Dictionary(S=pikepdf.Name.Transparency, CS=pikepdf.Name.DeviceGray)
    form = _drawn(document, Type="XObject", Subtype="Form", Group=group)
    mask = pikepdf.Dictionary(S=pikepdf.Name.Luminosity, G=form)
    _give(document, b"/X gs 5 5 9 9 re f", "ExtGState", pikepdf.Dictionary(SMask=mask))


def in_a_glyph(document):
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type3, FontBBox=[0, 0, 500, 700],
        FontMatrix=[0.001, 0, 0, 0.001, 0, 0], FirstChar=65, LastChar=65, Widths=[600],
        CharProcs=pikepdf.Dictionary(A=document.make_stream(b"600 0 d0 " + WRITTEN)),
        Encoding=pikepdf.Dictionary(Differences=[65, pikepdf.Name.A]),
        Resources=pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=helvetica())),
    )  # fmt: skip
    draw(document, b"")
    document.pages[0].Resources.Font.F2 = font
    document.pages[0].Contents = document.make_stream(b"BT /F2 12 Tf 20 70 Td (A) Tj ET")


def _drawn(document, **entries):
    named = {
        key: pikepdf.Name(f"/{value}") if isinstance(value, str) else value
        for key, value in entries.items()
    }
    fonts = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=helvetica()))
    return document.make_stream(WRITTEN, BBox=[0, 0, 200, 100], Resources=fonts, **named)


def _give(document, drawing, category, value):
    draw(document, drawing, **{category: {"/X": value}})


# Text that PDFium does not read, so that its visibility is unknown.
UNREADABLE_WORDS = {
    "without a font": shown_as(font=b""),
    "of no size": shown_as(font=b"/F1 0 Tf"),
    "of no width": shown_as(before=b"0 Tz"),
    "of hardly any width": shown_as(before=b"0.1 Tz"),
    "in a flat line": shown_as(before=b"0 0 0 1 20 70 Tm"),
    "on a page of no size": shown_as(around=b"q 0.00001 0 0 0.00001 9 9 cm %s Q"),
    "in a form of no size": in_a_form,
    "in a pattern": in_a_pattern,
    "in a mask": in_a_mask,
    "in a glyph": in_a_glyph,
}
