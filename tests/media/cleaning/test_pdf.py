"""PDFs: bytes in, clean bytes out, or a refusal."""

from io import BytesIO

import pikepdf
import pytest

from media.cleaning.pdf import clean_pdf
from media.cleaning.refused import Refused
from tests.media.planted import inflated, leaks
from tests.media.planted_pdfs import (
    DOCUMENTS,
    pdf,
    plant_comment_author,
    plant_packed_picture_exif,
    plant_picture_exif,
    plant_scripts,
)


def opened(content):
    return pikepdf.open(BytesIO(content))


def objects(content):
    """All that a reader could find in a PDF, streams unpacked."""
    with opened(content) as document:
        parts = [document.trailer.unparse(resolved=False)]
        for entry in document.objects:
            parts.append(entry.unparse(resolved=False))
            if isinstance(entry, pikepdf.Stream):
                parts.append(entry.read_raw_bytes())
    return b"\n".join(parts)


@pytest.mark.parametrize("place", DOCUMENTS)
def test_nothing_comes_along(place):
    content = DOCUMENTS[place]()
    assert leaks(content) or leaks(objects(content))
    clean = clean_pdf(content)
    assert not leaks(clean)
    assert not leaks(objects(clean))


@pytest.mark.parametrize("place", DOCUMENTS)
def test_the_page_stays(place):
    with opened(clean_pdf(DOCUMENTS[place]())) as document:
        drawn = document.pages[0].Contents.read_bytes()
    assert b"re f" in drawn or b"/Im0 Do" in drawn


@pytest.mark.parametrize("plant", [plant_picture_exif, plant_packed_picture_exif])
def test_pixels_of_a_picture_stay(plant):
    def pixels(content):
        with opened(content) as document:
            picture = pikepdf.PdfImage(document.pages[0].Resources.XObject.Im0)
            return picture.as_pil_image().tobytes()

    content = pdf(plant)
    assert pixels(clean_pdf(content)) == pixels(content)


def test_words_of_a_comment_stay():
    with opened(clean_pdf(pdf(plant_comment_author))) as document:
        assert str(document.pages[0].Annots[0].Contents) == "See page 2"


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
