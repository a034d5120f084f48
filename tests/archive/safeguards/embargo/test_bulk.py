"""Embargoes for many items are set and tightened, never loosened."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from archive.bulk.runs import can_be_undone
from archive.models import BulkRun
from archive.safeguards.embargo.over import embargo_on
from archive.safeguards.models import Embargo
from tests.factories import ImageFactory, LetterPageFactory, video

pytestmark = pytest.mark.django_db


def ask(client, model, keys, **words):
    app = "wagtailcore" if model == "page" else "media"
    address = reverse("wagtail_bulk_action", args=[app, model, "embargo"])
    query = "&".join(f"id={key}" for key in keys)
    data = {"ends_on": "", "review_on": "", "at_end": "ASK", "reason": "The source asked."}
    return client.post(f"{address}?{query}&next=/admin/", data | words, follow=True)


def test_many_pages_are_closed_and_none_is_loosened(letter, embargo, titles, admin_client):
    other = LetterPageFactory(parent=letter.get_parent(), title="Other", slug="other")
    later = timezone.localdate() + timedelta(days=500)
    embargo(letter, ends_on=later)
    keys = [letter.pk, other.pk]
    ask(admin_client, "page", keys, ends_on="2090-01-01", at_end="OPEN")
    assert {row.terms.at_end for row in Embargo.objects.all()} == {"ASK", "OPEN"}
    assert embargo_on(other).ends_on.year == 2090
    ask(admin_client, "page", keys, ends_on=f"{later - timedelta(days=400):%Y-%m-%d}")
    assert [embargo_on(page).ends_on.year for page in (letter, other)] == [2090, 2090]
    assert titles() == []
    run = BulkRun.objects.first()
    assert not can_be_undone(run)
    answer = admin_client.post(reverse("archive_bulk_run", args=[run.pk]))
    assert answer.status_code in (302, 403)
    assert Embargo.objects.in_force().count() == 2


def test_many_pictures_are_closed(embargo, admin_client):
    pictures = [ImageFactory(title=title) for title in ("A gate", "A bridge")]
    screen = admin_client.get(
        reverse("wagtail_bulk_action", args=["media", "customimage", "embargo"]),
        {"id": pictures[0].pk, "next": "/admin/"},
    ).content.decode()
    assert "The last day on which readers must not see it" in screen
    ask(admin_client, "customimage", [row.pk for row in pictures], review_on="2090-01-01")
    assert Embargo.objects.in_force().count() == 2
    assert not any(type(row).objects.get(pk=row.pk).cleared_until for row in pictures)


def test_all_videos_that_a_filter_shows_are_closed_and_no_others(admin_client):
    shown, other = (
        video("https://vimeo.com/1234567"),
        video("https://vimeo.com/7654321", "obscured"),
    )
    address = reverse("wagtail_bulk_action", args=["media", "video", "embargo"])
    data = {"ends_on": "", "review_on": "2090-01-01", "at_end": "ASK", "reason": "They asked."}
    admin_client.post(f"{address}?id=all&review=nobody&next=/admin/", data, follow=True)
    assert embargo_on(shown)
    assert not embargo_on(other)


def test_the_list_of_videos_says_until_when(embargo, admin_client):
    for address, terms in {
        "https://vimeo.com/1": {"days": 30, "at_end": "OPEN"},
        "https://vimeo.com/2": {"days": 30},
        "https://vimeo.com/3": {"ends_on": None, "review_on": timezone.localdate()},
    }.items():
        embargo(video(address), **terms)
    screen = admin_client.get(reverse("videos:index")).content.decode()
    day = date_format(timezone.localdate() + timedelta(days=30))
    assert f"under an embargo through {day}<" in screen
    assert f"under an embargo through {day}, and until somebody lifts it<" in screen
    assert "under an embargo until somebody lifts it<" in screen
