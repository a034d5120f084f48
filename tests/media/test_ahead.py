"""Sizes that pages request exist when a picture becomes public, within limits."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.record.comparison import compare_everything
from media import ahead, renditions
from media.models import CustomImage, PublicRendition
from tests.media.planted import saved, scene

pytestmark = pytest.mark.django_db
ASKED = ("width-160", "width-160|format-webp")


@pytest.fixture
def asked(make_image):
    """Pages that asked for two sizes of each picture, and once for another."""
    pictures = [make_image(saved(scene((200, 150 + n)), "JPEG")) for n in range(3)]
    for picture in pictures:
        for spec in ASKED:
            renditions.public_rendition(picture, spec)
    renditions.public_rendition(pictures[0], "width-320")
    compare_everything()
    return pictures


def sizes_of(picture):
    return set(picture.public_renditions.values_list("filter_spec", flat=True))


def test_a_new_picture_has_the_sizes_that_pages_ask_for(asked, make_image):
    new = make_image(saved(scene((210, 90)), "PNG"), name="new.png")
    assert ahead.make_sizes_of_new_pictures() == 0  # nobody has said that it is public
    compare_everything()
    assert ahead.make_sizes_of_new_pictures() == 2
    assert sizes_of(new) == set(ASKED)
    assert ahead.make_sizes_of_new_pictures() == 0


def test_what_is_not_public_any_more_gets_none(asked, make_image):
    new = make_image(saved(scene((210, 90)), "PNG"), name="new.png")
    compare_everything()
    CustomImage.objects.filter(pk=new.pk).update(is_public_by_itself=False)
    assert ahead.make_sizes_of_new_pictures() == 0


def test_what_became_public_long_ago_waits_until_somebody_asks(asked, make_image, clock):
    make_image(saved(scene((210, 90)), "PNG"), name="new.png")
    compare_everything()
    clock(timezone.now() + timedelta(hours=2))
    assert ahead.make_sizes_of_new_pictures() == 0


def test_a_run_ends_and_the_next_one_goes_on(asked, make_image, monkeypatch):
    new = make_image(saved(scene((210, 90)), "PNG"), name="new.png")
    compare_everything()
    now = iter(range(0, 10_000, 15))
    monkeypatch.setattr(ahead.time, "monotonic", lambda: next(now))
    assert ahead.make_sizes_of_new_pictures() == 1
    assert ahead.make_sizes_of_new_pictures() == 1
    assert sizes_of(new) == set(ASKED)


def test_looking_at_many_pictures_costs_what_one_costs(asked, make_image):
    def statements():
        make_image(saved(scene((210, 90)), "PNG"), name="new.png")
        compare_everything()
        ahead.make_sizes_of_new_pictures()
        with CaptureQueriesContext(connection) as queries:
            assert ahead.make_sizes_of_new_pictures() == 0  # all are there
        return len(queries)

    assert statements() == statements()


def test_what_was_made_ahead_says_nothing_about_what_is_asked(asked, make_image):
    make_image(saved(scene((210, 90)), "PNG"), name="new.png")
    compare_everything()
    ahead.make_sizes_of_new_pictures()
    assert set(ahead.asked_of_most_pictures()) == set(ASKED)
    PublicRendition.objects.filter(is_made_ahead=False).delete()
    assert ahead.asked_of_most_pictures() == []
