"""Checks report what `search_fields` name wrongly or omit."""

from django.core import checks
from wagtail.search import index

from archive.models import FilmEventPage, LetterPage
from archive.models.fields.search import WordsField, names
from archive.search.checks import search_faults
from archive.search.description import description_of


def test_search_fields_that_the_search_cannot_read_are_refused(monkeypatch):
    fields = [
        index.SearchField("get_absolute_url"),
        index.RelatedFields("in_reply_to", [index.SearchField("title")]),
        names("signatories", "nme"),
        WordsField("closing", about="salutation", unless="nothing"),
    ]
    monkeypatch.setattr(LetterPage, "search_fields", fields)
    errors = [fault.msg for fault in search_faults(LetterPage) if fault.level == checks.ERROR]
    sentences = [
        "names “get_absolute_url”, which is no column of LetterPage",
        "takes words from “in_reply_to”",
        "names “nme”, which is no column of LetterSignatory",
        "about “salutation”, which holds no picture",
        "names “nothing”, which is no column of LetterPage",
    ]
    assert all(said in error for said, error in zip(sentences, errors, strict=True))
    description = description_of.__wrapped__(LetterPage)  # a process starts, and says so
    assert all(column.field for column in description.columns)


def test_what_search_fields_leave_out_is_told(monkeypatch):
    monkeypatch.setattr(FilmEventPage, "search_fields", FilmEventPage.search_fields[:-3])
    assert [fault.hint for fault in search_faults(FilmEventPage)] == [
        'Add `names("directors", …)`.',
        'Add `names("screenings", …)`.',
        'Add `names("speakers", …)`.',
    ]


def test_a_column_of_rows_that_search_fields_leave_out_is_told(monkeypatch):
    fields = [
        *LetterPage.search_fields[:-1],
        names("signatories", "name", "title", "address", "country"),
    ]
    monkeypatch.setattr(LetterPage, "search_fields", fields)
    [fault] = search_faults(LetterPage)
    assert "leaves out “signatories.organisation”" in fault.msg
