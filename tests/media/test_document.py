"""The document model: readers download a clean copy, through a view that checks permissions."""

import hashlib
from pathlib import PurePath

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Collection, CollectionViewRestriction

from media.models import CustomDocument
from tests.media.cleaning.test_pdf import objects, opened
from tests.media.cleaning.test_pictures import SVG
from tests.media.cleaning.test_sound import SOUND
from tests.media.pdf_parts import draw, pdf
from tests.media.planted import CANARY, leaks
from tests.media.planted_pdf_words import HIDDEN_WORDS
from tests.media.planted_pdfs import DOCUMENTS
from tests.media.planted_word import TELLING


def served(client, document):
    response = client.get(document.url)
    assert response.status_code == 200
    return response, b"".join(response.streaming_content)


def restrict(document, kind=CollectionViewRestriction.LOGIN):
    """Put the document below a restricted collection."""
    closed = Collection.get_first_root_node().add_child(name="Closed")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type=kind)
    document.collection = closed.add_child(name="Below")
    document.save()


@pytest.mark.once
@pytest.mark.parametrize("place", DOCUMENTS)
def test_what_is_served_does_not_tell(client, make_document, place):
    _, content = served(client, make_document(DOCUMENTS[place]()))
    assert not leaks(content)
    assert not leaks(objects(content))


def test_what_is_served_is_what_the_fields_say(client, make_document):
    document = make_document(DOCUMENTS["information"]())
    document.refresh_from_db()
    response, content = served(client, document)
    assert document.sha256 == hashlib.sha256(content).hexdigest()
    assert document.file_size == len(content)
    assert document.mime_type == response["Content-Type"] == "application/pdf"
    assert document.filename == "report.pdf"  # for those who work with it
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'"


def test_both_copies_are_private_and_the_original_untouched(
    make_document, public_files, private_files
):
    content = DOCUMENTS["xmp"]()
    document = make_document(content)
    assert public_files() == []
    assert content in [path.read_bytes() for path in private_files()]
    assert document.original_sha256 == hashlib.sha256(content).hexdigest()
    for file in (document.file, document.original):
        with pytest.raises(NotImplementedError):
            _ = file.url


def test_readers_get_pictures_of_pages_where_an_editor_ticks_it(
    client, make_document, private_files, django_capture_on_commit_callbacks
):
    document = make_document(pdf(lambda new: draw(new, b"BT /F1 12 Tf 80 50 Td (river) Tj ET")))
    with opened(served(client, document)[1]) as clean:
        assert b"river" in clean.pages[0].Contents.read_bytes()
    original = document.original.name
    for is_ticked in (True, False):
        document.is_facsimile = is_ticked
        with django_capture_on_commit_callbacks(execute=True):
            document.full_clean()
            document.save()
        _, content = served(client, document)
        assert (b"/DCTDecode" in objects(content), document.has_text) == (is_ticked, not is_ticked)
        assert document.sha256 == hashlib.sha256(content).hexdigest()
        assert (document.original.name, len(private_files())) == (original, 2)


def test_hidden_words_are_named_and_a_tick_takes_them_out(client, make_document):
    content = pdf(HIDDEN_WORDS["under a box"])
    with pytest.raises(ValidationError, match=f"Page 1 has words that nobody sees.*{CANARY}"):
        make_document(content)
    document = make_document(content, is_facsimile=True)
    assert not leaks(objects(served(client, document)[1]))
    document.is_facsimile = False
    with pytest.raises(ValidationError, match="words that nobody sees"):
        document.full_clean()
    with pytest.raises(ValidationError, match="words that nobody sees"):
        document.save()


@pytest.mark.parametrize("name", ["report", "other.pdf", "report.pdf.pdf", ""])
def test_number_alone_finds_nothing(client, make_document, name):
    document = make_document()
    missing = client.get(f"/documents/{document.pk + 1}/{name}")
    guessed = client.get(f"/documents/{document.pk}/{name}")
    assert guessed.status_code == missing.status_code == 404
    assert guessed.content == missing.content


@pytest.mark.parametrize("session", ["", "forged" * 4])
@pytest.mark.parametrize(
    "kind", [CollectionViewRestriction.LOGIN, CollectionViewRestriction.GROUPS]
)
def test_hidden_document_answers_as_a_missing_one(client, make_document, kind, session):
    document = make_document()
    restrict(document, kind)
    cookie = {"cookie": f"sessionid={session}"} if session else {}
    hidden = client.get(document.url, headers=cookie)
    client.cookies.clear()
    missing = client.get(f"/documents/{document.pk + 1}/report.pdf", headers=cookie)
    assert (hidden.status_code, hidden.content) == (404, missing.content)
    assert hidden.headers == missing.headers
    assert hidden.cookies == missing.cookies


def test_hidden_document_is_served_to_who_is_logged_in(client, make_document, django_user_model):
    document = make_document()
    restrict(document)
    client.force_login(django_user_model.objects.create_user("reader"))
    served(client, document)


def test_document_under_a_password_asks_for_it(client, make_document):
    document = make_document()
    restrict(document, CollectionViewRestriction.PASSWORD)
    response = client.get(document.url)
    assert not response.streaming
    assert "password" in response.content.decode()


def test_unchanged_document_is_not_sent_again(client, make_document):
    document = make_document()
    response, _ = served(client, document)
    again = client.get(document.url, headers={"if-none-match": response["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    ("header", "condition"), [("ETag", "If-None-Match"), ("Last-Modified", "If-Modified-Since")]
)
def test_no_header_names_an_encoding_that_there_is_not(client, make_document, header, condition):
    document = make_document()
    response, _ = served(client, document)
    unchanged = client.get(document.url, headers={condition: response[header]})
    assert unchanged.status_code == 304
    assert "Content-Encoding" not in response
    assert "Content-Encoding" not in unchanged


@pytest.mark.parametrize("name", ["연례 보고서.pdf", "年次報告書 2006.pdf", "x" * 300 + ".PDF"])
def test_name_of_any_script_and_length_is_served(client, make_document, name):
    document = make_document(name=name)
    assert document.filename.endswith(".pdf")
    assert len(document.filename) <= 64
    served(client, document)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("figures.csv", "year,won\n2006,900–950\n".encode()),
        ("手紙.txt", "拝啓".encode("iso-2022-jp")),
        ("testimony.mp3", SOUND),
    ],
)
def test_text_is_served_as_it_came(client, make_document, name, content):
    response, body = served(client, make_document(content, name=name))
    assert body == content
    assert response["Content-Disposition"].startswith("attachment")


def test_word_file_is_served_clean_for_saving(client, make_document):
    document = make_document(TELLING, name="kim.docx")
    response, body = served(client, document)
    assert not leaks(body)
    assert response["Content-Type"].endswith("wordprocessingml.document")
    assert response["Content-Disposition"] == f'attachment; filename="{document.public_name}"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert (document.page_count, document.has_text) == (None, True)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("page.html", b"<html></html>", "PDF, plain text, CSV"),
        ("picture.svg", SVG, "PDF, plain text, CSV"),
        ("table.xlsx", b"PK\x03\x04", "damaged or protected"),
        ("letter.docx", b"PK\x03\x04", "damaged or protected"),
        ("page.txt", b" <html></html>", "HTML or XML"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\0\0", "no plain text"),
        ("report.csv", DOCUMENTS["xmp"](), "no plain text"),
        ("report.pdf", b"hello", "damaged"),
    ],
)
def test_refused_document_leaves_nothing_behind(make_document, private_files, name, content, words):
    with pytest.raises(ValidationError, match=words):
        make_document(content, name=name)
    assert private_files() == []
    assert not CustomDocument.objects.exists()


def test_of_a_deleted_document_the_original_alone_is_kept(
    make_document, private_files, django_capture_on_commit_callbacks
):
    document = make_document()
    with django_capture_on_commit_callbacks(execute=True):
        document.delete()
    assert [path.name for path in private_files()] == [PurePath(document.original.name).name]
