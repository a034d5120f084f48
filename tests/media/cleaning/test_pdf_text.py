"""What is known of a document's content: its pages, and whether it has words."""

from importlib import import_module

import pikepdf
import pytest
from django.apps import apps
from django.db import connection

from media.cleaning import pdf_text
from media.cleaning.pdf import clean_pdf
from media.cleaning.pdf_text import pages_and_text
from media.models import CustomDocument
from tests.factories import global_id
from tests.media.pdf_parts import helvetica, pdf
from tests.media.planted_pdfs import plant_picture_xmp


def write(*operators):
    def plant(document):
        page = document.pages[-1]
        page.Contents = document.make_stream(b" ".join([b"/F1 12 Tf", *operators]))
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=helvetica()))

    return plant


def write_in_a_form(document):
    """In a form within a form, which draws itself as well."""
    of_form = {"Type": pikepdf.Name.XObject, "Subtype": pikepdf.Name.Form, "BBox": [0, 0, 9, 9]}
    inner = document.make_stream(b"BT (words) Tj ET", **of_form)
    outer = document.make_stream(b"/Inner Do", **of_form)
    outer.Resources = pikepdf.Dictionary(
        XObject=pikepdf.Dictionary(Inner=inner, Outer=document.make_indirect(outer))
    )
    document.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Outer=outer))
    document.pages[0].Contents = document.make_stream(b"/Outer Do")


@pytest.mark.parametrize("operator", [b"(words) Tj", b"[(words)] TJ", b"(words) '"])
def test_a_pdf_with_words_on_any_page_has_text(operator):
    content = pdf(write(b"BT", operator, b"ET"), pages=3)
    assert pages_and_text(clean_pdf(content), ".pdf") == (3, True)


def test_words_in_a_form_are_text():
    assert pages_and_text(clean_pdf(pdf(write_in_a_form)), ".pdf") == (1, True)


def test_a_scan_has_no_text():
    assert pages_and_text(clean_pdf(pdf(plant_picture_xmp)), ".pdf") == (1, False)


def test_too_much_drawing_is_not_read_for_a_text(monkeypatch):
    monkeypatch.setattr(pdf_text, "MOST", 1_000)
    assert pages_and_text(pdf(write(b"0 0 m " * 200)), ".pdf") == (1, None)


def test_a_page_that_cannot_be_read_says_nothing_of_text():
    assert pages_and_text(pdf(write(b"BT (never closed")), ".pdf") == (1, None)


@pytest.mark.parametrize(("content", "has_text"), [(b"Rice,900", True), (b" \n", False)])
def test_a_text_has_no_pages(content, has_text):
    assert pages_and_text(content, ".csv") == (None, has_text)


QUERY = "query ($id: ID!) { node(id: $id) { ... on Document { pageCount hasText } } }"


def test_readers_are_told_and_so_they_are_of_what_was_there_before(graphql, make_document):
    document = make_document(pdf(write(b"BT (words) Tj ET"), pages=2))
    told = {"data": {"node": {"pageCount": 2, "hasText": True}}}
    assert graphql(QUERY, {"id": global_id(document)}) == told
    CustomDocument.objects.update(page_count=None, has_text=None)
    migration = import_module("media.migrations.0003_read_documents")
    migration.read(apps, connection.schema_editor())
    assert graphql(QUERY, {"id": global_id(document)}) == told


def test_a_lost_file_stops_no_migration(make_document):
    document = make_document(pdf())
    document.file.storage.delete(document.file.name)
    CustomDocument.objects.update(page_count=None)
    import_module("media.migrations.0003_read_documents").read(apps, connection.schema_editor())
    document.refresh_from_db()
    assert document.page_count is None
