"""Namesakes on pages: those who may see sealed names exempt exact words."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from archive.models import LetterPage
from archive.safeguards.models import Answer, Clearance, Person
from archive.safeguards.people.identity import Identity
from cms.record.comparison import compare_everything
from cms.record.models import Change
from tests.archive.safeguards.conftest import *  # noqa: F403 -- its fixtures
from tests.archive.safeguards.people.conftest import *  # noqa: F403

pytestmark = pytest.mark.django_db
WHY = "She is the minister of that name."


@pytest.fixture
def draft(letter):
    Person.objects.create(name="Ms. K").seal(Identity("이영희"))
    draft = LetterPage.objects.get()
    draft.subtitle = "Of the minister Lee Young-hee"
    draft.save_revision(clean=False)
    return draft


def answer(client, draft):
    clearance = reverse("safeguards_clearance", args=[draft.pk])
    fields = client.get(clearance).context["form"].fields
    client.post(clearance, dict.fromkeys(fields, WHY))
    return list(fields)


def test_who_may_look_says_so_and_the_record_keeps_it(log_in, draft):
    assert answer(log_in("editor"), draft) == []
    client = log_in("archivist")
    assert len(answer(client, draft)) == 1
    assert Answer.objects.get().reason == WHY
    draft.get_latest_revision().publish()
    compare_everything()
    assert LetterPage.objects.get().subtitle == draft.subtitle
    assert Clearance.objects.first().rules["sealed_name"][0]["reason"] == WHY
    assert WHY in Change.objects.order_by("number").last().note
    replace = client.get(reverse("safeguards_replace_names", args=[draft.pk]))
    assert replace.context["changes"] == replace.context["left"] == []


def test_it_holds_for_these_words_and_nowhere_else(log_in, draft):
    answer(log_in("archivist"), draft)
    for words in ({"subtitle": "Of Lee Young-hee"}, {"title": "Lee Young-hee"}):
        draft = LetterPage.objects.get().get_latest_revision_as_object()
        for name, value in words.items():
            setattr(draft, name, value)
        with pytest.raises(ValidationError, match="must not appear"):
            draft.save_revision(clean=False).publish()
