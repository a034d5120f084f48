"""No way of publishing, moving, copying or importing opens what is under an embargo."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.transaction import TransactionManagementError
from django.urls import reverse
from django.utils import timezone
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.models import Page

from archive.models import LetterPage
from archive.safeguards.clearance import open_in
from archive.safeguards.embargo.over import embargo_on
from archive.safeguards.models import Embargo
from archive.wordpress.load.pages.publication import hold_back
from cms.clock.schedule import publish_due
from cms.previews.grants import code_for, swap
from cms.previews.staging import staged
from cms.visibility import holds
from tests.archive.checklist.test_checklist import typed
from tests.archive.safeguards.conftest import SENTENCE
from tests.archive.safeguards.test_ways_in import WAYS
from tests.factories import ArchiveSectionPageFactory, LetterPageFactory, StandardPageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.mark.parametrize("way", WAYS)
def test_no_way_of_publishing_opens_it(
    letter, embargo, titles, admin_client, django_user_model, way
):
    embargo(letter)
    letter.subtitle = "New"
    needs_user = way in WAYS[-3:]
    answer = way(letter, admin_client, *([django_user_model] if needs_user else []))
    assert answer == SENTENCE or "It is under an embargo through" in answer
    assert not LetterPage.objects.filter(live=True, subtitle="New").exists()
    assert titles() == []


def test_a_new_document_in_an_embargoed_section_is_a_draft(section, embargo, admin_client):
    embargo(section)
    new = reverse("wagtailadmin_pages:add", args=["archive", "letterpage", section.pk])
    data = typed(LetterPage(title="New", slug="new"), subtitle="S") | {"action-publish": "1"}
    answer = admin_client.post(new, data).content.decode()
    assert "A section above it is under an embargo through" in answer
    assert not LetterPage.objects.exists()


def test_an_import_into_an_embargoed_section_publishes_nothing(section, embargo):
    embargo(section)
    page = LetterPage(title="Imported", slug="imported", date="2006-10-19", live=True)
    page.future_parent = section
    hold_back(page, notes := [])
    assert (page.live, [note.code for note in notes]) == (False, ["held-back"])
    with pytest.raises(ValidationError, match="under an embargo"):
        LetterPageFactory(parent=section)


def test_what_comes_into_an_embargoed_section_is_closed(letter, embargo, titles):
    closed = ArchiveSectionPageFactory(slug="closed")
    embargo(closed)
    assert titles() == [letter.title]
    letter.move(closed, pos="last-child")
    assert titles() == []


def test_what_is_moved_out_of_it_stays_closed(letter, section, embargo, titles):
    embargo(section, days=30)
    letter.move(ArchiveSectionPageFactory(slug="open"), pos="last-child")
    assert titles() == []
    assert embargo_on(letter).terms == embargo_on(section).terms


def test_a_copy_of_it_is_closed_and_a_draft(letter, section, embargo, titles):
    embargo(section)
    elsewhere = ArchiveSectionPageFactory(slug="open")
    copy = letter.copy(to=elsewhere, update_attrs={"slug": "copy"}, keep_live=True)
    tree = section.copy(recursive=True, to=elsewhere, update_attrs={"slug": "all"}, keep_live=True)
    assert embargo_on(copy).terms == embargo_on(tree).terms == embargo_on(section).terms
    assert not Page.objects.filter(path__startswith=elsewhere.path, live=True, depth__gt=4).exists()
    assert titles() == []
    assert Embargo.objects.count() == 3


def test_an_alias_that_shows_it_no_more_stays_closed(section, embargo, graphql):
    path = "{ pages { nodes { path } } }"
    page = StandardPageFactory(parent=section, slug="held")
    home = section.get_parent()
    alias = page.create_alias(parent=home, update_slug="alias")
    second = alias.create_alias(parent=home, update_slug="second")
    embargo(section)
    for to_convert in (second, alias):
        ConvertAliasPageAction(to_convert).execute(skip_permission_checks=True)
        with pytest.raises(ValidationError, match="under an embargo"):
            to_convert.save_revision().publish()
        assert embargo_on(to_convert).terms == embargo_on(section).terms
    third = page.create_alias(parent=home, update_slug="third")
    page.delete()
    third.refresh_from_db()
    with pytest.raises(ValidationError, match="under an embargo"):
        third.save_revision().publish()
    Page.objects.update(live=True)  # past the pages
    assert [node["path"] for node in graphql(path)["data"]["pages"]["nodes"]] == ["/"]


def test_translations_are_held_with_it_even_when_it_is_deleted(letter, locales, embargo, titles):
    embargo(letter)
    letter.get_parent().get_parent().copy_for_translation(locales["ja"])
    letter.get_parent().copy_for_translation(locales["ja"])
    translation = letter.copy_for_translation(locales["ja"])
    with pytest.raises(ValidationError, match="under an embargo"):
        translation.save_revision().publish()
    LetterPage.objects.filter(pk=letter.pk).delete()
    with pytest.raises(ValidationError, match="under an embargo"):
        translation.save_revision().publish()
    Page.objects.update(live=True)  # past the pages
    assert titles() == []


def test_a_schedule_waits_for_the_end_and_only_where_it_opens_by_itself(letter, embargo, clock):
    terms = embargo(letter, days=3, at_end="OPEN").terms
    letter.go_live_at = timezone.now() + timedelta(days=2)
    assert open_in(letter)
    letter.go_live_at = terms.ends_at
    with timezone.override("Pacific/Kiritimati"):  # where that day is over sooner
        assert terms.opens_by(letter.go_live_at)
        assert not terms.opens_by(letter.go_live_at - timedelta(minutes=1))
    assert not open_in(letter)
    embargo(letter, days=3)
    assert open_in(letter)


def test_what_was_scheduled_goes_live_no_more(section, embargo):
    new = LetterPageFactory(parent=section, live=False)
    new.save_revision(approved_go_live_at=timezone.now() - timedelta(minutes=1))
    embargo(section)
    assert publish_due() == 0
    assert not LetterPage.objects.get().live


def test_its_preview_is_shown(letter, section, embargo, admin_user):
    embargo(section)
    embargo(letter)
    preview, _token = swap(code_for(letter, admin_user))
    assert staged(preview, lambda draft: draft.live)
    assert Embargo.objects.in_force().count() == 2
    with pytest.raises(TransactionManagementError), transaction.atomic():
        holds.let_go(letter)  # by whoever keeps what is written
    assert Embargo.objects.in_force().count() == 2


def test_a_translation_with_what_is_above_it_is_a_draft_of_held_drafts(letter, locales, embargo):
    """What is above is made as an alias, which would be live."""
    embargo(letter.get_parent())
    letter.copy_for_translation(locales["ja"], copy_parents=True)
    translations = Page.objects.filter(locale=locales["ja"], depth__gt=2)
    assert [page.live for page in translations] == [False, False]
    assert letter.get_parent().live


def test_what_refuses_an_act_without_a_form_is_a_sentence_and_nothing_is_done(
    letter, section, locales, embargo, admin_client
):
    held = ArchiveSectionPageFactory(slug="held")
    alone = ArchiveSectionPageFactory(slug="alone")
    copy = reverse("wagtailadmin_pages:copy", args=[alone.pk])
    into = {"new_title": "A", "new_slug": "a", "new_parent_page": str(held.pk)}
    embargo(held)
    count = Page.objects.count()
    for act in (into | {"publish_copies": "on"}, into | {"alias": "on"}):
        answer = admin_client.post(copy, act, headers={"referer": f"http://testserver{copy}"})
        assert answer.url.endswith(copy)
        assert "under an embargo through" in admin_client.get(copy).content.decode()
    publish = reverse("wagtailadmin_api:pages:action", args=[letter.pk, "publish"])
    embargo(letter)
    letter.save_revision(clean=False)
    answer = admin_client.post(publish)
    assert answer.status_code == 400
    assert "under an embargo through" in answer.content.decode()
    translate = reverse("simple_translation:submit_page_translation", args=[letter.pk])
    answer = admin_client.post(translate, {"locales": [locales["ja"].pk]}, follow=True)
    assert "translate that first" in answer.content.decode()
    assert Page.objects.count() == count
