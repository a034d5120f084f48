"""Viewing sealed data requires the permission, reauthentication and a reason."""

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from archive.safeguards.models import Look, Person
from archive.safeguards.people.identity import Identity
from tests.factories import PlaceFactory

from .conftest import IDENTITY, SEALED

pytestmark = pytest.mark.django_db
WHY = "A letter from the family came."


def identity(person):
    return reverse("safeguards_identity", args=[person.pk])


def tells(answer):
    body = b"".join(answer) if answer.streaming else answer.content
    return any(word in body.decode() for word in SEALED)


def test_a_reason_is_kept_before_anything_is_shown(log_in, person):
    client = log_in("archivist")
    assert not tells(client.get(identity(person)))
    assert not tells(client.post(identity(person), {"reason": " "}))
    assert not Look.objects.exists()
    answer = client.post(identity(person), {"reason": WHY})
    assert tells(answer)
    assert "no-store" in answer["Cache-Control"]
    look = Look.objects.get()
    assert (look.person_key, look.who, look.reason) == (person.pk, "archivist", WHY)
    assert ModelLogEntry.objects.get(action="safeguards.look").data == {"reason": WHY}
    with pytest.raises(TypeError):
        Look.objects.update(reason="Another")
    with pytest.raises(TypeError):
        look.delete()


def test_evidence_is_looked_at_alike_and_saved(log_in, consent):
    address = reverse("safeguards_evidence", args=[consent.pk])
    client = log_in("archivist")
    assert not tells(client.get(address))
    answer = client.post(address, {"reason": WHY})
    assert answer["Content-Disposition"] == f'attachment; filename="consent-{consent.pk}.pdf"'
    assert tells(answer)
    assert Look.objects.get().consent_key == consent.pk


def test_the_position_of_a_place_is_looked_at_alike(log_in):
    place = PlaceFactory(latitude=42.90671, longitude=129.51312, precision="region")
    address = reverse("archive_position", args=[place.pk])
    edit = reverse(type(place).snippet_viewset.get_url_name("edit"), args=[place.pk])
    assert log_in("editor").get(address).status_code == 302
    client = log_in("archivist")
    assert address in client.get(edit).content.decode()
    assert "42.90671" not in client.get(address).content.decode()
    assert "42.90671" in client.post(address, {"reason": WHY}).content.decode()
    assert (Look.objects.get().place_key, Look.objects.get().reason) == (place.pk, WHY)


def test_who_may_not_look_is_refused(log_in, person, consent):
    for name in ("writer", "editor"):
        client = log_in(name)
        for address in (
            identity(person),
            reverse("safeguards_evidence", args=[consent.pk]),
        ):
            for answer in (client.get(address), client.post(address, {"reason": WHY})):
                assert answer.status_code == 302
                assert answer.url == "/admin/"
        client.post(identity(person), {"seal": "1", "legal_name": "X"})
    assert not Look.objects.exists()
    assert person.identity


def test_who_has_not_shown_a_password_just_now_is_asked(log_in, person):
    client = log_in("archivist", shown=False)
    for answer in (client.get(identity(person)), client.post(identity(person), {"reason": WHY})):
        assert answer.status_code == 302
        assert "/two-factor/" in answer.url
    assert not Look.objects.exists()


def test_what_is_typed_is_sealed_anew(log_in, person):
    client = log_in("archivist")
    typed = {"seal": "1", "legal_name": "Ri", "aliases": " Rhee\n\n李 ", "details": "Musan"}
    assert client.post(identity(person), typed).status_code == 302
    assert person.identity == Identity("Ri", ("Rhee", "李"), "Musan")
    assert ModelLogEntry.objects.get(action="safeguards.seal").data == {}
    new = Person.objects.create(name="Mr. L")
    assert b"legal_name" in client.get(identity(new)).content  # there is nothing to look at
    assert not Look.objects.exists()


def test_what_cannot_be_sealed_is_asked_for_again(log_in, person):
    typed = {"seal": "1", "legal_name": "Kim\0", "aliases": "", "details": ""}
    answer = log_in("archivist").post(identity(person), typed)
    assert "Null characters are not allowed" in answer.content.decode()
    assert person.identity.legal_name == IDENTITY.legal_name
