from datetime import date

import pytest

from archive.models import LetterSignatory
from archive.safeguards.models import Consent, Person


@pytest.fixture
def person(db):
    return Person.objects.create(name="Ms. K", is_pseudonym=True)


@pytest.fixture
def signed(letter, person):
    """A letter signed by a person; the signature is not saved."""
    letter.signatories = [LetterSignatory(name="K.", person=person)]
    return letter


@pytest.fixture
def consent(person, letter):
    consent = Consent.objects.create(
        person=person, scope="PUBLIC", given_on=date(2006, 1, 1), asked_by="A staff member"
    )
    consent.pages.add(letter)
    return consent
