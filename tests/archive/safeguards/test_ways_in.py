"""A safeguard's finding keeps a page from readers, in whatever way it is published."""

from datetime import timedelta
from itertools import chain

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from wagtail.actions.copy_for_translation import CopyPageForTranslationAction
from wagtail.models import Locale

from archive.models import LetterPage
from archive.wordpress.load.pages.publication import hold_back
from cms.clock.failures import NotDone
from cms.clock.schedule import publish_due
from cms.editing.withdrawal.acts import Statement, publish_again, withdraw
from cms.record.comparison import compare_everything
from home.models import StandardPage
from tests.archive.checklist.test_checklist import (
    by_command,
    by_many,
    fail_by_clock,
    typed,
)
from tests.factories import HomePageFactory, LetterPageFactory

from .conftest import CANARY, SENTENCE

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def by_form(letter, client):
    edit = reverse("wagtailadmin_pages:edit", args=[letter.pk])
    data = typed(letter) | {"action-publish": "1", "change_kind": "MINOR", "subtitle": CANARY}
    return client.post(edit, data).content.decode()


def by_submitting(letter, client):
    edit = reverse("wagtailadmin_pages:edit", args=[letter.pk])
    data = typed(letter) | {"action-submit": "1", "change_kind": "MINOR", "subtitle": CANARY}
    return client.post(edit, data).content.decode()


def by_approving(letter, client, django_user_model):
    letter.save_revision(clean=False)
    workflow = letter.get_workflow()
    writer = django_user_model.objects.create_superuser("writer")
    workflow.start(letter, writer)
    edit = reverse("wagtailadmin_pages:edit", args=[letter.pk])
    data = typed(letter) | {"change_kind": "MINOR", "subtitle": CANARY}
    action = {"action-workflow-action": "1", "workflow-action-name": "approve"}
    return client.post(edit, data | action, follow=True).content.decode()


def by_approving_in_a_list(letter, client, django_user_model):
    letter.save_revision(clean=False)
    state = letter.get_workflow().start(letter, django_user_model.objects.create_superuser("w"))
    task = state.current_task_state.pk
    address = reverse("wagtailadmin_pages:workflow_action", args=[letter.pk, "approve", task])
    return client.post(address, {"comment": ""}, follow=True).content.decode()


def by_clock(letter, _client):
    fail_by_clock(letter)
    return SENTENCE


def by_publishing_again(letter, client, django_user_model):
    user = django_user_model.objects.create_superuser("chief")
    letter.save_revision(clean=False)
    withdraw([LetterPage.objects.get()], user, Statement(reason="ERROR"))
    compare_everything()
    with pytest.raises(ValidationError) as refused:
        publish_again(LetterPage.objects.get(), user, "")
    return str(refused.value)


def by_the_api_of_the_admin(letter, client):
    letter.save_revision(clean=False)
    publish = reverse("wagtailadmin_api:pages:action", args=[letter.pk, "publish"])
    answer = client.post(publish)
    return " ".join(chain.from_iterable(answer.json().values()))


def by_shell(letter, _client):
    with pytest.raises(ValidationError) as refused:
        letter.save(clean=False)
    return str(refused.value)


def by_one_column(letter, _client):
    with pytest.raises(ValidationError) as refused:
        letter.save(update_fields=["subtitle"])
    return str(refused.value)


WAYS = [
    *(by_form, by_submitting, by_clock, by_many, by_command, by_shell, by_one_column),
    by_the_api_of_the_admin,
    *(by_approving, by_approving_in_a_list, by_publishing_again),
]


@pytest.mark.parametrize("way", WAYS)
def test_what_is_found_keeps_it_from_readers(word, letter, admin_client, django_user_model, way):
    letter.subtitle = CANARY
    needs_user = way in WAYS[-3:]
    answer = way(letter, admin_client, *([django_user_model] if needs_user else []))
    assert SENTENCE in answer
    assert LetterPage.objects.filter(live=True, subtitle=CANARY).count() == 0


def test_a_draft_says_what_it_likes(word, letter):
    letter.subtitle = CANARY
    letter.save_revision()
    new = LetterPageFactory(parent=letter.get_parent(), subtitle=CANARY, live=False)
    assert not new.live


def test_the_clock_leaves_a_new_document_a_draft(word, section):
    new = LetterPageFactory(parent=section, subtitle=CANARY, live=False)
    new.save_revision(approved_go_live_at=timezone.now() - timedelta(minutes=1))
    with pytest.raises(NotDone):
        publish_due()
    assert not LetterPage.objects.get().live


def test_pages_outside_of_the_archive_are_looked_at_too(word):
    with pytest.raises(ValidationError, match=SENTENCE):
        HomePageFactory(slug="front").add_child(instance=StandardPage(title=CANARY))


def test_a_translation_is_a_draft_and_looked_at_when_it_goes_live(word, letter):
    japanese = Locale.objects.get_or_create(language_code="ja")[0]
    action = CopyPageForTranslationAction(letter, japanese, copy_parents=True)
    translation = action.execute(skip_permission_checks=True)
    translation.title = CANARY
    assert not translation.live
    with pytest.raises(ValidationError, match=SENTENCE):
        translation.save_revision().publish()


def test_an_import_holds_it_back_and_says_so(word, letter):
    notes = []
    letter.subtitle = CANARY
    hold_back(letter, notes)
    assert not letter.live
    assert [note.code for note in notes] == ["held-back"]
    assert SENTENCE in notes[0].text


def test_what_the_gate_holds_back_anyway_keeps_no_import(word, letter, monkeypatch):
    monkeypatch.setattr(word, "is_held_back", True, raising=False)
    letter.subtitle = CANARY
    hold_back(letter, notes := [])
    assert letter.live
    assert notes == []
    letter.save(clean=False)


def test_what_is_typed_into_child_rows_is_looked_at_once(word, letter, admin_client):
    """Nothing is stored twice by looking at it."""
    from wagtail.test.utils.form_data import inline_formset

    edit = reverse("wagtailadmin_pages:edit", args=[letter.pk])
    recipients = inline_formset([{"name": CANARY}, {"name": "Lee"}])
    data = typed(letter, recipients=recipients)
    data |= {"action-publish": "1", "change_kind": "MINOR"}
    assert SENTENCE in admin_client.post(edit, data).content.decode()
    recipients = inline_formset([{"name": "Kim"}, {"name": "Lee"}])
    data = typed(letter, recipients=recipients)
    data |= {"action-publish": "1", "change_kind": "MINOR"}
    answer = admin_client.post(edit, data)
    assert answer.status_code == 302, answer.context["form"].errors
    recipients = LetterPage.objects.get().recipients.values_list("name", flat=True)
    assert sorted(recipients) == ["Ban Ki-moon", "Kim", "Lee"]
