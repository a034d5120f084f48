"""Caches in front are purged of each address of a picture or file that is no longer public."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from archive.models import LetterPage
from cms.record.follower import last_number
from cms.record.purging import purge
from cms.record.purging.backends import TagBackend
from cms.record.purging.models import AddressToPurge, PurgedCache
from media import renditions

from .planted import saved, scene
from .test_placement import commit as commit
from .test_placement import letter as letter
from .test_placement import picture as picture
from .test_placement import report as report

pytestmark = pytest.mark.django_db
HERE = "https://cms.example.org"


class Cache(TagBackend):
    """Keeps nothing, and says what it was told to drop."""

    MOST_TAGS = 1000
    tags, urls, is_down = [], [], False

    def purge(self, url):
        if self.is_down:
            raise OSError("down")
        self.urls.append(url)

    def purge_batch(self, urls):
        for url in urls:
            self.purge(url)

    def _purge_tags(self, tags):
        self.tags.extend(tags)


@pytest.fixture
def cache(settings, monkeypatch):
    """The only cache in front; it is told in the thread of the test."""
    PurgedCache.objects.all().delete()  # it owes nothing of what other tests committed
    PurgedCache.objects.create(name="cache", number=last_number())
    settings.WAGTAILADMIN_BASE_URL = HERE
    settings.WAGTAILFRONTENDCACHE = {"cache": {"BACKEND": f"{__name__}.Cache"}}
    for name in ("cms.record.purging.purge", "cms.record.touched"):
        monkeypatch.setattr(f"{name}.tell_at_once", tell)
    monkeypatch.setattr(Cache, "urls", [])
    monkeypatch.setattr(Cache, "tags", [])
    return Cache


def tell():
    with suppress(OSError):  # which would be logged
        purge.purge_due()


def headers(client, address):
    answer = client.get(address)
    b"".join(answer)  # which closes a file
    return answer.headers


@pytest.fixture
def rendition(client, letter, picture):
    """The address that makes a size of the picture, and the one where that lies."""
    signed = renditions.signed_path(picture.pk, "width-160")
    return signed, headers(client, signed)["Location"]


TAKING_BACK = {
    "withdraw": lambda letter, report: letter.unpublish(),
    "delete": lambda letter, report: letter.delete(),
    "remove": lambda letter, report: (letter.delete(), report.delete(), letter.lead_image.delete()),
}


@pytest.mark.parametrize("how", TAKING_BACK)
def test_all_addresses_are_purged(cache, client, commit, letter, report, rendition, how):
    addresses = [*rendition, report.url]
    tags = [headers(client, each)["Cache-Tag"] for each in addresses]
    commit(lambda: TAKING_BACK[how](LetterPage.objects.get(), report))
    assert {f"{HERE}{each}" for each in addresses[1:]} <= set(cache.urls)
    assert set(tags) <= set(cache.tags)


def test_the_address_of_a_replaced_file_is_purged(cache, client, commit, letter, report):
    old, tag = report.url, headers(client, report.url)["Cache-Tag"]
    report.file = ContentFile(b"other words", name="today.txt")
    commit(report.save)
    assert report.url != old
    assert f"{HERE}{old}" in cache.urls
    assert tag in cache.tags


def test_the_sizes_of_a_replaced_picture_are_purged(cache, commit, picture, rendition):
    picture.file = ContentFile(saved(scene(), "PNG"), name="other.png")
    commit(picture.save)
    assert f"{HERE}{rendition[1]}" in cache.urls


def test_what_stays_public_is_purged_of_no_file(cache, commit, letter, report, rendition):
    commit(lambda: letter.save_revision().publish())
    assert not [url for url in cache.urls if "/images/" in url or "/documents/" in url]


def test_what_fails_is_tried_again(cache, commit, letter, rendition, monkeypatch, clock):
    address = f"{HERE}{rendition[1]}"
    monkeypatch.setattr(cache, "is_down", True)
    commit(letter.unpublish)
    monkeypatch.setattr(cache, "is_down", False)
    assert address not in cache.urls
    purge.purge_due()
    assert address in cache.urls
    cache.urls.clear()
    clock(timezone.now() + purge.SETTLING + timedelta(seconds=1))
    purge.purge_due()  # again: an answer that was under way may have been kept
    assert address in cache.urls
    assert not AddressToPurge.objects.exists()


def test_a_file_of_a_bucket_is_purged_at_its_own_address(cache):
    purge.purge_file("https://pictures.example.org/images/abc/width-160.jpg")
    purge.purge_due()
    assert cache.urls == ["https://pictures.example.org/images/abc/width-160.jpg"]


def test_a_cache_that_is_there_no_longer_is_owed_nothing(cache, settings):
    purge.purge_file("/media/images/abc/width-160.jpg")
    settings.WAGTAILFRONTENDCACHE = {}
    purge.purge_due()
    assert not AddressToPurge.objects.exists()


def test_where_there_is_no_cache_nothing_is_noted(commit, letter, rendition):
    commit(letter.unpublish)
    assert not AddressToPurge.objects.exists()


def test_what_is_not_public_has_no_tag(admin_client, report):
    assert "Cache-Tag" not in headers(admin_client, report.url)
