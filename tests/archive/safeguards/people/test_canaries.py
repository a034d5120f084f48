"""Nothing sealed is stored or shown where somebody without permission could read it."""

import io
import logging

import pytest
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.views.debug import ExceptionReporter

from archive.models import LetterPage
from archive.safeguards.people import sealing
from archive.safeguards.people.views import IdentityView
from cms.record.comparison import compare_everything
from tests.factories import LetterPageFactory
from tests.home.desk.admin_views import admin_views

from .conftest import SEALED

pytestmark = pytest.mark.django_db
WRITTEN = (*SEALED, "\\ubd09")  # also as JSON without characters of its own


@pytest.fixture
def letter(person, consent):
    """One that the person has signed, published, with a later draft."""
    consent.covers_everything, consent.scope = True, "PUBLIC_WITH_NAME"
    consent.save()
    letter = LetterPageFactory(live=False)
    letter.signatories = [letter.signatories.model(name="Ms. K", person=person)]
    letter.save_revision().publish()
    letter = LetterPage.objects.get()
    letter.save_revision()
    call_command("reindex_archive", verbosity=0)
    compare_everything()
    return letter


def tells(text):
    return [word for word in WRITTEN if word in text]


def every_cell():
    """What a dump of the database would hold, the tables of its indexes too."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                for value in row:
                    is_bytes = isinstance(value, (bytes, memoryview))
                    yield table, bytes(value).decode(errors="replace") if is_bytes else str(value)


def test_no_table_index_or_export_holds_it(letter):
    assert not {table for table, text in every_cell() if tells(text)}
    exported = io.StringIO()
    call_command("dumpdata", "safeguards", "archive", "wagtailcore", stdout=exported)
    assert not tells(exported.getvalue())


@pytest.mark.once
def test_no_page_of_the_admin_and_no_log_tells_it(letter, person, consent, log_in, caplog):
    caplog.set_level(logging.DEBUG)
    client = log_in("archivist")
    client.raise_request_exception = False
    keys = {"": [person.pk, consent.pk, letter.pk], "page_id": [letter.pk]}
    opened = set()
    for view in admin_views(keys):
        if view.name.startswith(("wagtailsnippet", "safeguards", "wagtailadmin_reports")) or (
            "history" in view.name or "search" in view.name or "usage" in view.name
        ):
            answer = client.get(view.address, {"q": "Ms"})
            body = b"".join(answer) if answer.streaming else answer.content
            assert not tells(body.decode(errors="replace")), view.address
            opened |= {view.name} if answer.status_code == 200 else set()
    assert {"safeguards_identity", "wagtailsnippets_safeguards_person:list"} <= opened
    assert not tells(caplog.text)


def test_no_error_page_or_report_tells_it(person, log_in, monkeypatch, caplog):
    client = log_in("archivist")
    client.raise_request_exception = False
    monkeypatch.setattr(IdentityView, "render_to_response", lambda *_args, **_options: 1 / 0)
    address = reverse("safeguards_identity", args=[person.pk])
    answer = client.post(address, {"reason": "Why"})
    assert answer.status_code == 500
    typed = {"seal": "1", "legal_name": SEALED[0]}
    monkeypatch.setattr(sealing, "_keys", lambda: 1 / 0)
    failing = client.post(address, typed)
    assert failing.status_code == 500
    assert not tells(answer.content.decode() + failing.content.decode() + caplog.text)
    request = failing.wsgi_request
    for record in caplog.records:
        if record.exc_info:
            reporter = ExceptionReporter(request, *record.exc_info)
            assert not tells(reporter.get_traceback_text() + reporter.get_traceback_html())
