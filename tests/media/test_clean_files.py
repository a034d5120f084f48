"""`clean_files` cleans stored files by today's rules."""

from io import StringIO

from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command

from media.models import CustomDocument, CustomImage
from media.renditions import public_rendition
from tests.media.pdf_parts import pdf
from tests.media.planted import PICTURES, WORD, leaks
from tests.media.planted_pdf_words import HIDDEN_WORDS
from tests.media.planted_word import TELLING


def clean_files(**options):
    output = StringIO()
    try:
        call_command("clean_files", stdout=output, **options)
    except CommandError as error:
        output.write(str(error))
    return output.getvalue()


def store_uncleaned(row, content):
    """Put this in place of the clean copy, as if it had been made by rules of long ago."""
    name = row.file.storage.save(row.file.name, ContentFile(content))
    type(row).objects.filter(pk=row.pk).update(file=name, file_hash="")


def test_copies_are_made_anew_once_and_originals_stay(
    make_image, make_document, content_of, private_files, django_capture_on_commit_callbacks
):
    image, document = make_image(PICTURES["jpeg exif"][1]()), make_document()
    originals = {image.original.name, document.original.name}
    with django_capture_on_commit_callbacks(execute=True):
        public_rendition(image, "width-32")
        for row in (image, document):
            store_uncleaned(row, WORD)
        assert clean_files().count("cleaned anew") == 2
    for row in (image, document):
        row.refresh_from_db()
        assert not leaks(content_of(row.file))
    assert {image.original.name, document.original.name} == originals
    assert not image.public_renditions.exists()
    assert clean_files().count("as it was") == 2
    assert clean_files(after=image.pk + document.pk) == ""


def test_what_is_refused_by_now_is_private_until_it_can_be_cleaned(client, make_document):
    document = make_document()
    store_uncleaned(document, WORD)
    document.original.storage.delete(document.original.name)
    document.original.storage.save(
        document.original.name, ContentFile(pdf(HIDDEN_WORDS["under a box"]))
    )
    printed = clean_files()
    assert f"file {document.pk}: Page 1 has words that nobody sees" in printed
    assert "1 are refused" in printed
    document.refresh_from_db()
    assert client.get(document.url).status_code == 404
    document.is_facsimile = True
    document.save()
    assert b"".join(client.get(document.url).streaming_content).startswith(b"%PDF")


def test_a_lost_original_is_reported_and_stops_nothing(make_image, make_document):
    image, document = make_image(), make_document()
    image.original.storage.delete(image.original.name)
    printed = clean_files()
    assert f"image {image.pk}: the original cannot be read" in printed
    assert f"file {document.pk}: as it was" in printed
    assert CustomImage.objects.get().has_clean_copy
    assert CustomDocument.objects.get().has_clean_copy


def test_file_that_nobody_could_get_is_reviewed_when_readers_can(make_document, client):
    document = make_document(TELLING, name="letter.docx")
    document.file.storage.delete(document.file.name)
    name = document.file.storage.save(document.file.name, ContentFile(b""))
    rows = CustomDocument.objects.filter(pk=document.pk)
    rows.update(file=name, file_hash="", file_size=0, has_clean_copy=False)
    assert "cleaned anew" in clean_files()
    document.refresh_from_db()
    assert document.has_clean_copy
    assert (document.review, document.is_cleared) == ("unreviewed", False)
    assert client.get(document.url).status_code == 404
