"""Videos are found by their address, and many are answered at once."""

import pytest
from django.urls import reverse

from media.models import Video
from tests.factories import video

pytestmark = pytest.mark.django_db


@pytest.fixture
def videos():
    addresses = ("https://vimeo.com/11", "https://vimeo.com/22", "https://youtu.be/dQw4w9WgXcQ")
    return [video(address, "unreviewed") for address in addresses]


def test_the_list_and_the_window_find_a_part_of_an_address(admin_client, videos):
    listed = admin_client.get(reverse("videos:index"), {"q": "vimeo.com/2"})
    assert list(listed.context["object_list"]) == [videos[1]]
    for screen in ("choose", "choose_results"):
        window = reverse(f"video_chooser:{screen}")
        chosen = admin_client.get(window, {"q": "VIMEO.com/2", "review": "unreviewed"})
        assert list(chosen.context["results"]) == [videos[1]]
        assert not admin_client.get(window, {"review": "nobody"}).context["results"]


def test_many_are_answered_at_once_and_no_others(admin_client, videos, admin_user, client):
    action = reverse("wagtail_bulk_action", args=["media", "video", "review"])
    listed = admin_client.get(reverse("videos:index")).content.decode()
    assert action in listed
    assert f'data-object-id="{videos[0].pk}"' in listed
    address = f"{action}?id=all&provider=Vimeo"
    shown = admin_client.get(address)
    assert videos[1].address in shown.content.decode()
    seen = shown.context["form"].initial["seen"]
    admin_client.post(address, {"review": "nobody", "seen": seen})
    answers = dict(Video.objects.values_list("pk", "review"))
    assert [answers[row.pk] for row in videos] == ["nobody", "nobody", "unreviewed"]
    assert Video.objects.get(pk=videos[0].pk).reviewed_by == admin_user
