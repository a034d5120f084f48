"""Removed originals are listed, downloaded and, after a waiting time, destroyed with permission."""

from datetime import timedelta

import pytest
from botocore.exceptions import EndpointConnectionError
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.checks import run_checks
from django.core.files.storage import FileSystemStorage
from django.utils import timezone
from wagtail.models import ModelLogEntry

from media.models import CustomImage, RemovedOriginal
from tests.media.planted import saved, scene

pytestmark = pytest.mark.django_db
LIST = "/admin/removed-originals/"
CONTENT = saved(scene(), "JPEG")


@pytest.fixture
def original(make_image):
    """Of a picture that was deleted a year ago."""
    make_image(CONTENT).delete()
    long_ago = timezone.now() - timedelta(days=365)
    RemovedOriginal.objects.update(title="The fax", removed_at=long_ago)
    return RemovedOriginal.objects.get()


@pytest.fixture
def account(client):
    """Log in somebody who has these permissions beside those of an editor."""

    def log_in(*codenames):
        user = get_user_model().objects.create_user("kim", "kim@example.org", "secret")
        names = ("access_admin", "delete_customimage", "change_customimage", *codenames)
        user.user_permissions.set(Permission.objects.filter(codename__in=names))
        client.force_login(user)
        return user

    return log_in


@pytest.fixture
def keeper(account):
    return account("destroy_removedoriginal")


def address(act, original):
    return f"{LIST}{original.pk}/{act}/"


def is_there(original):
    row_is = RemovedOriginal.objects.filter(pk=original.pk).exists()
    assert row_is == original.original.storage.exists(original.original.name)
    return row_is


def log():
    entries = ModelLogEntry.objects.filter(action__startswith="media.").order_by("pk")
    return [(each.action, each.user.username, each.data["sha256"]) for each in entries]


def test_the_list_says_what_they_were(client, keeper, original):
    page = client.get(LIST).text
    for words in ("The fax", "Image", "Deleted", original.sha256[:16]):
        assert words in page
    assert LIST in client.get("/admin/").text
    assert "The fax" in client.get(f"{LIST}?q={original.sha256}").text
    assert "The fax" not in client.get(f"{LIST}?kind=document").text


@pytest.mark.parametrize("method", ["get", "post"])
def test_who_may_delete_pictures_may_not_see_their_originals(client, account, original, method):
    account()
    for page in (LIST, address("download", original), address("destroy", original)):
        response = getattr(client, method)(page)
        assert (response.status_code, response["Location"]) == (302, "/admin/")
    assert LIST not in client.get("/admin/").text
    assert "The fax" not in client.get("/admin/reports/site-history/").text
    assert is_there(original)
    assert log() == []


def test_nobody_who_is_not_logged_in_gets_there(client, original):
    for page in (LIST, address("download", original), address("destroy", original)):
        assert client.get(page)["Location"].startswith("/admin/login/")


def test_a_download_is_logged_and_never_shown_in_the_browser(client, keeper, original):
    response = client.get(address("download", original))
    assert b"".join(response.streaming_content) == CONTENT
    assert response["Content-Disposition"].startswith('attachment; filename="original-The_fax.jpg"')
    assert "no-store" in response["Cache-Control"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert log() == [("media.download_original", "kim", original.sha256)]


def test_destroying_asks_and_is_logged(client, keeper, original):
    assert "for ever" in client.get(address("destroy", original)).text
    assert is_there(original)
    response = client.post(address("destroy", original), follow=True)
    assert "is destroyed" in response.text
    assert not is_there(original)
    assert log() == [("media.destroy_original", "kim", original.sha256)]
    assert "Original destroyed" in client.get("/admin/reports/site-history/").text
    assert client.post(address("destroy", original)).status_code == 404


def test_it_is_kept_until_the_waiting_time_is_over(client, keeper, original, settings):
    settings.ORIGINALS_KEPT_FOR = 366
    for ask in (client.get, client.post):
        assert "is kept until" in ask(address("destroy", original), follow=True).text
    assert is_there(original)
    assert log() == []
    settings.ORIGINALS_KEPT_FOR = 364
    client.post(address("destroy", original))
    assert not is_there(original)


def test_what_a_picture_still_has_is_not_destroyed(client, keeper, original):
    twin = CustomImage(title="Twin", original=original.original.name, width=1, height=1)
    CustomImage.objects.bulk_create([twin])
    page = client.post(address("destroy", original), follow=True).text
    assert "a picture or file has this original" in page
    assert is_there(original)


def test_a_storage_that_is_down_loses_nothing(client, keeper, original, monkeypatch):
    def refuse(*_arguments, **_options):
        raise EndpointConnectionError(endpoint_url="s3")

    with monkeypatch.context() as down:
        for act in ("delete", "_open"):
            down.setattr(FileSystemStorage, act, refuse)
        page = client.post(address("destroy", original), follow=True).text
        assert "the storage does not answer" in page
        page = client.get(address("download", original), follow=True).text
        assert "cannot be read: try again" in page
    assert is_there(original)
    assert log() == []


def test_a_missing_file_is_said_and_its_row_can_go(client, keeper, original):
    original.original.storage.delete(original.original.name)
    page = client.get(address("download", original), follow=True).text
    assert "is missing in the storage" in page
    client.post(address("destroy", original))
    assert not is_there(original)


@pytest.mark.parametrize("days", [0, -1, "30", 30.5, None, True, 1_000_000])
def test_a_waiting_time_that_is_none_is_refused(settings, days):
    settings.ORIGINALS_KEPT_FOR = days
    assert "media.E001" in [each.id for each in run_checks()]
