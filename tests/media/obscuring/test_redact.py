"""What is redacted in a PDF is gone from what readers get, as another library reads it again."""

import orjson
import pikepdf
import pypdfium2
import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from wagtail.models import ModelLogEntry

from media.cleaning.pdf import Region, clean_pdf, regions, rewriting
from media.models import CustomDocument
from tests.media.cleaning.test_pdf import objects
from tests.media.pdf_parts import draw, pdf, picture_of, words_in
from tests.media.planted import CANARY, WORD, exif, leaks, saved, scene

HEIGHT, SCALE = 100, 150 / 72  # of a planted page, in units of 1/72 inch
LINE = Region(1, 0, 30, 417, 40)  # of 417 by 209 dots: the upper part, with the canary's line


def plant(document):
    """The canary as words, in a picture, a link, a bookmark and a structure, above another word."""
    draw(document, b"q 64 0 0 20 100 65 cm /Im0 Do Q BT /F1 12 Tf 5 72 Td (%s) Tj ET" % WORD)
    page = document.pages[0]
    page.Contents = pikepdf.Array(
        [page.Contents, document.make_stream(b"0 g BT /F1 12 Tf 5 10 Td (river) Tj ET")]
    )
    photograph = saved(scene(), "JPEG", exif=exif())
    page.Resources.XObject = pikepdf.Dictionary(
        Im0=picture_of(document, photograph, Filter=pikepdf.Name.DCTDecode)
    )
    page.Annots = pikepdf.Array([document.make_indirect(pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[5, 70, 90, 84],
        A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI=f"https://example.org/{CANARY}"),
    ))])  # fmt: skip
    document.Root.StructTreeRoot = pikepdf.Dictionary(
        K=pikepdf.Dictionary(S=pikepdf.Name.P, Pg=page.obj, ActualText=CANARY, K=0)
    )
    with document.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(CANARY, 0))
    other = document.pages[1]
    other.Resources = page.Resources
    other.Contents = document.make_stream(b"BT /F1 12 Tf 5 20 Td (mountain) Tj ET")


@pytest.fixture
def content():
    return pdf(plant, pages=2)


@pytest.fixture
def document(committed, make_document, content):
    return committed(lambda: make_document(content))


@pytest.fixture
def door(admin_client, document):
    address = reverse("media_redact", args=[document.pk, 1])

    def post(**data):
        return admin_client.post(address, data, follow=True).text

    return post


def words(content):
    with pypdfium2.PdfDocument(content) as document:
        return [page.get_textpage().get_text_range().strip() for page in document]


def test_a_region_is_gone_from_what_readers_get_and_all_comes_back_from_the_original(
    committed, door, document, content, content_of, client, admin_client
):
    before = b"".join(client.get(document.url).streaming_content)
    assert leaks(objects(before))
    row = dict(zip(("x", "y", "width", "height"), LINE[1:], strict=True)) | {"fill": "solid"}
    assert "Nothing is left" in committed(lambda: door(regions=orjson.dumps([row]).decode()))
    after = b"".join(client.get(document.url).streaming_content)
    assert not leaks(after)
    assert not leaks(objects(after))
    assert words(after) == ["", "mountain"]
    assert words_in(after, 1, (0, 60, 200, 90)) == ""
    stored = CustomDocument.objects.get()
    assert (stored.review, stored.obscured_regions) == ("nobody", [list(LINE)])
    assert content_of(stored.original) == content
    assert ModelLogEntry.objects.filter(action="media.obscure").count() == 1
    picture = admin_client.get(reverse("media_page_picture", args=[document.pk, 1]))
    assert picture["Content-Type"] == "image/png"
    committed(lambda: door(regions=orjson.dumps([row | {"y": 150}]).decode()))
    assert len(CustomDocument.objects.get().obscured_regions) == 2
    committed(lambda: door(show_again="1"))
    stored = CustomDocument.objects.get()
    assert (stored.review, stored.obscured_regions) == ("unreviewed", [])
    assert CANARY in words(content_of(stored.file))[0]


@pytest.mark.parametrize("regions", ["", "{}", '[{"x": 0, "y": 0, "width": 900, "height": 1}]'])
def test_what_is_no_region_changes_nothing(door, document, regions):
    assert "These are no regions" in door(regions=regions)
    assert CustomDocument.objects.get().file_hash == document.file_hash


def test_a_page_is_drawn_in_a_process_of_its_own_or_refused_in_a_sentence(
    admin_client, document, settings
):
    settings.CLEANING_SECONDS = 30
    shown = admin_client.get(reverse("media_redact", args=[document.pk, 1]))
    assert shown.context["picture"].size == (417, 209)
    settings.CLEANING_MEMORY = 1  # beside what the libraries have taken, and left free
    refused = admin_client.get(reverse("media_redact", args=[document.pk, 1]), follow=True)
    assert refused.redirect_chain[-1][0] == reverse("wagtaildocs:edit", args=[document.pk])
    assert "takes more memory or time" in refused.text
    picture = reverse("media_page_picture", args=[document.pk, 1])
    assert admin_client.get(picture).status_code == 404


def test_who_may_not_review_neither_sees_nor_redacts(client, document, django_user_model):
    client.force_login(django_user_model.objects.create_user("writer"))
    for name in ("media_redact", "media_page_picture"):
        assert client.get(reverse(name, args=[document.pk, 1])).status_code in (302, 403)


def test_another_file_has_no_regions(committed, document):
    document.obscured_regions = [list(LINE)]
    committed(document.save)
    document.file.save("other.pdf", ContentFile(pdf(plant, pages=3)), save=False)
    document.save()
    assert CustomDocument.objects.get().obscured_regions == []


def test_the_same_file_uploaded_again_stays_redacted_whatever_makes_its_copy_anew(
    committed, document, content, content_of
):
    document.obscured_regions = [list(LINE)]
    committed(document.save)
    document.file.save("again.pdf", ContentFile(content), save=False)
    committed(document.save)
    stored = CustomDocument.objects.get()
    assert (stored.review, stored.obscured_regions) == ("unreviewed", [list(LINE)])
    stored.clean_anew()
    stored.is_facsimile = True
    committed(stored.save)
    stored.is_facsimile = False
    committed(stored.save)
    assert not leaks(content_of(CustomDocument.objects.get().file))


def test_words_under_a_box_may_be_redacted_instead_of_drawn(make_document):
    def boxed(new):
        draw(new, b"BT /F1 12 Tf 5 72 Td (%s) Tj ET 0 g 0 60 200 40 re f" % WORD)

    with pytest.raises(ValidationError, match="words that nobody sees"):
        make_document(pdf(boxed))
    assert not leaks(objects(clean_pdf(pdf(boxed), regions=[LINE])))


@pytest.mark.parametrize("as_pictures", [False, True])
@settings(max_examples=15, deadline=None)
@given(
    x=st.integers(0, 300), y=st.integers(0, 150),
    width=st.integers(1, 100), height=st.integers(1, 50), turn=st.sampled_from([0, 90, 270]),
)  # fmt: skip
def test_whatever_is_drawn_over_is_black_and_says_nothing(as_pictures, x, y, width, height, turn):
    def lines(new):
        page = new.pages[0]
        draw(new, b"BT /F1 9 Tf 10 TL 2 90 Td " + b"(%s) ' " % (b"river " * 12) * 9 + b"ET")
        page.Rotate = turn

    region = Region(1, x, y, width, height)
    if turn:
        region = Region(1, y, x, height, width)
    after = clean_pdf(pdf(lines), as_pictures, [region])
    assert words(after) == [""]
    with pypdfium2.PdfDocument(after) as document:
        [picture] = document[0].get_objects()
        pixels = picture.get_bitmap().to_pil().convert("L")
    box = (region.x, region.y, region.x + region.width, region.y + region.height)
    assert pixels.crop(box).getextrema()[1] <= regions.DARK


def test_what_is_not_gone_is_refused(monkeypatch, content):
    monkeypatch.setattr(rewriting, "put_pictures", lambda *_arguments: None)
    with pytest.raises(rewriting.Refused, match="could not be taken out"):
        clean_pdf(content, regions=[LINE])
