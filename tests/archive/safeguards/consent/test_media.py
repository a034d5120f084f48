"""A picture is public because of consents as long as everybody in it allows it."""

import threading
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db.models.signals import pre_save
from django.urls import reverse
from django.utils import timezone

from archive.safeguards.models import Consent, ConsentImage, Person
from cms.record.comparison import compare_everything
from cms.record.models import Act, Change
from media.models import CustomImage, Review
from tests.factories import ArchiveSectionPageFactory, ImageFactory, ReportPageFactory
from tests.own_connections import with_own_connections

pytestmark = pytest.mark.django_db
QUERY = "{ entries { nodes { leadImage { image { title } } } } }"


@pytest.fixture
def picture():
    return ImageFactory(title="Two women", description="Two women", review="unreviewed")


@pytest.fixture
def consent(picture):
    def give(name, **words):
        person = Person.objects.create(name=name, is_pseudonym=True)
        allowed = {"scope": "PUBLIC", "pictures": True, "given_on": timezone.localdate()}
        consent = Consent.objects.create(person=person, asked_by="Kim", **allowed | words)
        ConsentImage.objects.create(consent=consent, file=picture)
        return consent

    return give


@pytest.fixture
def readers_see(graphql, picture):
    section = ArchiveSectionPageFactory(slug="reports")
    report = ReportPageFactory(parent=section, title="At home", live=False)
    type(report).objects.filter(pk=report.pk).update(live=True, lead_image=picture)

    def ask():
        [node] = graphql(QUERY)["data"]["entries"]["nodes"]
        return node["leadImage"] is not None

    return ask


def review(picture):
    row = CustomImage.objects.get(pk=picture.pk)
    row.review = Review.CONSENTED
    row.save()


def test_with_the_consent_of_everybody_readers_see_it(consent, readers_see, picture):
    consent("Ms. K")
    second = consent("Ms. L", scope="RESEARCHERS")
    review(picture)
    assert not readers_see()
    second.scope = "PUBLIC"
    second.save()
    assert readers_see()
    second.withdrawn_on = timezone.localdate()
    second.save()
    assert not readers_see()


def test_without_a_consent_nobody_sees_it(readers_see, picture):
    review(picture)
    assert not readers_see()


def test_it_is_taken_back_when_the_consent_names_it_no_more(consent, readers_see, picture):
    given = consent("Ms. K")
    review(picture)
    assert readers_see()
    given.shown_images.all().delete()
    assert not readers_see()


def test_it_ends_with_the_first_consent_by_the_clock(consent, readers_see, picture, clock):
    consent("Ms. K")
    consent("Ms. L", expires_on=timezone.localdate() + timedelta(days=9))
    review(picture)
    assert readers_see()
    clock(timezone.now() + timedelta(days=9))
    assert not readers_see()


@pytest.mark.parametrize("words", [{"pictures": False}, {"not_shown_in": "China"}])
def test_a_consent_that_does_not_allow_it_is_none(consent, readers_see, picture, words):
    consent("Ms. K", **words)
    review(picture)
    assert not readers_see()


def test_the_queue_offers_it_once_a_consent_names_the_picture(consent, admin_client, picture):
    address = reverse("media_review", args=["image"])
    assert 'value="consented"' not in admin_client.get(address).content.decode()
    consent("Ms. K")
    assert 'value="consented"' in admin_client.get(address).content.decode()
    admin_client.post(address, {"key": picture.pk, "review": "consented"})
    picture.refresh_from_db()
    assert (picture.review, picture.cleared_until is not None) == ("consented", True)


def test_a_dump_that_is_loaded_again_keeps_what_was_said(consent, picture, tmp_path):
    consent("Ms. K")
    review(picture)
    dump = tmp_path / "dump.json"
    call_command("dumpdata", "safeguards", "media.customimage", output=str(dump))
    call_command("loaddata", str(dump), verbosity=0)
    assert CustomImage.objects.get().cleared_until is not None


def withdraw(consent, _clock):
    consent.withdrawn_on = timezone.localdate()
    consent.save()


def expire(consent, clock):
    Consent.objects.filter(pk=consent.pk).update(checked_at=timezone.now())
    clock(consent.ends_at)
    call_command("tick", verbosity=0)


@pytest.mark.parametrize("end", [withdraw, expire])
def test_the_record_says_that_it_went_for_a_consent(
    consent, readers_see, picture, clock, committed, end
):
    given = consent("Ms. K", expires_on=timezone.localdate() + timedelta(days=7))
    review(picture)
    compare_everything()
    assert readers_see()
    committed(lambda: end(given, clock))
    assert not readers_see()
    change = Change.objects.get(kind="WITHDRAWN", type="Image", key=picture.pk)
    assert change.reason == "CONSENT"
    assert not Act.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_review_in_the_instant_of_a_withdrawal_makes_nothing_public(
    consent, picture, admin_client
):
    given = consent("Ms. K")
    thread = threading.Thread(target=with_own_connections(withdraw), args=[given, None])

    def meanwhile(**_signal):  # its consents are read, and it is not written yet
        if thread.ident is None:
            thread.start()
            thread.join(timeout=1)

    pre_save.connect(meanwhile, CustomImage)
    try:
        address = reverse("media_review", args=["image"])
        admin_client.post(address, {"key": picture.pk, "review": "consented"})
        thread.join()
    finally:
        pre_save.disconnect(meanwhile, CustomImage)
    picture.refresh_from_db()
    assert (picture.review, picture.cleared_until) == ("consented", None)
