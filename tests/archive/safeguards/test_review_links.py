"""Old links for review do not show what was withdrawn from readers."""

from datetime import timedelta

import pytest
from django.utils import timezone

from archive.models import LetterPage, LetterSignatory
from archive.safeguards.consent.ending import take_back_what_ended
from archive.safeguards.models import Consent, Person
from cms.editing.withdrawal.acts import Statement, withdraw
from cms.previews import grants
from cms.record.models import Change
from tests.archive.safeguards.embargo.conftest import *  # noqa: F403 -- its fixtures
from tests.factories import ArchiveSectionPageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def linked(draft, user):
    """Open a link for review of a draft: its token, or nothing where the link has ended."""
    draft.save_revision(clean=False)
    code = grants.code_for(draft, user)

    def open_it():
        opened = grants.swap(code)
        return opened and opened[1]

    return open_it


@pytest.fixture
def link(letter, picture, admin_user):
    """Open a link that was made for a draft with a picture."""
    draft = LetterPage.objects.get(pk=letter.pk)
    draft.lead_image = picture
    return linked(draft, admin_user)


def consent_of(person, **what):
    given = {"scope": "PUBLIC_WITH_NAME", "given_on": timezone.localdate(), "asked_by": "Kim"}
    return Consent.objects.create(person=person, **given | what)


@pytest.fixture
def person():
    return Person.objects.create(name="Ms. K")


@pytest.fixture
def consent(person, picture):
    consent = consent_of(person)
    consent.shown_images.create(file=picture)
    consent.save()
    return consent


def withdraw_consent(consent, **_):
    consent.withdrawn_on = timezone.localdate()
    consent.save()


def end_by_the_clock(consent, **_):
    at = timezone.now()
    Consent.objects.filter(pk=consent.pk).update(ends_at=at, checked_at=at - timedelta(days=1))
    take_back_what_ended()


def move_below(embargo, letter, **_):
    other_section = ArchiveSectionPageFactory(slug="closed")
    embargo(other_section)
    letter.move(other_section, pos="last-child")


WAYS = {
    "embargo": lambda embargo, letter, **_: embargo(letter),
    "embargo above": lambda embargo, section, **_: embargo(section),
    "moved below an embargo": move_below,
    "embargo on a picture": lambda embargo, picture, **_: embargo(picture),
    "withdrawn": lambda letter, **_: withdraw([letter], None, Statement(Change.Reason.SAFETY)),
    "withdrawn above": lambda section, **_: withdraw([section], None, Statement("SAFETY")),
    "consent": withdraw_consent,
    "consent ended": end_by_the_clock,
    "consent deleted": lambda consent, **_: consent.delete(),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_link_ends_with_what_it_showed(
    way, link, letter, section, picture, embargo, consent, admin_user, committed
):
    token = link()
    assert grants.read(token)
    given = {"letter": letter, "section": section, "picture": picture, "consent": consent}
    committed(lambda: WAYS[way](embargo=embargo, **given))
    assert grants.read(token) is None
    assert link() is None
    letter.refresh_from_db()
    assert grants.swap(grants.code_for(letter, admin_user)), "a new one is made on purpose"


@pytest.mark.parametrize("end", [withdraw_consent, end_by_the_clock, Consent.delete])
def test_a_link_ends_where_a_draft_names_who_allows_it_no_more(
    end, person, letter, section, admin_user, committed
):
    covering_all = consent_of(person, covers_everything=True)
    named, allowed = (
        letter.copy(update_attrs={"slug": slug}, keep_live=False) for slug in ("named", "allowed")
    )
    committed(lambda: consent_of(person).pages.add(allowed))
    opened = []
    for draft in (named, allowed):
        draft.signatories = [LetterSignatory(name="Ms. K", person=person)]
        opened.append(linked(draft, admin_user))
    assert all(open_it() for open_it in opened)
    committed(lambda: end(covering_all))
    assert [bool(open_it()) for open_it in opened] == [False, True]
