import pytest
from django.contrib.auth import get_user_model

from archive.models import LetterSignatory
from archive.safeguards.models import Person, Standing
from archive.safeguards.standing.asking import ask_what_is_due
from cms.record.comparison import compare_everything
from tests.archive.safeguards.conftest import *  # noqa: F403 -- its fixtures
from tests.archive.safeguards.people.conftest import log_in  # noqa: F401
from tests.shared_data import shared_data

KEEPER = "keeper@example.org"


def what_the_clock_does():
    compare_everything()
    count = ask_what_is_due()
    compare_everything()
    return count


@shared_data
def asked_about(letter):
    """A public letter that the clock has checked."""
    get_user_model().objects.create_superuser("keeper", KEEPER)
    what_the_clock_does()
    assert not Standing.objects.not_cleared().exists()
    return letter


@pytest.fixture
def tick(asked_about):
    """Run the clock's check, as begun while the letter was public."""
    return what_the_clock_does


@shared_data
def signed(asked_about):
    """A letter signed by an adult under another name, with consent."""
    from datetime import date

    from archive.safeguards.models import Consent

    person = Person.objects.create(name="Ms. K", is_pseudonym=True)
    consent = Consent.objects.create(
        person=person, scope="PUBLIC", given_on=date(2006, 1, 1), asked_by="A staff member"
    )
    consent.pages.add(asked_about)
    asked_about.signatories = [LetterSignatory(name="K.", person=person)]
    asked_about.save()
    return person
