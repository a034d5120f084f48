"""Guessing is stopped before a password is hashed, without locking out offices or owners."""

import re

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.test import Client
from wagtail.users.models import UserProfile

from .conftest import CODE, LOGIN, PASSWORD, log_in

pytestmark = pytest.mark.django_db
RESET = "/admin/password_reset/"


@pytest.fixture
def hashed(monkeypatch):
    """The passwords that were hashed."""
    passwords = []
    encode = MD5PasswordHasher.encode

    def note(self, password, salt):
        passwords.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", note)
    return passwords


def fail(times, name="kim", address="192.0.2.1", client=None):
    for number in range(times):
        answer = log_in(client or Client(), name, f"wrong {number}", REMOTE_ADDR=address)
    return answer


@pytest.mark.parametrize("name", ["kim", "nobody"])
def test_the_sixth_guess_is_not_hashed_whether_there_is_an_account_or_not(account, hashed, name):
    account("Writer")
    hashed.clear()
    assert fail(4, name).status_code == 200
    assert fail(1, name).status_code == 429
    answer = log_in(Client(), name, PASSWORD, REMOTE_ADDR="192.0.2.1")
    assert PASSWORD not in hashed
    assert len(hashed) == 5
    assert (answer.status_code, answer["Retry-After"]) == (429, "900")


def test_a_colleague_behind_the_same_address_works_on(client, account):
    account("Writer")
    account("Writer", "park")
    fail(6, "park")
    assert log_in(client, REMOTE_ADDR="192.0.2.1").status_code == 302


def test_an_address_that_guesses_at_many_accounts_is_refused(client, account, hashed):
    account("Writer")
    for number in range(100):
        fail(1, f"name-{number}")
    hashed.clear()
    assert log_in(client, REMOTE_ADDR="192.0.2.1").status_code == 429
    assert hashed == []
    assert log_in(client, REMOTE_ADDR="192.0.2.2").status_code == 302


def test_an_account_guessed_at_from_many_addresses_stays_open_to_its_owner(client, account):
    account("Writer")
    log_in(client)
    client.post("/admin/logout/")
    for number in range(20):
        fail(1, address=f"192.0.2.{number}")
    assert log_in(Client(), REMOTE_ADDR="198.51.100.1").status_code == 429
    assert log_in(client, REMOTE_ADDR="198.51.100.1").status_code == 302
    client.post("/admin/logout/")
    assert fail(5, address="198.51.100.2", client=client).status_code == 429


def test_a_browser_is_known_as_one_accounts_only(client, account):
    account("Writer", "park")
    log_in(client, "park")
    client.post("/admin/logout/")
    account("Writer")
    for number in range(20):
        fail(1, address=f"192.0.2.{number}")
    assert log_in(client, REMOTE_ADDR="198.51.100.1").status_code == 429
    client.cookies["known_browser"] = client.cookies["known_browser"].value[:-1] + "x"
    assert log_in(client, REMOTE_ADDR="198.51.100.1").status_code == 429


def test_a_forged_header_is_no_other_address(account, settings):
    account("Writer")
    for number in range(5):
        headers = {"x-forwarded-for": f"203.0.113.{number}"}
        answer = log_in(Client(), "kim", "wrong", headers=headers, REMOTE_ADDR="192.0.2.1")
    assert answer.status_code == 429
    settings.TRUSTED_PROXIES = 1
    answer = log_in(Client(), headers={"x-forwarded-for": "203.0.113.9"}, REMOTE_ADDR="192.0.2.1")
    assert answer.status_code == 302


def test_a_new_password_opens_the_account_for_its_owner(client, account):
    account("Writer")
    fail(5)
    assert log_in(client, REMOTE_ADDR="192.0.2.1").status_code == 429
    mail.outbox.clear()
    client.post(RESET, {"email": "kim@example.org"})
    address = re.search(r"http\S+", mail.outbox[0].body)[0]
    form = client.get(address.partition("8000")[2], follow=True)
    new = {"new_password1": "another horse entirely", "new_password2": "another horse entirely"}
    client.post(form.redirect_chain[-1][0], new)
    for number in range(20):  # it is guessed at on
        fail(1, address=f"192.0.2.{number}")
    assert log_in(client, password=new["new_password1"], REMOTE_ADDR="192.0.2.1").status_code == 302


def test_the_owner_is_told_once_in_their_language_and_nobody_else(account):
    UserProfile.objects.create(user=account("Writer"), preferred_language="ko")
    fail(8)
    fail(8, "nobody")
    [letter] = mail.outbox
    assert (letter.to, letter.subject) == (["kim@example.org"], "로그인 실패")
    assert f"http://127.0.0.1:8000{RESET}" in letter.body


def test_failures_are_logged_by_key_and_kept_without_names(account, caplog):
    user = account("Writer")
    fail(1)
    fail(1, PASSWORD)  # in the wrong field
    messages = [record.getMessage() for record in caplog.records if record.name == "cms.door"]
    assert f"account {user.pk}," in messages[0]
    assert "account unknown," in messages[1]
    kept = str(list(AccessAttempt.objects.values()))
    for word in ("kim", PASSWORD, "wrong"):
        assert word not in kept + caplog.text


def test_wrong_codes_lock_as_wrong_passwords_do(client, account, code):
    show = code(account("Editor"))
    log_in(client)
    for _ in range(4):
        assert client.post(CODE, {"code": "000000"}).status_code == 200
    assert client.post(CODE, {"code": "000000"}).status_code == 429
    assert client.post(CODE, {"code": show()}).status_code == 429
    assert log_in(Client()).status_code == 429
    assert client.get("/admin/account/").status_code == 302


def test_logging_in_forgives_the_account_but_not_the_address(client, account):
    account("Writer")
    fail(4)
    fail(3, "nobody")
    log_in(client, REMOTE_ADDR="192.0.2.1")
    assert [row.failures_since_start for row in AccessAttempt.objects.all()] == [3]


@pytest.mark.parametrize("language", ["en", "ja", "ko"])
def test_whoever_is_locked_out_is_told_in_their_language(client, language):
    fail(5)
    answer = client.post(
        LOGIN,
        {"username": "kim", "password": "wrong"},
        headers={"accept-language": language},
        REMOTE_ADDR="192.0.2.1",
    )
    assert f'lang="{language}"' in answer.content.decode()
    assert RESET in answer.content.decode()
