"""Who sets and lifts embargoes, what readers and the record get, and what opens by the clock."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from wagtail.models import PageLogEntry

from archive.models import LetterPage
from archive.safeguards.embargo.acts import ChangedMeanwhile, change, lift
from archive.safeguards.embargo.over import embargo_on
from archive.safeguards.embargo.terms import AtEnd, Terms
from archive.safeguards.models import Embargo
from cms.record.comparison import compare_everything
from cms.record.models import Change, Tombstone
from home.desk.accounts import create_accounts
from tests.factories import CategoryFactory, LetterPageFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def accounts(django_user_model):
    create_accounts()
    return {user.username: user for user in django_user_model.objects.all()}


def test_what_readers_saw_goes_with_a_record_that_tells_no_more(
    letter, section, embargo, titles, committed, graphql
):
    letter.categories.set([CategoryFactory(name="Defectors")])
    letter.save()
    assert titles() == [letter.title]
    assert graphql("{ categories { name } }")["data"]["categories"]
    committed(lambda: embargo(section))
    assert titles() == []
    assert graphql("{ categories { name } }")["data"] == {"categories": []}
    last = Change.objects.get(kind="WITHDRAWN", key=letter.pk)
    assert (last.reason, last.note) == ("OTHER", "The family asked for it.")
    stone = Tombstone.objects.get(key=letter.pk)
    assert (stone.reason, stone.note, stone.replaced_by) == ("OTHER", "", None)
    compare_everything()
    assert Change.objects.filter(key=letter.pk).count() == 2
    [entry] = PageLogEntry.objects.filter(action="safeguards.embargo", page=section.pk)
    assert entry.data["reason"] == "The family asked for it."


def test_it_opens_as_it_was_for_a_permission_and_a_reason(letter, embargo, titles, accounts):
    put = embargo(letter)
    with pytest.raises(PermissionDenied):
        lift(put, "They agreed.", accounts["editor"])
    with pytest.raises(ValidationError, match="Say why"):
        lift(put, " ", accounts["archivist"])
    assert titles() == []
    assert lift(put, "They agreed.", accounts["archivist"]) == []
    assert titles() == [letter.title]
    put.refresh_from_db()
    assert (put.lifted_by, put.lifted_because) == ("archivist", "They agreed.")
    assert PageLogEntry.objects.filter(action="safeguards.lift_embargo").exists()


LATER, SOONER = timedelta(days=400), timedelta(days=30)


@pytest.mark.parametrize(
    ("words", "is_looser"),
    [
        ({"ends_on": LATER}, False),
        ({"ends_on": None, "review_on": SOONER}, False),
        ({"ends_on": SOONER}, True),
        ({"at_end": AtEnd.OPEN}, True),
    ],
)
def test_sooner_needs_the_permission_and_later_does_not(
    letter, embargo, accounts, words, is_looser
):
    put = embargo(letter)
    days = {
        name: TODAY() + value if isinstance(value, timedelta) else value
        for name, value in words.items()
    }
    terms = put.terms._replace(**days)
    if is_looser:
        with pytest.raises(PermissionDenied):
            change(put, terms, put.reason, "Because.", accounts["editor"])
        put.refresh_from_db()
        put.terms = terms
        with pytest.raises(ValidationError, match="whoever may"):
            put.save()
        put.refresh_from_db()
    account = accounts["archivist" if is_looser else "editor"]
    change(put, terms, put.reason, "Because." if is_looser else "", account)
    assert embargo_on(letter).terms == terms


def test_closing_again_keeps_the_stricter_of_both(letter, embargo):
    embargo(letter, days=30)
    embargo(letter, days=10, at_end=AtEnd.OPEN)
    assert embargo_on(letter).terms == Terms(TODAY() + timedelta(days=30), None, AtEnd.ASK)
    embargo(letter, ends_on=None, review_on=TODAY() + timedelta(days=5))
    embargo(letter, days=50, review_on=TODAY() + timedelta(days=9))
    assert embargo_on(letter).terms == Terms(None, TODAY() + timedelta(days=5), AtEnd.ASK)


def test_what_was_tightened_while_it_is_lifted_stays_closed(letter, embargo, titles, monkeypatch):
    put = embargo(letter, days=3)
    monkeypatch.setattr(
        "archive.safeguards.embargo.acts._other_findings", lambda _page: embargo(letter) and []
    )
    with pytest.raises(ChangedMeanwhile):
        lift(put, "They agreed.")
    assert titles() == []


def open_by_bulk_update(embargo):
    embargo.at_end = "OPEN"
    with transaction.atomic():
        Embargo.objects.bulk_update([embargo], ["at_end"])


@pytest.mark.parametrize(
    "past_acts",
    [
        Embargo.delete,
        lambda embargo: Embargo.objects.filter(pk=embargo.pk).delete(),
        lambda embargo: Embargo.objects.update(lifted_at=timezone.now()),
        open_by_bulk_update,
    ],
)
def test_no_shell_opens_it_past_its_acts(letter, embargo, titles, past_acts):
    put = embargo(letter)
    with pytest.raises(ValidationError, match="for a reason that is kept"):
        past_acts(put)
    assert titles() == []


def after(clock, **span):
    clock(timezone.now() + timedelta(**span))
    call_command("tick", verbosity=0)


def test_at_its_end_it_asks_and_stays_closed(letter, embargo, titles, clock):
    put = embargo(letter, days=3)
    after(clock, days=2)
    assert not Embargo.objects.due().exists()
    after(clock, days=2)
    assert list(Embargo.objects.due()) == [put]
    assert titles() == []


def test_one_that_was_set_to_opens_by_itself(letter, embargo, titles, clock):
    embargo(letter, days=3, at_end=AtEnd.OPEN)
    clock(timezone.now() + timedelta(days=4))
    assert titles() == []  # never by the clock alone
    call_command("tick", verbosity=0)
    assert titles() == [letter.title]
    assert Embargo.objects.get().lifted_by == ""


def test_what_another_safeguard_finds_stays_closed_and_becomes_due(
    letter, section, embargo, titles, clock, word
):
    LetterPageFactory(parent=section, title="Harmless", slug="harmless")
    whole, own = embargo(section, days=3, at_end=AtEnd.OPEN), embargo(letter, days=3)
    lift(own, "For this test.")
    LetterPage.objects.filter(pk=letter.pk).update(subtitle="Gyeongseong")
    after(clock, days=4)
    assert titles() == ["Harmless"]
    whole.refresh_from_db()
    assert whole.lifted_at
    [due] = Embargo.objects.due()
    assert due.held.pk == letter.pk


def test_a_document_that_another_safeguard_finds_asks_instead(letter, embargo, titles, clock, word):
    put = embargo(letter, days=3, at_end=AtEnd.OPEN)
    LetterPage.objects.filter(pk=letter.pk).update(subtitle="Gyeongseong")
    after(clock, days=4)
    put.refresh_from_db()
    assert (put.at_end, put.lifted_at) == (AtEnd.ASK, None)
    assert list(Embargo.objects.due()) == [put]
    assert titles() == []
