"""Accounts that may publish or see sealed data log in with two factors."""

import time
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core import mail
from django.core.cache import cache
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from tests.factories import LetterPageFactory

from .conftest import CHOICE, CODE, LOGIN, code_of, log_in

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ACTIVATE = "/admin/two-factor/totp/activate/"


def is_inside(client):
    return client.get("/admin/pages/").status_code == 200


def test_a_writer_needs_a_password_only(client, account):
    account("Writer")
    assert log_in(client).url == "/admin/"
    assert is_inside(client)


@pytest.mark.usefixtures("commits_at_once")
def test_an_editor_without_a_device_gets_nowhere_but_to_getting_one(client, account):
    user = account("Editor")
    letter = LetterPageFactory()
    log_in(client)
    for address in ("/admin/", f"/admin/pages/{letter.pk}/edit/", "/admin/api/main/pages/"):
        assert client.get(address).status_code in (302, 403)
    assert client.get("/admin/two-factor/recovery-codes/").status_code == 302
    assert client.post(f"/admin/pages/{letter.pk}/unpublish/").status_code == 302
    letter.refresh_from_db()
    assert letter.live
    assert client.get(LOGIN).url == CHOICE
    assert "publish" in client.get(CHOICE, follow=True).content.decode()
    assert client.get(ACTIVATE).status_code == 200
    shown = client.session["mfa.totp.secret"]
    assert client.post(ACTIVATE, {"code": "000000"}).status_code == 200
    answer = client.post(ACTIVATE, {"code": code_of(shown)}, follow=True)
    assert answer.redirect_chain[-1][0] == "/admin/two-factor/recovery-codes/"
    assert is_inside(client)
    [secret] = user.authenticator_set.filter(type="totp").values_list("data", flat=True)
    assert shown not in str(secret)  # encrypted


def test_a_device_is_asked_for_at_each_login(client, account, code):
    show = code(account("Editor"))
    answer = log_in(client)
    assert answer.url == CODE
    assert not is_inside(client)
    assert client.post(CODE, {"code": "000000"}).status_code == 200
    assert not is_inside(client)
    now = show()
    assert client.post(CODE, {"code": now}).url == "/admin/"
    assert is_inside(client)
    client.post("/admin/logout/")
    log_in(client)
    client.post(CODE, {"code": now})
    assert not is_inside(client)  # a code is good once


def test_nor_in_another_process_nor_one_of_a_step_before(client, account, code, monkeypatch):
    show = code(account("Editor"))
    seconds = time.time()
    before = show()
    monkeypatch.setattr("time.time", lambda: seconds + 30)
    log_in(client)
    assert client.post(CODE, {"code": show()}).url == "/admin/"
    client.post("/admin/logout/")
    cache.clear()  # that of another process
    log_in(client)
    for used in (show(), before):
        client.post(CODE, {"code": used})
        assert not is_inside(client)


@pytest.mark.usefixtures("commits_at_once")
def test_the_code_that_sets_it_up_is_used(client, account):
    account("Editor")
    log_in(client)
    client.get(ACTIVATE)
    code = code_of(client.session["mfa.totp.secret"])
    client.post(ACTIVATE, {"code": code})
    assert is_inside(client)
    client.post("/admin/logout/")
    log_in(client)
    client.post(CODE, {"code": code})
    assert not is_inside(client)


def test_a_password_that_nobody_used_for_a_week_gives_no_device(client, account):
    user = account("Editor")
    type(user).objects.update(date_joined=timezone.now() - timedelta(days=8))
    answer = log_in(client).content.decode()
    assert "set a password by mail" in answer
    assert client.get(CHOICE).status_code == 302
    key = urlsafe_base64_encode(force_bytes(user.pk))
    token = PasswordResetTokenGenerator().make_token(user)
    form = client.get(f"/admin/password_reset/confirm/{key}/{token}/", follow=True)
    new = {"new_password1": "a longer battery", "new_password2": "a longer battery"}
    client.post(form.redirect_chain[-1][0], new)
    log_in(client, password="a longer battery")
    assert client.get(CHOICE, follow=True).status_code == 200
    type(user).objects.update(last_login=None, email="")
    assert log_in(type(client)(), password="a longer battery").status_code == 302


def test_a_recovery_code_opens_once(client, account, code):
    user = account("Editor")
    code(user)
    [spare, *_] = RecoveryCodes.activate(user).get_unused_codes()
    log_in(client)
    client.post(CODE, {"code": spare})
    assert is_inside(client)
    client.post("/admin/logout/")
    log_in(client)
    client.post(CODE, {"code": spare})
    assert not is_inside(client)


def test_login_leads_to_the_page_that_was_asked_for(client, account, code):
    show = code(account("Editor"))
    client.post(
        LOGIN,
        {"username": "kim", "password": "correct horse battery staple", "next": "/admin/reports/"},
    )
    assert client.post(CODE, {"code": show()}).url == "/admin/reports/"
    client.post("/admin/logout/")


def test_a_session_from_before_the_device_is_asked_for_it(client, account, code):
    user = account("Writer")
    log_in(client)
    assert is_inside(client)
    show = code(user)
    assert not is_inside(client)
    assert client.get(ACTIVATE).url.startswith(LOGIN)  # nor does it get a device of its own
    asked = client.get(f"{LOGIN}?next=/admin/reports/").url
    assert asked.startswith("/admin/two-factor/reauthenticate/")
    assert client.post(asked, {"code": show()}).url == "/admin/reports/"
    assert is_inside(client)


def test_the_last_device_of_whoever_needs_one_stays(client, account, code):
    user = account("Editor")
    show = code(user)
    log_in(client)
    client.post(CODE, {"code": show()})
    client.post("/admin/two-factor/totp/deactivate/")
    assert user.authenticator_set.filter(type="totp").exists()


def test_who_need_none_may_leave_theirs(client, account, code):
    user = account("Writer")
    show = code(user)
    log_in(client)
    client.post(CODE, {"code": show()})
    client.post("/admin/two-factor/totp/deactivate/")
    assert not Authenticator.objects.filter(user=user).exists()  # nor recovery codes
    assert is_inside(client)


@pytest.mark.usefixtures("commits_at_once")
def test_the_owner_hears_of_a_new_device(client, account):
    account("Editor")
    log_in(client)
    client.get(ACTIVATE)
    client.post(ACTIVATE, {"code": code_of(client.session["mfa.totp.secret"])})
    assert [letter.to for letter in mail.outbox] == [["kim@example.org"]]


@pytest.mark.parametrize(("language", "word"), [("ja", "多要素認証"), ("ko", "2단계 인증")])
def test_the_door_speaks_the_language_of_whoever_stands_before_it(
    client, account, code, language, word
):
    code(account("Editor"))
    log_in(client)
    page = client.get(CODE, headers={"accept-language": language}).content.decode()
    assert f'lang="{language}"' in page
    assert word in page
