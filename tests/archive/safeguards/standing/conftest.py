import pytest

from archive.models import LetterSignatory
from archive.safeguards.models import Person, Standing
from archive.safeguards.standing.asking import ask_what_is_due
from cms.record.comparison import compare_everything
from tests.archive.safeguards.conftest import *  # noqa: F403 -- its fixtures
from tests.archive.safeguards.people.conftest import log_in  # noqa: F401

KEEPER = "keeper@example.org"


@pytest.fixture
def tick(django_user_model, letter):
    """What the clock does, begun while the letter was public."""
    django_user_model.objects.create_superuser("keeper", KEEPER)

    def run():
        compare_everything()
        count = ask_what_is_due()
        compare_everything()
        return count

    run()
    assert not Standing.objects.not_cleared().exists()
    return run


@pytest.fixture
def signed(letter):
    """A letter that somebody of age has signed, by another's name, with consent."""
    from datetime import date

    from archive.safeguards.models import Consent

    person = Person.objects.create(name="Ms. K", is_pseudonym=True)
    consent = Consent.objects.create(
        person=person, scope="PUBLIC", given_on=date(2006, 1, 1), asked_by="A staff member"
    )
    consent.pages.add(letter)
    letter.signatories = [LetterSignatory(name="K.", person=person)]
    letter.save()
    return person
