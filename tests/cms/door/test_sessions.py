"""A session ends after idle time and after a day's work; sealed data needs a recent login."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone
from wagtail.users.models import UserProfile

from cms.door.environment import LIMITS, door_limits, refused_limits
from cms.door.reauthentication import reauthenticated, reauthentication_required
from cms.door.views import NEW_PASSWORD

from .conftest import CODE, PASSWORD, log_in

pytestmark = [pytest.mark.django_db, pytest.mark.once]
PASSWORD_AGAIN = "/admin/two-factor/password/"


@pytest.fixture
def wait(monkeypatch):
    """Lets time go by, for sessions and what they hold: `wait(minutes=5)`."""
    passed = timedelta()

    def go_on(**time):
        nonlocal passed
        passed += timedelta(**time)

    now, seconds = timezone.now, __import__("time").time
    monkeypatch.setattr("django.utils.timezone.now", lambda: now() + passed)
    monkeypatch.setattr("time.time", lambda: seconds() + passed.total_seconds())
    return go_on


def is_inside(client):
    return client.get("/admin/account/").status_code == 200


def test_an_idle_session_ends(client, account, wait):
    account("Writer")
    log_in(client)
    for _ in range(3):
        wait(minutes=59)
        assert is_inside(client)
    wait(minutes=61)
    assert not is_inside(client)
    assert "_auth_user_id" not in client.session


def test_a_session_ends_after_a_day_however_busy(client, account, wait):
    account("Writer")
    log_in(client)
    for _ in range(12):
        assert is_inside(client)
        wait(minutes=59)
    assert is_inside(client)
    wait(minutes=59)
    assert not is_inside(client)


def test_what_an_open_page_asks_by_itself_keeps_no_session(client, account, wait):
    account("Writer")
    log_in(client)
    for _ in range(3):
        client.post("/admin/editing-sessions/ping/archive/letterpage/1/1/")
        wait(minutes=30)
    assert not is_inside(client)


def test_a_session_of_before_the_update_ends(client, account):
    client.force_login(account("Writer"))
    session = client.session
    del session["door_began"]
    session.save()
    assert not is_inside(client)


@pytest.fixture
def sealed(client):
    """What a sealed view answers in the browser's session."""

    def look():
        request = RequestFactory().get("/sealed/?q=1")
        request.session = client.session
        request.user = look.user
        look.is_recent = reauthenticated(request)
        return reauthentication_required(lambda request: HttpResponse("sealed"))(request)

    return look


def test_a_sealed_look_asks_for_all_factors_again(client, account, code, wait, sealed):
    show = code(user := account("Editor"))
    sealed.user = user
    log_in(client)
    client.post(CODE, {"code": show()})
    assert sealed().content == b"sealed"  # they have just logged in
    wait(minutes=6)
    assert sealed().url == f"{PASSWORD_AGAIN}?next=%2Fsealed%2F%3Fq%3D1"
    assert client.post(sealed().url, {"password": "wrong"}).status_code == 200
    assert sealed().url.startswith(PASSWORD_AGAIN)
    assert client.post(sealed().url, {"password": PASSWORD}).url == "/sealed/?q=1"
    asked = sealed().url
    assert asked.startswith("/admin/two-factor/reauthenticate/")
    assert not sealed.is_recent
    assert client.post(asked, {"code": show()}).url == "/sealed/?q=1"
    assert sealed().content == b"sealed"
    assert sealed.is_recent


def test_nobody_is_led_to_the_login_from_a_sealed_look(client, sealed):
    sealed.user = AnonymousUser()
    assert sealed().url == "/admin/login/?next=%2Fsealed%2F%3Fq%3D1"


def test_locks_are_changed_only_by_whoever_was_asked_just_now(client, account, code, wait):
    show = code(user := account("Writer"))
    log_in(client)
    client.post(CODE, {"code": show()})
    wait(minutes=6)
    assert client.post("/admin/two-factor/totp/deactivate/").url.startswith(PASSWORD_AGAIN)
    assert PASSWORD not in str(dict(client.session))
    assert user.authenticator_set.filter(type="totp").exists()


def test_password_and_address_are_changed_only_by_whoever_was_asked_just_now(
    client, account, wait, mailoutbox
):
    user = account("Writer")
    log_in(client)
    form = {
        "name_email-first_name": "Kim",
        "name_email-last_name": "Lee",
        "name_email-email": user.email,
        "locale-preferred_language": "en",
        "theme-theme": "system",
        "theme-contrast": "system",
        "theme-density": "default",
    }
    password = {"password-old_password": "guess"} | dict.fromkeys(NEW_PASSWORD, "a longer battery")
    address = {"name_email-email": "other@example.org"}
    wait(minutes=6)
    assert client.post("/admin/account/", form).url == "/admin/account/"  # no lock is changed
    for changes in (password, address):
        answer = client.post("/admin/account/", form | changes)
        assert answer.url == f"{PASSWORD_AGAIN}?next=%2Fadmin%2Faccount%2F"
    client.post(PASSWORD_AGAIN, {"password": PASSWORD})
    assert client.post("/admin/account/", form | password).status_code == 200  # a wrong one
    assert not mailoutbox
    assert client.post("/admin/account/", form | address).url == "/admin/account/"
    [letter] = mailoutbox
    assert letter.to == [user.email]
    user.refresh_from_db()
    assert user.email == "other@example.org"
    assert user.check_password(PASSWORD)


def test_an_account_of_somebody_else_is_changed_only_by_whoever_was_asked_just_now(
    client, account, code, wait, mailoutbox
):
    show = code(account("Administrator"))
    other = account("Writer", "lee")
    log_in(client)
    client.post(CODE, {"code": show()})
    wait(minutes=6)
    edit = reverse("wagtailusers_users:edit", args=[other.pk])
    new = "a longer battery"
    form = {"username": "lee", "email": "lee2@example.org", "first_name": "L", "last_name": "L"}
    form |= {"is_active": "on", "password1": new, "password2": new}
    delete = reverse("wagtailusers_users:delete", args=[other.pk])
    for address in (edit, reverse("wagtailusers_users:add"), delete):
        assert client.post(address, form).url.startswith(PASSWORD_AGAIN), address
    many = reverse("wagtail_bulk_action", args=["auth", "user", "delete"])
    assert client.post(f"{many}?id={other.pk}").url.startswith(PASSWORD_AGAIN)
    other.refresh_from_db()
    assert (other.is_active, other.check_password(PASSWORD)) == (True, True)
    client.post(PASSWORD_AGAIN, {"password": PASSWORD})
    client.post("/admin/two-factor/reauthenticate/", {"code": show()})
    mailoutbox.clear()
    UserProfile.objects.create(user=other, preferred_language="ja")
    assert client.post(edit, form).url == "/admin/users/"
    other.refresh_from_db()
    assert other.check_password(new)
    [letter] = mailoutbox
    assert (letter.to, letter.subject) == (["lee@example.org"], "アカウントの変更")
    assert "：パスワード, メールアドレス。" in letter.body


@pytest.mark.parametrize("name", LIMITS)
@pytest.mark.parametrize("value", ["0", "-1", "100000", "soon", ""])
def test_no_setting_lets_a_login_count_for_too_long(name, value):
    [sentence] = refused_limits({name: value})
    assert name in sentence


def test_a_login_may_count_for_less():
    assert door_limits({"SESSION_HOURS": "1"}) == [5, 60, 1]
