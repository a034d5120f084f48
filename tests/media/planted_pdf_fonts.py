"""PDFs whose fonts declare other words than they show."""

from io import BytesIO

import pikepdf
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from tests.media.planted import CANARY, WORD

from .pdf_parts import draw


def plant_font(document):
    """A TrueType font with the canary in its own names, and in its names in the PDF."""
    content = telling_font()
    descriptor = pikepdf.Dictionary(
        Type=pikepdf.Name.FontDescriptor, FontName=pikepdf.Name(f"/{CANARY}"), Flags=32,
        FontFamily=CANARY, FontBBox=[0, 0, 1000, 1000], ItalicAngle=0, Ascent=800, Descent=-200,
        CapHeight=700, StemV=80, FontFile2=document.make_stream(content, Length1=len(content)),
    )  # fmt: skip
    letters = document.make_stream(
        b"/CIDInit /ProcSet findresource begin %" + WORD + b"\nbegincmap /CMapName /" + WORD
        + b" def 1 beginbfchar <41> <0041> endbfchar endcmap"
    )  # fmt: skip
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.TrueType, FirstChar=65, LastChar=65,
        BaseFont=pikepdf.Name(f"/{CANARY}"), Widths=[600], ToUnicode=letters,
        FontDescriptor=document.make_indirect(descriptor),
        Encoding=pikepdf.Name.WinAnsiEncoding,
    )  # fmt: skip
    draw(document, b"BT /F2 20 Tf 80 50 Td (A) Tj ET")
    document.pages[0].Resources.Font.F2 = document.make_indirect(font)


def telling_font(letters="A", drawn="A"):
    builder = FontBuilder(1000)
    builder.setupGlyphOrder([".notdef", *letters])
    builder.setupCharacterMap({ord(letter): letter for letter in letters})
    pen = TTGlyphPen(None)
    for point, step in (((0, 0), pen.moveTo), ((0, 700), pen.lineTo), ((500, 700), pen.lineTo)):
        step(point)
    pen.closePath()
    triangle, nothing = pen.glyph(), TTGlyphPen(None).glyph()
    glyphs = {letter: triangle if letter in drawn else nothing for letter in letters}
    builder.setupGlyf({".notdef": nothing, **glyphs})
    builder.setupHorizontalMetrics(dict.fromkeys([".notdef", *letters], (600, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": CANARY, "designer": CANARY})
    builder.setupOS2()
    builder.setupPost()
    output = BytesIO()
    builder.save(output)
    return output.getvalue()


def composite(letters, drawn, glyphs=None):
    """The canary over other letters, in a font whose codes are glyph numbers."""

    def plant(document):
        content = telling_font(letters, drawn)
        descriptor = pikepdf.Dictionary(
            Type=pikepdf.Name.FontDescriptor, FontName=pikepdf.Name.X, Flags=4, StemV=80,
            FontBBox=[0, 0, 1000, 1000], ItalicAngle=0, Ascent=800, Descent=-200, CapHeight=700,
            FontFile2=document.make_stream(content, Length1=len(content)),
        )  # fmt: skip
        descendant = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.CIDFontType2, BaseFont=pikepdf.Name.X,
            CIDSystemInfo=pikepdf.Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
            FontDescriptor=document.make_indirect(descriptor), DW=600,
            CIDToGIDMap=document.make_stream(glyphs) if glyphs else pikepdf.Name.Identity,
        )  # fmt: skip
        codes = "".join(
            f"<{code:04x}> <{ord(letter):04x}> " for code, letter in enumerate(letters, 1)
        )
        told = f"{len(letters)} beginbfchar {codes} endbfchar".encode()
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type0, BaseFont=pikepdf.Name.X,
            Encoding=pikepdf.Name("/Identity-H"), ToUnicode=document.make_stream(told),
            DescendantFonts=[document.make_indirect(descendant)],
        )  # fmt: skip
        word = "".join(f"{letters.index(letter) + 1:04x}" for letter in CANARY).encode()
        below = b"BT /F1 12 Tf 20 70 Td (other words of a page) Tj ET "
        draw(document, below + b"BT /F2 12 Tf 20 70 Td <" + word + b"> Tj ET")
        document.pages[0].Resources.Font.F2 = document.make_indirect(font)

    return plant


def glyphs_of_nothing(document):
    """The canary over other letters, in a font with empty glyphs."""
    letters = sorted(set(CANARY))
    names = {letter: f"/g{ord(letter)}" for letter in letters}
    nothing = document.make_stream(b"600 0 d0")
    told = "".join(f"<{ord(letter):02x}> <{ord(letter):04x}> " for letter in letters)
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type3, FontBBox=[0, 0, 500, 700],
        FontMatrix=[0.001, 0, 0, 0.001, 0, 0], FirstChar=0, LastChar=127, Widths=[600] * 128,
        CharProcs=pikepdf.Dictionary(dict.fromkeys(names.values(), nothing)),
        Encoding=pikepdf.Dictionary(
            Differences=[part for letter in letters
                         for part in (ord(letter), pikepdf.Name(names[letter]))]
        ),
        Resources=pikepdf.Dictionary(),
        ToUnicode=document.make_stream(f"{len(letters)} beginbfchar {told} endbfchar".encode()),
    )  # fmt: skip
    below = b"BT /F1 12 Tf 20 70 Td (other words of a page) Tj ET "
    draw(document, below + b"BT /F2 12 Tf 20 70 Td (" + WORD + b") Tj ET")
    document.pages[0].Resources.Font.F2 = font


LETTERS = "".join(sorted(set(CANARY)))


# Each code leads to the glyph of the first letter, and each to none.
ALIKE = b"\0\0" + b"\0\1" * len(LETTERS)


NO_GLYPHS = b"\0\0" * (len(LETTERS) + 1)


def named_otherwise(document):
    """A simple font whose glyph names are other letters than it declares."""
    plant_font(document)
    font = document.pages[0].Resources.Font.F2
    names = [pikepdf.Name(f"/{letter}") for letter in "XYZ"]
    font.Encoding = pikepdf.Dictionary(Differences=[65, *names])
    font.ToUnicode = document.make_stream(
        b"3 beginbfchar <41> <0041> <42> <0042> <43> <0043> endbfchar"
    )
