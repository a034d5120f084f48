"""Many pictures are reviewed with one key each, and the reviewer is recorded."""

import re
import threading
from contextlib import suppress
from html import unescape

import pytest
from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry, ReferenceIndex

from cms.record.comparison import compare_everything
from media.models import CustomImage
from media.obscuring.obscure import obscure
from media.obscuring.pixels import Region
from media.review import queue
from tests.factories import ImageFactory, LetterPageFactory, video
from tests.media.planted import saved, scene
from tests.own_connections import with_own_connections

pytestmark = pytest.mark.django_db
QUEUE = "/admin/review/image/"


@pytest.fixture
def pictures(django_user_model):
    uploader = django_user_model.objects.create_user("uploader")
    return [
        ImageFactory(title=title, review="unreviewed", uploaded_by_user=uploader)
        for title in ("Ferry", "Market", "Gate")
    ]


def shown(client, address=QUEUE):
    context = client.get(address).context
    return context["file"], context["following"], context["count"]


def test_one_after_the_other_is_answered_and_the_last_taken_back(
    admin_client, pictures, admin_user
):
    ferry, market, gate = pictures
    letter = LetterPageFactory(
        title="To the Minister", live=False, lead_image=ferry, lead_image_caption="At the pier",
        lead_image_credit="LFNKR",
    )  # fmt: skip
    letter.save_revision(clean=False)
    html = admin_client.get(QUEUE).content.decode()
    assert all(words in html for words in ("To the Minister", "At the pier", "Credit: LFNKR"))
    assert shown(admin_client) == (ferry, market, 3)
    following = admin_client.post(QUEUE, {"key": ferry.pk, "review": "nobody"})["Location"]
    assert shown(admin_client, following) == (market, gate, 2)
    ferry.refresh_from_db()
    assert (ferry.review, ferry.reviewed_by) == ("nobody", admin_user)
    following = admin_client.post(QUEUE, {"key": market.pk, "skip": "1"})["Location"]
    assert shown(admin_client, following) == (gate, market, 2)
    admin_client.post(QUEUE, {"undo": "1"})
    ferry.refresh_from_db()
    assert (ferry.review, ferry.reviewed_by, ferry.cleared_until) == ("unreviewed", None, None)
    said = ModelLogEntry.objects.filter(action="media.review").order_by("pk")
    assert [entry.data["review"] for entry in said] == ["nobody", "unreviewed"]


def test_who_obscures_from_the_queue_goes_on_with_the_next(admin_client, pictures, monkeypatch):
    html = admin_client.get(QUEUE).content.decode()
    assert 'aria-current="page">Images (3)</a>' in html
    monkeypatch.setattr("media.obscuring.views.obscure", lambda *_arguments: None)
    address = unescape(re.search(r'href="(/admin/pictures/[^"]+)"', html)[1])
    assert "Back to the review" in admin_client.get(address).content.decode()
    following = admin_client.post(address, {"regions": "[]"})["Location"]
    assert shown(admin_client, following)[0] == pictures[1]


def test_consent_and_obscuring_are_no_answers_of_a_look(admin_client, pictures):
    for review in ("consented", "obscured", "unreviewed", "anything"):
        admin_client.post(QUEUE, {"key": pictures[0].pk, "review": review})
    assert set(CustomImage.objects.values_list("review", flat=True)) == {"unreviewed"}


@pytest.fixture
def writer(client, django_user_model):
    user = django_user_model.objects.create_user("writer")
    names = ("access_admin", "add_image", "choose_image")
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(user)
    return client


def test_who_may_not_review_does_not_by_any_form(writer, pictures):
    assert writer.get(QUEUE).status_code in (302, 403)
    data = {"key": pictures[0].pk, "review": "nobody"}
    assert writer.post(QUEUE, data).status_code in (302, 403)
    action = reverse("wagtail_bulk_action", args=["media", "customimage", "review"])
    writer.post(f"{action}?id={pictures[0].pk}", {"review": "nobody"})
    assert set(CustomImage.objects.values_list("review", flat=True)) == {"unreviewed"}


def test_a_whole_collection_is_answered_at_once(admin_client, pictures, admin_user):
    action = reverse("wagtail_bulk_action", args=["media", "customimage", "review"])
    collection = pictures[0].collection_id
    address = f"{action}?id=all&childOf={collection}"
    assert "Look at all of them first" in admin_client.get(address).content.decode()
    admin_client.post(address, {"review": "nobody"})
    rows = CustomImage.objects.values_list("review", "reviewed_by")
    assert set(rows) == {("nobody", admin_user.pk)}


def replace_file(picture):
    row = CustomImage.objects.get(pk=picture.pk)
    row.file.save("other.jpg", ContentFile(saved(scene((9, 9)), "JPEG")))


def test_no_answer_is_given_for_a_file_that_nobody_looked_at(admin_client, pictures):
    ferry = pictures[0]
    seen = admin_client.get(QUEUE).context["file"].file_hash
    action = reverse("wagtail_bulk_action", args=["media", "customimage", "review"])
    many = f"{action}?id={ferry.pk}"
    looked_at = admin_client.get(many).context["form"]["seen"].value()
    edit = reverse("wagtailimages:edit", args=[ferry.pk])
    assert f'value="{seen}"' in admin_client.get(edit).content.decode()
    replace_file(ferry)
    answers = [
        admin_client.post(QUEUE, {"key": ferry.pk, "review": "nobody", "seen": seen}, follow=True),
        admin_client.post(edit, {"title": "x", "review": "nobody", "seen": seen}),
        admin_client.post(many, {"review": "nobody", "seen": looked_at}, follow=True),
        admin_client.post(
            reverse("media_obscure", args=[ferry.pk]),
            {
                "regions": '[{"x": 0, "y": 0, "width": 9, "height": 9, "fill": "solid"}]',
                "seen": seen,
            },
            follow=True,
        ),
    ]
    assert all("Look at" in answer.content.decode() for answer in answers)
    assert CustomImage.objects.get(pk=ferry.pk).review == "unreviewed"


def test_what_was_said_of_a_file_is_not_given_back_to_another(admin_client, admin_user, pictures):
    ferry = obscure(pictures[0], [Region(0, 0, 9, 9)], admin_user)
    admin_client.post(QUEUE, {"key": ferry.pk, "review": "unconsented"})
    replace_file(ferry)
    admin_client.post(QUEUE, {"undo": "1"})
    assert CustomImage.objects.get(pk=ferry.pk).review == "unreviewed"


@pytest.mark.parametrize("name", ["review", "delete", "add_tags", "add_to_collection"])
def test_all_in_a_listing_are_those_that_its_filters_list(admin_client, pictures, name):
    pictures[1].tags.add("market")
    pictures[1].save()
    action = reverse("wagtail_bulk_action", args=["media", "customimage", name])
    items = admin_client.get(f"{action}?tag=market&id=all").context["items"]
    assert [item["item"] for item in items] == [pictures[1]]


VIDEOS = "/admin/review/video/"


def test_a_video_is_watched_at_its_provider_and_answered_here(admin_client, admin_user, writer):
    film = video("https://vimeo.com/148751763", "unreviewed")
    letter = LetterPageFactory(title="A public letter")
    letter.title = "A draft"
    letter.body = [("embed", {"url": "http://vimeo.com/148751763", "caption": "At the pier"})]
    letter.save_revision(clean=False)
    assert writer.get(VIDEOS).status_code in (302, 403)
    assert writer.get("/admin/videos/").status_code in (302, 403)
    for name in ("choose", "choose_results", "chosen_multiple"):
        assert writer.get(reverse(f"video_chooser:{name}")).status_code in (302, 403)
    assert writer.get(reverse("video_chooser:chosen", args=[film.pk])).status_code in (302, 403)
    admin_client.force_login(admin_user)
    html = admin_client.get(VIDEOS).content.decode()
    assert all(words in html for words in ("Watch it at Vimeo", "A draft", "At the pier"))
    assert film.address in admin_client.get("/admin/videos/").content.decode()
    chosen = admin_client.get(reverse("video_chooser:chosen", args=[film.pk])).json()
    assert chosen["result"]["edit_url"] == f"{VIDEOS}?key={film.pk}"
    assert "<iframe" not in html
    assert "<img" not in html.split("data-media-review")[1].split("</form>")[0]
    assert shown(admin_client, VIDEOS) == (film, None, 1)
    admin_client.post(VIDEOS, {"key": film.pk, "review": "not_identifiable"})
    film.refresh_from_db()
    assert (film.review, film.reviewed_by, film.is_cleared) == (
        "not_identifiable", admin_user, True,
    )  # fmt: skip
    admin_client.post(VIDEOS, {"undo": "1"})
    film.refresh_from_db()
    assert (film.review, film.is_cleared) == ("unreviewed", False)
    assert ModelLogEntry.objects.filter(action="media.review").count() == 2


def test_a_page_that_shows_a_video_since_before_there_were_reviews_is_named(admin_client):
    film = video("https://vimeo.com/148751763")
    LetterPageFactory(title="A public letter", body=[("embed", {"url": film.address})])
    compare_everything()
    ReferenceIndex.objects.all().delete()
    html = admin_client.get(f"{VIDEOS}?key={film.pk}").content.decode()
    assert "A public letter" in html


def test_what_was_reviewed_is_opened_without_a_count_of_nothing(admin_client):
    key = ImageFactory(review="nobody").pk
    html = admin_client.get(f"{QUEUE}?key={key}").content.decode()
    assert '<p role="status">Everything is reviewed.</p>' in html


def test_no_answer_is_written_over_another_unseen(admin_client, pictures):
    ferry = pictures[0]
    ferry.review = "unconsented"
    ferry.save()
    answer = {"key": ferry.pk, "review": "nobody"}
    refused = admin_client.post(QUEUE, answer | {"said": "unreviewed"}, follow=True)
    assert "Somebody answered meanwhile: Recognisable, without" in refused.content.decode()
    ferry.refresh_from_db()
    assert ferry.review == "unconsented"
    admin_client.post(QUEUE, answer | {"said": "unconsented"})
    ferry.refresh_from_db()
    assert ferry.review == "nobody"
    ferry.review = "unconsented"
    ferry.save()
    admin_client.post(QUEUE, {"undo": "1"})
    ferry.refresh_from_db()
    assert ferry.review == "unconsented"


@pytest.mark.django_db(transaction=True)
def test_of_two_answers_at_once_the_second_is_told_of_the_first(
    pictures, django_user_model, monkeypatch
):
    both, answers, answers_for = threading.Barrier(2), [], queue.answers_for

    def wait(file):
        with suppress(threading.BrokenBarrierError):  # the other has not read it yet
            both.wait(timeout=1)
        return answers_for(file)

    @with_own_connections
    def say(browser, review):
        form = {"key": pictures[0].pk, "said": "unreviewed", "review": review}
        answers.append(browser.post(QUEUE, form)["Location"])

    monkeypatch.setattr(queue, "answers_for", wait)
    threads = []
    for name, review in (("lee", "nobody"), ("park", "unconsented")):
        browser = Client()
        browser.force_login(django_user_model.objects.create_superuser(name))
        threads.append(threading.Thread(target=say, args=[browser, review]))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    key = pictures[0].pk
    assert sorted(answers) == [f"{QUEUE}?after={key}", f"{QUEUE}?key={key}"]
    assert ModelLogEntry.objects.filter(action="media.review").count() == 1
