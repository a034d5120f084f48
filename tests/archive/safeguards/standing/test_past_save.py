"""What is written without `save`, and so without rules, is public at most until the next tick."""

import json

import pytest
from django.core import serializers
from django.core.management import call_command
from django.db import connection

from archive.models import LetterPage
from archive.safeguards.models import Standing
from cms.record.models import Change, PublicObject
from tests.archive.safeguards.conftest import CANARY
from tests.factories import LetterPageFactory

from .conftest import KEEPER

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(word, section):
    return LetterPageFactory(parent=section, slug="draft", subtitle=CANARY, live=False)


def by_update(draft, _tmp_path):
    LetterPage.objects.filter(pk=draft.pk).update(live=True)


def by_bulk_update(draft, _tmp_path):
    draft.live = True
    LetterPage.objects.bulk_update([draft], ["live"])


def by_sql(draft, _tmp_path):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE wagtailcore_page SET live = %s WHERE id = %s", [True, draft.pk])


def by_loaddata(draft, tmp_path):
    file = tmp_path / "letters.json"
    rows = json.loads(serializers.serialize("json", [draft.page_ptr, draft]))
    rows[0]["fields"]["live"] = True
    file.write_text(json.dumps(rows))
    call_command("loaddata", str(file), verbosity=0)


@pytest.mark.parametrize("way", [by_update, by_bulk_update, by_sql, by_loaddata])
def test_it_is_taken_back_told_and_listed(draft, tick, tmp_path, mailoutbox, caplog, way):
    way(draft, tmp_path)
    tick()
    assert not LetterPage.objects.get(pk=draft.pk).live
    change = Change.objects.get(key=draft.pk, kind="WITHDRAWN")
    assert (change.reason, change.note) == ("SAFETY", "Published past the safeguards: A word")
    assert Standing.objects.not_cleared().get().key == draft.pk
    assert [mail.to for mail in mailoutbox] == [[KEEPER]]
    assert "Withdrawn: 1." in mailoutbox[0].body
    assert f"wagtailcore.page {draft.pk} by word, withdrawn" in caplog.text
    way(draft, tmp_path)  # once more, with the same words
    tick()
    assert not LetterPage.objects.get(pk=draft.pk).live


def test_words_written_into_what_is_public_are_found(word, tick, letter):
    tick()  # nothing was found in it by that rule
    LetterPage.objects.update(subtitle=CANARY)
    tick()
    assert not LetterPage.objects.get().live


def test_what_the_rules_find_nothing_in_stays(word, tick, section):
    clean = LetterPageFactory(parent=section, slug="clean", live=False)
    LetterPage.objects.filter(pk=clean.pk).update(live=True)
    tick()
    assert LetterPage.objects.get(pk=clean.pk).live
    assert tick() == 0


def test_a_section_does_not_take_an_archive_along(word, tick, section, letter, settings):
    settings.SAFEGUARDS_WITHDRAW_PAGES = 1
    type(section).objects.update(title=CANARY)
    tick()
    assert PublicObject.objects.pages().filter(key=letter.pk).exists()
    assert Standing.objects.not_cleared().get().key == section.pk


def test_what_was_public_before_anything_was_asked_is_listed_and_stays(word, letter, section):
    from archive.safeguards.standing.asking import ask_what_is_due
    from cms.record.comparison import compare_everything

    LetterPage.objects.update(subtitle=CANARY)
    compare_everything()
    ask_what_is_due()
    assert Standing.objects.not_cleared().get().key == letter.pk
    assert LetterPage.objects.get().live
