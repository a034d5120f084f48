"""People, what they allowed, and who they are, as a browser shows it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from archive.safeguards.models import Consent, Look, Person
from archive.safeguards.people.identity import Identity
from home.desk.accounts import create_accounts
from tests.factories import TagFactory

from .axe import broken_rules

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_an_archivist_keeps_people_and_looks_for_a_reason(page, transactional_db):
    create_accounts()
    person = Person.objects.create(name="Ms. K", is_pseudonym=True)
    person.seal(Identity("Pak", ("Park", "Bak"), "Musan"))
    today = timezone.localdate()
    end = today + timedelta(days=9)
    Consent.objects.create(person=person, given_on=today, asked_by="Kim", expires_on=end)
    stock = f"/admin/snippets/archive/tag/edit/{TagFactory().pk}/"
    page.goto("/admin/login/")
    page.get_by_label("Username").fill("archivist")
    page.get_by_label("Password").fill("archivist")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Consents that will end")).to_be_visible()
    for address in ("person/", f"person/edit/{person.pk}/", "consent/", "consent/add/"):
        page.goto(f"/admin/snippets/safeguards/{address}")
        assert broken_rules(page, stock) == [], address
    page.goto(f"/admin/people/{person.pk}/identity/")
    expect(page.get_by_text("This is sealed")).to_be_visible()
    page.get_by_label("Reason").fill("A letter came from the family.")
    page.get_by_role("button", name="Look").click()
    expect(page.get_by_label("Legal name")).to_have_value("Pak")
    expect(page.get_by_text("archivist: A letter came")).to_be_visible()
    assert broken_rules(page, stock) == []
    page.get_by_label("What else would identify").fill("Musan, a nurse")
    page.get_by_role("button", name="Seal").click()
    expect(page.get_by_text("It is sealed.")).to_be_visible()
    assert person.identity == Identity("Pak", ("Park", "Bak"), "Musan, a nurse")
    assert Look.objects.count() == 1
