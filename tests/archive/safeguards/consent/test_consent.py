"""What a consent allows, and until when."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import Locale

from archive.safeguards.consent.models import Consent, Medium
from archive.safeguards.models import Person

pytestmark = pytest.mark.django_db
TOKYO = ZoneInfo("Asia/Tokyo")


@pytest.fixture
def consent():
    return Consent.objects.create(
        person=Person.objects.create(name="Ms. K"),
        scope="PUBLIC",
        pictures=True,
        given_on=date(2006, 1, 1),
        asked_by="A staff member",
    )


def test_it_allows_what_it_says_and_nothing_beyond(consent):
    consent.languages.add(Locale.objects.get_or_create(language_code="ja")[0])
    assert consent.allows(Medium.TEXT, language="ja")
    assert consent.refusal(Medium.TEXT, language="ko") == "it is not for this language"
    assert consent.refusal(Medium.VIDEO) == "it is not for video"
    assert consent.refusal(Medium.TEXT, with_name=True) == "it does not allow the name"
    consent.scope = "PUBLIC_WITH_NAME"
    assert consent.allows(Medium.TEXT, with_name=True)
    consent.not_shown_in = "Korea"
    assert "places" in consent.refusal(Medium.TEXT)
    consent.scope = "RESEARCHERS"
    assert consent.refusal(Medium.TEXT) == "it is not for the public"


def test_it_ends_as_the_day_begins(consent):
    consent.expires_on = date(2030, 6, 1)
    consent.save(update_fields=["expires_on"])
    end = datetime(2030, 6, 1, tzinfo=TOKYO)
    assert Consent.objects.get().ends_at == end
    before, queried = end - timedelta(seconds=1), Consent.objects.for_readers
    assert consent.allows(Medium.PICTURES, at=before)
    assert not consent.allows(Medium.PICTURES, at=end)
    assert queried(Medium.PICTURES, before).exists()
    assert not queried(Medium.PICTURES, end).exists()
    assert not queried(Medium.SOUND, before).exists()


def test_what_is_withdrawn_ends_at_once(consent):
    consent.withdrawn_on = timezone.localdate()
    consent.expires_on = date(2090, 1, 1)
    consent.save()
    assert consent.refusal(Medium.TEXT) == "it was withdrawn"
    assert not Consent.objects.holding().exists()


def test_it_is_of_a_person_or_of_a_group(consent):
    consent.full_clean()
    consent.group = "Pupils"
    consent.expires_on = consent.given_on
    with pytest.raises(ValidationError) as refused:
        consent.full_clean()
    assert set(refused.value.message_dict) == {"person", "expires_on"}


def test_its_evidence_is_sealed_and_goes_with_it(consent, django_capture_on_commit_callbacks):
    consent.evidence.save("Signed by Kim.PDF", ContentFile(b"signed"))
    name, storage = consent.evidence.name, consent.evidence.storage
    assert "Kim" not in name
    with pytest.raises(NotImplementedError):
        consent.evidence.url  # noqa: B018 -- it is asked for
    with django_capture_on_commit_callbacks(execute=True):
        consent.delete()
    assert not storage.exists(name)
