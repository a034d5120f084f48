"""Word files: only what is visible, in a new file."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from media.cleaning.documents import clean_document
from media.cleaning.office import packages, words_of_word
from media.cleaning.office.word.numbers import numeral
from media.cleaning.refused import Refused
from tests.media.planted import CANARY, PICTURES, leaks
from tests.media.planted_word import (
    HIDING,
    MC,
    NOTES,
    SPACES,
    STYLES,
    TELLING,
    field,
    paragraph,
    picture,
    run,
    word,
)


def cleaned(content):
    return clean_document(content, ".docx").content


def document(content):
    return packages.parts_of(content)["word/document.xml"].decode()


def test_nothing_but_what_is_seen_comes_along():
    assert leaks(TELLING)
    clean = cleaned(TELLING)
    assert not leaks(clean)
    assert words_of_word(clean).splitlines() == [
        "The river was frozen. They crossed. A link. A field. A control. Bold.",
        *("", "Won", "", "Letters 1", "In 2006."),
    ]
    assert set(packages.parts_of(clean)) == {
        *("[Content_Types].xml", "_rels/.rels", "word/document.xml", "word/styles.xml"),
        *("word/settings.xml", "word/header.xml", "word/footnotes.xml", "word/media/1.jpg"),
        "word/_rels/document.xml.rels",
    }
    assert 'w:instr="PAGE"' in packages.parts_of(clean)["word/header.xml"].decode()
    assert 'w:w="12240"' in document(clean)


def test_clean_file_says_the_same_when_it_is_cleaned_again():
    clean = cleaned(TELLING)
    assert cleaned(TELLING) == clean
    assert document(cleaned(clean)) == document(clean)


def test_looks_stay():
    body = paragraph(
        run("bold", "<w:b/>"), run("not", '<w:b w:val="0"/><w:u w:val="single"/>'),
        run("raised", '<w:vertAlign w:val="superscript"/>'), run("big", "<w:caps/>"),
        look='<w:ind w:left="1134"/><w:jc w:val="center"/>',
    )  # fmt: skip
    clean = document(cleaned(word(body)))
    assert '<w:b/></w:rPr><w:t xml:space="preserve">bold' in clean
    assert '<w:rPr><w:u w:val="single"/></w:rPr><w:t xml:space="preserve">not' in clean
    assert 'superscript"/></w:rPr><w:t xml:space="preserve">raised' in clean
    assert '<w:caps/></w:rPr><w:t xml:space="preserve">big' in clean
    assert '<w:ind w:left="1134"/><w:jc w:val="center"/>' in clean


def test_a_section_has_the_header_of_the_one_before_and_the_first_says_the_page():
    first = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rIdHeader"/>'
        '<w:pgSz w:w="12240" w:h="15840"/></w:sectPr>'
    )
    last = '<w:sectPr><w:pgSz w:w="15840" w:h="12240" w:orient="landscape"/></w:sectPr>'
    header = f"<w:hdr {SPACES}>{paragraph(run('Letters'))}</w:hdr>"
    clean = cleaned(
        word(paragraph(run("x"), look=first) + paragraph(run("y")) + last, header1=header)
    )
    assert words_of_word(clean).splitlines() == ["x", "y", "Letters"]
    assert '<w:pgSz w:w="12240" w:h="15840"/>' in document(clean)


@pytest.mark.parametrize(
    ("own", "told"), [("", 'w:left="1440"'), ('<w:ind w:left="2000"/>', 'w:left="2000"')]
)
def test_a_list_stands_as_far_from_the_margin_as_it_says(own, told):
    numbering = (
        '<w:abstractNum w:abstractNumId="4"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:pPr>'
        '<w:ind w:left="1440"/></w:pPr></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="4"/></w:num>'
    )
    look = f'<w:numPr><w:numId w:val="1"/></w:numPr>{own}'
    clean = cleaned(word(paragraph(run("x"), look=look), numbering=numbering))
    assert f'<w:ind {told} w:hanging="567"/>' in document(clean)


def test_headings_stay_whatever_their_style_is_called():
    styles = (
        f'<w:style w:type="paragraph" w:styleId="{CANARY}"><w:pPr><w:outlineLvl w:val="1"/></w:pPr>'
        "</w:style>"
    )
    body = paragraph(run("Letters"), look=f'<w:pStyle w:val="{CANARY}"/>')
    assert '<w:pStyle w:val="Heading2"/>' in document(cleaned(word(body, styles)))


def test_numbers_of_lists_are_words():
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:numFmt w:val="{format}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for level, format, text in ((0, "decimal", "第%1条"), (1, "lowerRoman", "%1.%2"))
    )
    numbering = (
        f'<w:abstractNum w:abstractNumId="4">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="4"/></w:num>'
    )
    body = "".join(
        paragraph(run("x"), look=f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="1"/></w:numPr>')
        for at in (0, 1, 1, 0, 1)
    )
    lines = words_of_word(cleaned(word(body, numbering=numbering))).splitlines()
    assert lines == ["第1条x", "1.ix", "1.iix", "第2条x", "2.ix"]


@pytest.mark.parametrize(
    ("count", "format", "written"),
    [(4, "upperRoman", "IV"), (28, "lowerLetter", "bb"), (7, "decimalZero", "07"), (3, "x", "3")],
)
def test_numerals_are_those_of_word(count, format, written):
    assert numeral(count, format) == written


def test_picture_is_cropped_for_good():
    crop = '<a:srcRect l="50000" b="50000"/>'
    clean = packages.parts_of(cleaned(word(paragraph(picture(crop=crop)))))
    assert "srcRect" not in clean["word/document.xml"].decode()
    with Image.open(BytesIO(clean["word/media/1.jpg"])) as seen:
        assert seen.size == (32, 24)
        assert seen.convert("RGB").getpixel((5, 5))[2] > 200  # blue, where red was beside it


@pytest.mark.parametrize("place", [each for each in PICTURES if each.startswith(("jpeg", "png"))])
def test_pictures_say_nothing_either(place):
    parts = packages.parts_of(word(paragraph(picture(name="x"))))
    parts["word/media/kim.jpg"] = PICTURES[place][1]()
    assert not leaks(cleaned(packages.packed(parts)))


@pytest.mark.parametrize("place", HIDING)
def test_what_nobody_sees_is_named(place):
    with pytest.raises(Refused, match=f"The words “{CANARY}” are hidden"):
        cleaned(word(HIDING[place], STYLES, footnotes=NOTES))


def test_hidden_picture_and_row_are_named():
    look = "<w:r><w:rPr><w:vanish/></w:rPr><w:drawing>"
    with pytest.raises(Refused, match="A picture or note is hidden"):
        cleaned(word(paragraph(picture().replace("<w:r><w:drawing>", look))))
    row = f"<w:tr><w:trPr><w:hidden/></w:trPr><w:tc>{paragraph(run('x'))}</w:tc></w:tr>"
    with pytest.raises(Refused, match="row of a table in this file is hidden"):
        cleaned(word(f"<w:tbl>{row}</w:tbl>"))


def test_what_is_seen_in_spite_of_its_colour_is_taken():
    seen = [
        paragraph(run("x", '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="000080"/>')),
        paragraph(run("x", '<w:highlight w:val="yellow"/>')),
        paragraph(run("x"), look='<w:shd w:val="clear" w:fill="000000"/>'),  # Word turns it white
        paragraph(run("  ", "<w:vanish/>")),
        paragraph(run("x", '<w:vanish w:val="0"/>'), look='<w:pStyle w:val="child"/>'),
    ]
    for body in seen:
        assert cleaned(word(body, STYLES))


@pytest.mark.parametrize(
    "body",
    [
        f'<w:p><w:r><mc:AlternateContent xmlns:mc="{MC}"/></w:r></w:p>',
        "<w:p><w:r><w:pict/></w:r></w:p>",
        "<w:p><w:r><w:object/></w:r></w:p>",
        '<w:altChunk r:id="x"/>',
        paragraph(run("x"), look='<w:framePr w:y="-9000"/>'),
        paragraph(picture(extra="<wp:anchor><wp:wrapNone/>", end="</wp:anchor>")),
        paragraph(picture().replace("pic:pic", "a:chart")),
    ],
)
def test_what_may_cover_words_is_refused_in_a_sentence(body):
    with pytest.raises(Refused, match="shapes, text boxes, charts"):
        cleaned(word(body))


@pytest.mark.parametrize("unknown", ["<x:y/>", "<w:new/>", "<w:p><x:y/></w:p>"])
def test_what_no_list_knows_is_refused_in_a_sentence(unknown):
    with pytest.raises(Refused, match="cannot be cleaned, a formula or a form"):
        cleaned(word(unknown))


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", TELLING[:-100],
     word("").replace(b"word/document", b"word/dokument"),
     word("", root='<!DOCTYPE x [<!ENTITY y "z">]>')],
)  # fmt: skip
def test_a_damaged_file_is_refused_in_a_sentence(content):
    with pytest.raises(Refused, match="damaged or protected"):
        cleaned(content)


def test_fields_within_the_code_of_others_are_not_seen():
    nested = field("IF ", run("seen"))
    inside = nested.replace("IF ", f"IF </w:instrText></w:r>{run(CANARY)}<w:r><w:instrText>")
    assert words_of_word(cleaned(word(paragraph(inside)))).strip() == "seen"


def test_words_in_cells_that_others_cover_are_named():
    rows = "".join(
        f"<w:tr><w:tc><w:tcPr><w:vMerge{how}/></w:tcPr>{paragraph(run('x'))}</w:tc></w:tr>"
        for how in (' w:val="restart"', "")
    )
    with pytest.raises(Refused, match="cells that others cover"):
        cleaned(word(f"<w:tbl>{rows}</w:tbl>"))


texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), max_size=20)


@settings(max_examples=40, deadline=None)
@given(texts=st.lists(texts, min_size=1, max_size=5))
def test_every_word_stays_and_none_becomes_markup(texts):
    body = "".join(paragraph(run(text), run("hidden by nothing")) for text in texts)
    assert words_of_word(cleaned(word(body))).split("\n") == [
        f"{text}hidden by nothing" for text in texts
    ]


def test_secret_in_a_table_style_is_named():
    styles = STYLES.replace('"parent"', '"table"').replace('"paragraph"', '"table"', 1)
    look = '<w:tblPr><w:tblStyle w:val="table"/></w:tblPr>'
    cell = f"<w:tc>{paragraph(run(CANARY))}</w:tc>"
    with pytest.raises(Refused, match="are hidden"):
        cleaned(word(f"<w:tbl>{look}<w:tr>{cell}</w:tr></w:tbl>", styles))
