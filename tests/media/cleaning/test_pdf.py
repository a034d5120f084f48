"""PDFs: bytes in, clean bytes out, or a refusal."""

from contextlib import suppress
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, OutlineItem
from PIL import Image

from media.cleaning.pdf import clean_pdf
from media.cleaning.refused import Refused
from tests.media.pdf_parts import draw, pdf, picture_of, show, words_in
from tests.media.planted import CANARY, WORD, inflated, leaks, saved, scene
from tests.media.planted_pdf_fonts import (
    ALIKE,
    LETTERS,
    NO_GLYPHS,
    composite,
    glyphs_of_nothing,
    named_otherwise,
)
from tests.media.planted_pdf_pictures import (
    COVERED,
    COVERED_INSIDE,
    ERASED,
    PUT,
    in_a_pattern,
    in_strips,
    mask,
    on_a_page,
    packed_scene,
)
from tests.media.planted_pdf_words import HIDDEN_WORDS, UNREADABLE_WORDS, pending_redaction
from tests.media.planted_pdfs import DOCUMENTS, plant_packed_picture_exif, plant_scripts


def opened(content):
    return pikepdf.open(BytesIO(content))


def objects(content):
    """All that a reader could find in a PDF, streams unpacked."""
    with opened(content) as document:
        parts = [document.trailer.unparse(resolved=False)]
        for entry in document.objects:
            if isinstance(entry, pikepdf.Stream):
                parts += [entry.stream_dict.unparse(resolved=True), entry.read_raw_bytes()]
                with suppress(pikepdf.PdfError):  # packed as a picture
                    parts.append(entry.read_bytes(pikepdf.StreamDecodeLevel.specialized))
            else:
                parts.append(entry.unparse(resolved=True))
    return b"\n".join(parts)


@pytest.mark.parametrize("place", DOCUMENTS)
def test_nothing_comes_along(place):
    content = DOCUMENTS[place]()
    assert leaks(content) or leaks(objects(content))
    clean = clean_pdf(content)
    assert not leaks(clean)
    assert not leaks(objects(clean))


# Readers draw a sign for a comment themselves; the words of a field become words of the page.
# PDFium takes no notice of what a layer is for, and copies what it is told to.
LOOK_OTHERWISE = {
    *("author of a comment", "signer", "layer hidden by its use", "words for copying", "structure"),
}


@pytest.mark.parametrize("place", sorted({*DOCUMENTS} - LOOK_OTHERWISE))
def test_the_page_looks_and_reads_as_before(place):
    content = DOCUMENTS[place]()
    assert seen(clean_pdf(content)) == seen(content)


def seen(content):
    """The first page as another library draws it, and the words that it reads there."""
    with pypdfium2.PdfDocument(content) as document:
        document.init_forms()
        page = document[0]
        look = page.render(scale=1).to_pil().convert("RGB").tobytes()
        return look, page.get_textpage().get_text_range().replace(CANARY, "")


def test_pixels_of_a_packed_picture_stay():
    def pixels(content):
        with opened(content) as document:
            [picture] = document.pages[0].Resources.XObject.values()
            return pikepdf.PdfImage(picture).as_pil_image().tobytes()

    content = pdf(plant_packed_picture_exif)
    assert pixels(clean_pdf(content)) == pixels(content)


@pytest.mark.parametrize("kind", ERASED)
def test_what_a_mask_hides_of_a_picture_is_gone(kind):
    content = pdf(lambda document: show(document, ERASED[kind](document)))
    clean = clean_pdf(content)
    assert average(seen(content)[0], seen(clean)[0]) < 1  # a JPEG is packed anew
    for each, is_red in ((content, True), (clean, False)):
        assert (dots_of(each).getpixel((5, 5))[0] > 200) == is_red
    assert dots_of(clean).getpixel((60, 40))[2] > 200


def dots_of(content):
    with opened(content) as document:
        [picture] = document.pages[0].Resources.XObject.values()
        if picture.get("/Filter") in (Name.DCTDecode, Name.JPXDecode):
            return Image.open(BytesIO(picture.read_raw_bytes())).convert("RGB")
        step = picture.BitsPerComponent // 8
        return Image.frombytes("RGB", (64, 48), picture.read_bytes()[::step])


def average(before, after):
    return sum(abs(a - b) for a, b in zip(before, after, strict=True)) / len(before)


@pytest.mark.parametrize("kind", COVERED)
def test_what_no_page_shows_of_a_picture_is_gone(kind):
    content = pdf(COVERED[kind])
    clean = clean_pdf(content)
    assert average(seen(content)[0], seen(clean)[0]) < 1
    for each, is_red in ((content, True), (clean, False)):
        pictures = dots_of_all(each)
        assert (pictures[0].getpixel((5, 5))[0] > 200) == is_red
        assert pictures[0].getpixel((60, 40))[2] > 200


@pytest.mark.parametrize("kind", COVERED_INSIDE)
def test_what_no_page_shows_of_a_picture_inside_of_a_pattern_mask_or_glyph_is_gone(kind):
    content = pdf(COVERED_INSIDE[kind])
    clean = clean_pdf(content)
    assert average(seen(content)[0], seen(clean)[0]) < 1
    dots = the_dots(clean)
    assert dots.getpixel((5, 5)) == (0, 0, 0)
    assert dots.getpixel((60, 40)) == scene().getpixel((60, 40))


def the_dots(content):
    with opened(content) as document:
        [picture] = [
            value
            for value in document.objects
            if isinstance(value, pikepdf.Stream) and value.get("/Subtype") == Name.Image
        ]
        return Image.frombytes("RGB", (64, 48), picture.read_bytes())


def test_a_picture_that_a_pattern_shows_in_parts_stays_whole():
    """Each part of it somewhere, on one page or another."""

    def plant(document):
        in_a_pattern(document, area=b"0 0 64 24")
        page = document.pages[1].obj
        page.Resources = document.pages[0].Resources
        page.Contents = document.make_stream(b"/Pattern cs /P0 scn 0 24 32 24 re 96 72 32 24 re f")

    content = pdf(plant, pages=2)
    assert the_dots(clean_pdf(content)).tobytes() == scene().tobytes()


def test_what_a_box_hides_of_a_picture_in_strips_is_gone():
    content = pdf(in_strips)
    clean = clean_pdf(content)
    assert seen(content) == seen(clean)
    with opened(clean) as document:
        rows = {name: row.read_bytes() for name, row in document.pages[0].Resources.XObject.items()}
    assert sum(row[:3] == b"\xff\0\0" for row in rows.values()) <= 3  # beside the edge
    assert sum(any(row) for row in rows.values()) >= 24


def test_a_picture_that_is_seen_through_another_stays():
    def plant(document):
        on_a_page(document, PUT + b"q 64 0 0 48 0 0 cm /Im1 Do Q")
        half = mask(document)
        half.write(b"\x80" * 64 * 48)
        glass = picture_of(document, b"\0\xff\0" * 64 * 48, SMask=half)
        document.pages[0].Resources.XObject.Im1 = glass

    content = pdf(plant)
    with opened(clean_pdf(content)) as document:
        pictures = document.pages[0].Resources.XObject.values()
        assert scene().tobytes() in [picture.read_bytes() for picture in pictures]


def test_a_box_over_a_picture_in_the_content_hides_nothing():
    inline = b"q 64 0 0 48 0 0 cm BI /W 64 /H 48 /CS /RGB /BPC 8 ID %s EI Q" % scene().tobytes()
    clean = clean_pdf(pdf(lambda document: on_a_page(document, inline + b" 0 24 64 24 re f")))
    [picture] = dots_of_all(clean)
    assert picture.getpixel((5, 5)) == (0, 0, 0)
    assert picture.getpixel((5, 40)) == (0, 0, 255)


def dots_of_all(content):
    """The pictures of a document, the scene first."""
    with opened(content) as document:
        pictures = [
            pikepdf.PdfImage(value).as_pil_image().convert("RGB")
            for value in document.objects
            if isinstance(value, pikepdf.Stream) and value.get("/Subtype") == Name.Image
        ]
    return sorted(pictures, key=lambda each: -each.getpixel((60, 40))[2])


def test_a_picture_that_is_seen_whole_is_packed_as_it_was():
    data = saved(scene(), "JPEG")

    def plant(document):
        view = mask(document)
        view.write(b"\xff" * 64 * 48)
        show(document, picture_of(document, data, Filter=Name.DCTDecode, SMask=view))

    with opened(clean_pdf(pdf(plant))) as document:
        assert document.pages[0].Resources.XObject.X0.read_raw_bytes() == data


def test_colours_of_a_jpeg_that_are_not_painted_are_refused():
    def plant(document):
        key = [0, 255, 0, 255, 0, 100]
        show(document, packed_scene(document, "JPEG", Mask=key))

    with pytest.raises(Refused, match="cannot be cleaned here"):
        clean_pdf(pdf(plant))


def test_a_second_picture_in_a_jpeg_2000_is_gone():
    def plant(document):
        first, second = (
            saved(picture, "JPEG2000") for picture in (scene(), Image.new("RGB", (64, 48), "red"))
        )
        data = first + second[second.index(b"jp2c") - 4 :]
        show(document, picture_of(document, data, Filter=Name.JPXDecode))

    content = pdf(plant)
    with opened(clean_pdf(content)) as document:
        assert document.pages[0].Resources.XObject.X0.read_raw_bytes().count(b"jp2c") == 1
    assert seen(clean_pdf(content)) == seen(content)


def test_what_a_picture_says_to_who_reads_by_ear_stays():
    with opened(clean_pdf(DOCUMENTS["structure"]())) as document:
        [figure] = document.Root.StructTreeRoot.K
        assert (str(figure.S), str(figure.Alt)) == ("/Figure", "A red square")
        assert figure.Pg.objgen == document.pages[0].obj.objgen
        assert list(document.pages[0].obj.keys()).count("/StructParents") == 1
        assert b"/Span" in document.pages[0].Contents.read_bytes()


def test_a_link_leads_where_it_led_and_a_field_is_part_of_the_page():
    with opened(clean_pdf(DOCUMENTS["name of a destination"]())) as document:
        [link] = document.pages[0].Annots
        assert link.Dest[0].objgen == document.pages[0].obj.objgen
    with opened(clean_pdf(DOCUMENTS["signer"]())) as document:
        assert "/AcroForm" not in document.Root
        assert list(document.pages[0].get("/Annots", [])) == []
    assert seen(clean_pdf(DOCUMENTS["signer"]()))[1].strip() == "Kim"


def test_outlines_and_links_to_the_web_stay():
    def plant(document):
        with document.open_outline() as outline:
            chapter = OutlineItem("Chapter", 0)
            chapter.children.append(OutlineItem("Verse", 1))
            outline.root += [chapter, OutlineItem("End", 1)]
        action = Dictionary(S=Name.URI, URI="https://example.org/")
        document.pages[0].Annots = Array(
            [Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=action)]
        )

    with opened(clean_pdf(pdf(plant, pages=2))) as document:
        with document.open_outline() as outline:
            titles = [
                (item.title, [child.title for child in item.children]) for item in outline.root
            ]
        assert titles == [("Chapter", ["Verse"]), ("End", [])]
        assert str(document.pages[0].Annots[0].A.URI) == "https://example.org/"


@pytest.mark.parametrize("place", HIDDEN_WORDS)
def test_words_that_nobody_sees_are_named_and_left_out_of_pictures_of_pages(place):
    content = pdf(HIDDEN_WORDS[place])
    with pytest.raises(Refused, match=f"Page 1 has words that nobody sees.*{CANARY}"):
        clean_pdf(content)
    pictures = clean_pdf(content, as_pictures=True)
    assert not leaks(pictures)
    assert words_in(pictures, 1, (0, 0, 200, 100)) == ""
    assert words_in(content, 1, (0, 60, 200, 90)).strip() == CANARY


@pytest.mark.parametrize("place", UNREADABLE_WORDS)
def test_words_that_no_other_library_reads_are_refused(place):
    content = pdf(UNREADABLE_WORDS[place])
    with pytest.raises(Refused, match=r"cannot be cleaned here.*Pictures of its pages"):
        clean_pdf(content)
    assert not leaks(clean_pdf(content, as_pictures=True))


@pytest.mark.parametrize(
    "plant",
    [composite(LETTERS, ""), composite(LETTERS, LETTERS, NO_GLYPHS), glyphs_of_nothing],
)
def test_letters_that_are_drawn_as_nothing_are_named(plant):
    with pytest.raises(Refused, match=f"words that nobody sees.*{CANARY}"):
        clean_pdf(pdf(plant))
    assert CANARY in words_in(clean_pdf(pdf(composite(LETTERS, LETTERS))), 1, (0, 0, 200, 100))


@pytest.mark.parametrize("plant", [composite(LETTERS, LETTERS, ALIKE), named_otherwise])
def test_letters_that_are_told_as_others_are_refused(plant):
    with pytest.raises(Refused, match=r"cannot be cleaned here.*Pictures of its pages"):
        clean_pdf(pdf(plant))
    assert not leaks(clean_pdf(pdf(plant), as_pictures=True))


def test_a_font_whose_table_of_letters_is_broken_is_taken_as_viewers_take_it():
    def plant(document):
        composite(LETTERS, LETTERS)(document)
        [font] = document.pages[0].Resources.Font.F2.DescendantFonts
        program = font.FontDescriptor.FontFile2
        content = bytearray(program.read_bytes())
        place = TTFont(BytesIO(content)).reader.tables["cmap"].offset
        content[place + 2 : place + 4] = b"\xff\xff"  # so many tables are not there
        program.write(bytes(content))

    content = pdf(plant)
    assert seen(clean_pdf(content)) == seen(content)


def test_numbers_of_glyphs_that_the_font_has_not_are_gone():
    numbers = b"".join(code.to_bytes(2, "big") for code in range(len(LETTERS) + 1))
    content = pdf(composite(LETTERS, LETTERS, numbers + WORD * 2))
    clean = clean_pdf(content)
    assert WORD in objects(content)
    assert WORD not in objects(clean)
    assert seen(clean) == seen(content)


def test_spaces_and_scaled_letters_are_read():
    def plant(document):
        spaces = b"BT /F1 0 Tf (  ) Tj [( ) 3] TJ ET "
        small = b"q 0.001 0 0 0.001 9 9 cm BT /F1 12000 Tf 50 Tz (river) Tj ET Q"
        draw(document, spaces + small)

    assert "river" in words_in(clean_pdf(pdf(plant)), 1, (0, 0, 200, 100))


def test_words_of_a_scan_that_lie_on_what_it_shows_stay():
    def plant(document):
        draw(document, b"BT /F1 12 Tf 20 70 Td (river) Tj 3 Tr 0 0 Td (river) Tj ET")

    with opened(clean_pdf(pdf(plant))) as document:
        assert document.pages[0].Contents.read_bytes().count(b"(river)") == 2


@pytest.mark.parametrize("as_pictures", [False, True])
def test_a_redaction_that_was_never_applied_is_refused(as_pictures):
    with pytest.raises(Refused, match="Page 1 has words that are marked to be blacked out"):
        clean_pdf(pdf(pending_redaction), as_pictures)


def test_what_no_list_knows_is_refused_and_leads_to_pictures_of_pages():
    def plant(document):
        draw(document, b"/C1 cs", ColorSpace={"/C1": Array([Name.Maker, Name.DeviceRGB])})

    with pytest.raises(Refused, match=r"cannot be cleaned here.*Pictures of its pages"):
        clean_pdf(pdf(plant))
    with opened(clean_pdf(pdf(plant), as_pictures=True)) as document:
        assert len(document.pages) == 1


def test_nothing_runs():
    clean = clean_pdf(pdf(plant_scripts))
    for word in (b"JavaScript", b"OpenAction", b"/AA", b"/XFA"):
        assert word not in objects(clean)
        assert all(word not in part for part in inflated(clean))


def test_pages_stay_in_number():
    with opened(clean_pdf(pdf(pages=3))) as document:
        assert len(document.pages) == 3


def test_the_same_document_gives_the_same_bytes():
    content = DOCUMENTS["information"]()
    assert clean_pdf(content) == clean_pdf(content)


@pytest.mark.parametrize("user", ["", "secret"])
def test_protected_document_is_refused(user):
    content = pdf(encryption=pikepdf.Encryption(owner="owner", user=user))
    with pytest.raises(Refused, match="protected by a password"):
        clean_pdf(content)


@pytest.mark.parametrize("content", [b"", b"hello", b"%PDF-1.7\n%%EOF", pdf(pages=0), pdf()[:200]])
def test_broken_document_is_refused(content):
    with pytest.raises(Refused, match="damaged"):
        clean_pdf(content)
