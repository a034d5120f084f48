"""Administrators of accounts reset a lost second factor, which is logged."""

import pytest
from django.core import mail
from wagtail.models import ModelLogEntry
from wagtail.users.models import UserProfile

from .conftest import CODE, log_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(client, account, code):
    show = code(user := account("Administrator", "park"))
    log_in(client, "park")
    client.post(CODE, {"code": show()})
    return user


def address(user):
    return f"/admin/users/{user.pk}/reset-second-factor/"


def test_a_reset_ends_sessions_and_is_logged_and_told(client, account, code, keeper):
    show = code(user := account("Editor"))
    UserProfile.objects.create(user=user, preferred_language="ja")
    other = type(client)()
    log_in(other)
    other.post(CODE, {"code": show()})
    assert other.get("/admin/account/").status_code == 200
    assert address(user) in client.get("/admin/users/").content.decode()
    assert "kim" in client.get(address(user)).content.decode()
    assert client.post(address(user)).url == "/admin/users/"
    assert not user.authenticator_set.exists()
    assert other.get("/admin/account/").status_code == 302
    entry = ModelLogEntry.objects.get(action="cms_door.reset_second_factor")
    assert (entry.user, entry.object_id) == (keeper, str(user.pk))
    assert (
        "Two-factor authentication reset"
        in client.get("/admin/reports/site-history/").content.decode()
    )
    [letter] = mail.outbox
    assert letter.to == ["kim@example.org"]
    assert "2要素認証がリセットされました" in letter.subject  # who reset it works in English


def test_nobody_resets_their_own_or_a_superusers(client, keeper, admin_user):
    for user in (keeper, admin_user):
        assert client.post(address(user)).url == "/admin/"
    assert keeper.authenticator_set.exists()


def test_a_reset_asks_again_who_is_there(client, account, settings, keeper, monkeypatch):
    settings.REAUTHENTICATION_MINUTES = 0
    user = account("Editor")
    assert client.post(address(user)).url.startswith("/admin/two-factor/password/")
    assert not ModelLogEntry.objects.filter(action="cms_door.reset_second_factor").exists()
