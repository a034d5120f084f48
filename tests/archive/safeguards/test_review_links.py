"""What is taken back from readers is seen by nobody with a link for review from before, either."""

import pytest
from django.utils import timezone

from archive.models import LetterPage
from archive.safeguards.models import Consent, Person
from cms.previews import grants
from cms.record.models import Change
from cms.record.withdrawal.acts import Statement, withdraw
from tests.archive.safeguards.embargo.conftest import *  # noqa: F403 -- its fixtures

pytestmark = pytest.mark.django_db


@pytest.fixture
def link(letter, picture, admin_user):
    """Open a link that was made for a draft with a picture."""
    draft = LetterPage.objects.get(pk=letter.pk)
    draft.lead_image = picture
    draft.save_revision()
    code = grants.code_for(draft, admin_user)

    def open_it():
        opened = grants.swap(code)
        return opened and opened[1]

    return open_it


@pytest.fixture
def consent(letter, picture):
    consent = Consent.objects.create(
        person=Person.objects.create(name="Ms. K"), given_on=timezone.localdate(), asked_by="Kim"
    )
    consent.shown_images.create(file=picture)
    consent.save()
    return consent


def withdraw_consent(consent, **_):
    consent.withdrawn_on = timezone.localdate()
    consent.save()


WAYS = {
    "embargo": lambda embargo, letter, **_: embargo(letter),
    "embargo above": lambda embargo, section, **_: embargo(section),
    "embargo on a picture": lambda embargo, picture, **_: embargo(picture),
    "withdrawn": lambda letter, **_: withdraw([letter], None, Statement(Change.Reason.SAFETY)),
    "withdrawn above": lambda section, **_: withdraw([section], None, Statement("SAFETY")),
    "consent": withdraw_consent,
}


@pytest.mark.parametrize("way", WAYS)
def test_a_link_ends_with_what_it_showed(
    way, link, letter, section, picture, embargo, consent, admin_user
):
    token = link()
    assert grants.read(token)
    WAYS[way](embargo=embargo, letter=letter, section=section, picture=picture, consent=consent)
    assert grants.read(token) is None
    assert link() is None
    assert grants.swap(grants.code_for(letter, admin_user)), "a new one is made on purpose"
