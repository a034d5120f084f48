"""Where the keys of evidence and positions are lost, all say so, and nothing else is lost."""

import pytest
from cryptography.fernet import Fernet
from django.core.management import CommandError, call_command
from django.urls import reverse

from archive.models import Place
from archive.safeguards.models import Consent
from home.doctor.sealing import sealed_evidence_and_positions
from media.storage.backends import PRIVATE
from tests.factories import PlaceFactory

pytestmark = pytest.mark.django_db
SENTENCE = "the key is missing under which it was sealed"
EXACT = (42.9067, 129.5131)


@pytest.fixture
def place():
    return PlaceFactory(latitude=EXACT[0], longitude=EXACT[1], precision="town")


@pytest.fixture
def with_other_keys(person, consent, place, settings):
    """The keys under which they were sealed are gone; they are returned."""
    keys = settings.SEALING_KEYS
    settings.SEALING_KEYS = [Fernet.generate_key().decode()]
    return keys


@pytest.mark.parametrize("name", ["safeguards_identity", "safeguards_evidence", "archive_position"])
def test_whoever_looks_is_told(with_other_keys, person, consent, place, log_in, name):
    rows = {"safeguards_identity": person, "safeguards_evidence": consent}
    address = reverse(name, args=[rows.get(name, place).pk])
    screen = log_in("archivist").post(address, {"reason": "They ask for it."})
    assert screen.status_code == 200
    assert SENTENCE in screen.content.decode()


def test_whoever_looks_for_a_file_that_is_gone_is_told(consent, log_in):
    PRIVATE.delete(consent.evidence.name)
    address = reverse("safeguards_evidence", args=[consent.pk])
    screen = log_in("archivist").post(address, {"reason": "They ask for it."})
    assert "This file is not in the storage." in screen.content.decode()
    with pytest.raises(CommandError, match=f"consent {consent.pk}: not in the storage"):
        call_command("seal_again", verbosity=0)


def test_a_place_keeps_what_is_sealed_and_its_position(with_other_keys, place, settings):
    place = Place.objects.get()
    place.name = "Yanji"
    place.full_clean(exclude=["slug"])
    place.save()
    settings.SEALING_KEYS = with_other_keys
    assert Place.objects.get(name="Yanji").exact_position == EXACT


@pytest.mark.parametrize("change", [{"precision": "exact"}, {"latitude": 42.1}])
def test_a_place_is_told_no_more_exactly(with_other_keys, place, change, admin_client):
    edit = reverse(place.snippet_viewset.get_url_name("edit"), args=[place.pk])
    form = admin_client.get(edit).context["form"]
    typed = {name: form.initial.get(name) or "" for name in form.fields} | change
    empty = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0}
    rows = {f"{name}-{key}": value for name in form.formsets for key, value in empty.items()}
    screen = admin_client.post(edit, typed | rows)
    assert "Leave the position and its precision as they were" in screen.content.decode()
    assert Place.objects.get().latitude == 42.95


def test_the_consent_is_kept_and_can_end(with_other_keys, consent, settings):
    consent.withdrawn_on = consent.given_on
    consent.save()
    with pytest.raises(CommandError, match="Keep the older keys"):
        call_command("seal_again", verbosity=0)
    settings.SEALING_KEYS = with_other_keys
    with Consent.objects.get().evidence.open() as file:
        assert file.read() == b"Signed: Verhohlen"


def test_the_doctor_names_them(person, consent, place, request):
    assert list(sealed_evidence_and_positions()) == []
    request.getfixturevalue("with_other_keys")
    sentences = [fault.says for fault in sealed_evidence_and_positions()]
    assert [sentence.split()[0] for sentence in sentences] == ["1", "The"]
