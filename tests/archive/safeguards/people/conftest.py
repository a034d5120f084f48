import pytest
from allauth.account.internal.flows.login import record_authentication
from django.core.files.base import ContentFile
from django.http import HttpRequest
from django.utils import timezone

from archive.safeguards.models import Consent, Person
from archive.safeguards.people.identity import Identity
from home.desk.accounts import create_accounts

IDENTITY = Identity("Pak Verhohlen", ("Verhohlenalias", "봉인"), "Verhohlendetail")
SEALED = ("Verhohlen", "봉인")


@pytest.fixture
def person(db):
    person = Person.objects.create(name="Ms. K")
    person.seal(IDENTITY)
    return person


@pytest.fixture
def consent(person):
    consent = Consent(person=person, given_on=timezone.localdate(), asked_by="A staff member")
    consent.evidence.save("Verhohlen.pdf", ContentFile(b"Signed: Verhohlen"))
    return consent


@pytest.fixture
def log_in(client, django_user_model):
    """Log in as a member of a group, with or without a recent password."""
    create_accounts()

    def log_in(name, *, shown=True):
        user = django_user_model.objects.get(username=name)
        client.force_login(user)
        if shown:
            request = HttpRequest()
            request.session = client.session
            record_authentication(request, user, "password")
            request.session.save()
        return client

    return log_in
