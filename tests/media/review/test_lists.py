"""Lists and choosers show the review of each picture and file, and filter by it."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from media.models import CustomDocument, CustomImage, Review
from tests.factories import ImageFactory

pytestmark = pytest.mark.django_db
IMAGES, DOCUMENTS = (CustomImage, "images"), (CustomDocument, "documents")
SCREENS = {
    "wagtailimages:index": IMAGES,
    "wagtailimages:index_results": IMAGES,
    "wagtailimages_chooser:choose": IMAGES,
    "wagtailimages_chooser:choose_results": IMAGES,
    "wagtaildocs:index": DOCUMENTS,
    "wagtaildocs:index_results": DOCUMENTS,
    "wagtaildocs_chooser:choose": DOCUMENTS,
    "wagtaildocs_chooser:choose_results": DOCUMENTS,
}


def make_document(title="river", review="nobody"):
    file = ContentFile(b"Nobody is named here.", "note.txt")
    return CustomDocument.objects.create(title=title, file=file, review=review)


@pytest.fixture
def files(db):
    """One of each state; of those with consent, one whose consent has ended."""
    for make, model in ((ImageFactory, CustomImage), (make_document, CustomDocument)):
        for review in Review:
            file = make(title=f"river {review.value}", review="nobody")
            ended = timezone.now() - timedelta(days=1)
            until = {"unreviewed": None, "unconsented": None, "consented": ended}
            row = model.objects.filter(pk=file.pk)
            row.update(review=review, cleared_until=until.get(review.value, file.cleared_until))


def asked(client, screen, **parameters):
    answer = client.get(reverse(screen), parameters)
    assert answer.status_code == 200
    return answer


def titles(answer):
    context = answer.context
    rows = context["results"] if "results" in context else context["object_list"]
    return sorted(row.title for row in rows)


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("layout", ["grid", "list"])
def test_each_screen_says_how_each_is_reviewed_and_filters(admin_client, files, screen, layout):
    html = asked(admin_client, screen, layout=layout).content.decode()
    for review in Review:
        assert str(review.label) in html
    assert "no consent holds" in html
    for query in ({}, {"q": "river"}):
        answer = asked(admin_client, screen, layout=layout, review="unconsented", **query)
        assert titles(answer) == ["river unconsented"]
    CustomImage.objects.filter(review="obscured").update(has_clean_copy=False)
    CustomDocument.objects.filter(review="obscured").update(has_clean_copy=False)
    answer = asked(admin_client, screen, layout=layout, review="obscured")
    assert "it cannot be cleaned" in answer.content.decode()


def test_a_list_takes_several_answers_and_a_chooser_says_where_there_is_none(admin_client, files):
    answer = asked(admin_client, "wagtailimages:index", review=["nobody", "obscured"])
    assert titles(answer) == ["river nobody", "river obscured"]
    for screen in ("wagtailimages_chooser:choose_results", "wagtaildocs_chooser:choose_results"):
        SCREENS[screen][0].objects.filter(review="nobody").delete()
        html = asked(admin_client, screen, review="nobody").content.decode()
        assert "There are no results." in html
        assert "uploaded any" not in html


def test_what_is_done_with_all_is_done_with_those_of_the_answer(admin_client, files):
    action = reverse("wagtail_bulk_action", args=["media", "customimage", "add_tags"])
    items = admin_client.get(f"{action}?review=unreviewed&id=all").context["items"]
    assert [item["item"].title for item in items] == ["river unreviewed"]


@pytest.mark.once
@pytest.mark.parametrize("screen", SCREENS)
def test_more_rows_take_no_more_statements(admin_client, files, screen):
    def count():
        with CaptureQueriesContext(connection) as queries:
            asked(admin_client, screen, layout="list", review="nobody")
        return len(queries)

    count()  # Wagtail makes the small sizes of pictures the first time
    before = count()
    for _number in range(3):
        ImageFactory(), make_document()
    count()
    assert count() == before
