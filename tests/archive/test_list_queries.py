"""A list in the admin asks the database as often for one row as for several."""

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from archive.safeguards.embargo.acts import close
from archive.safeguards.embargo.terms import Terms
from archive.safeguards.models import Consent, Person
from home.models import Menu
from tests.factories import CategoryFactory, ImageFactory, PlaceFactory, TagFactory, video
from tests.media.review.test_lists import make_document

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def make_person():
    return Person.objects.create(name="Ms. K")


def make_consent():
    day = timezone.localdate()
    return Consent.objects.create(person=make_person(), given_on=day, asked_by="Staff")


def make_menu():
    return Menu.objects.create(handle=f"menu-{Menu.objects.count()}", title="Menu")


def make_video():
    row = video(f"https://vimeo.com/{148751763 + Person.objects.count()}")
    row.reviewed_by = get_user_model().objects.create(username=make_person().pk)
    row.save()
    return row


def kept_back(make):
    """Make a cleared item, and put it under an embargo."""

    def make_held():
        item = make()
        close(item, Terms(None, timezone.localdate()), "The family asked for it.")

    return make_held


def make_image():
    return ImageFactory(review="nobody")


def make_category():
    return CategoryFactory(parent=CategoryFactory())


IMAGES, DOCUMENTS, VIDEOS = map(kept_back, (make_image, make_document, make_video))
LISTS = {
    "wagtailimages:index": IMAGES,
    "wagtailimages:index?layout=list": IMAGES,
    "wagtailimages_chooser:choose": IMAGES,
    "wagtailimages_chooser:choose_results?layout=list": IMAGES,
    "wagtailimages_chooser:choose_results?q=Image": IMAGES,
    "wagtaildocs:index": DOCUMENTS,
    "wagtaildocs_chooser:choose_results": DOCUMENTS,
    "videos:index": VIDEOS,
    "video_chooser:choose_results": VIDEOS,
    "wagtailsnippets_archive_category:list": make_category,
    "wagtailsnippets_archive_tag:list": TagFactory,
    "wagtailsnippets_archive_place:list": PlaceFactory,
    "wagtailsnippets_safeguards_person:list": make_person,
    "wagtailsnippets_safeguards_consent:list": make_consent,
    "wagtailsnippets_home_menu:list": make_menu,
    "wagtailsnippetchoosers_archive_category:choose_results": make_category,
    "wagtailsnippetchoosers_archive_tag:choose_results": TagFactory,
    "wagtailsnippetchoosers_archive_place:choose_results": PlaceFactory,
    "wagtailsnippetchoosers_safeguards_person:choose_results": make_person,
    "wagtailsnippetchoosers_safeguards_consent:choose_results": make_consent,
    "wagtailsnippetchoosers_home_menu:choose_results": make_menu,
}


@pytest.mark.parametrize("name", LISTS)
def test_more_rows_take_no_more_statements(admin_client, name):
    view, _, query = name.partition("?")
    address, make = f"{reverse(view)}?{query}", LISTS[name]

    def statements():
        with CaptureQueriesContext(connection) as queries:
            answer = admin_client.get(address)
        assert answer.status_code == 200
        # Wagtail's button “Translate” asks for the translations of each row.
        return [query["sql"] for query in queries if '"translation_key" = ' not in query["sql"]]

    make()
    statements()  # Wagtail makes the small sizes of pictures the first time
    before = statements()
    for _number in range(3):
        make()
    statements()
    assert len(statements()) == len(before)
