"""The login does not reveal whether an account or anything else exists."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from .conftest import LOGIN, PASSWORD
from .test_lockout import RESET, hashed  # noqa: F401 -- a fixture

pytestmark = pytest.mark.django_db
CHANGING = re.compile(r'name="csrfmiddlewaretoken" value="\w+"|"CSRF_TOKEN": "\w+"')


def told(address, form):
    """All that an answer tells, and what it asked the database."""
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = Client().post(address, form)
    cookies = sorted(answer.cookies)
    headers = {
        name: value for name, value in answer.items() if name not in ("Content-Length", "Expires")
    }
    body = CHANGING.sub("", answer.content.decode()).replace(f'value="{form.get("username")}"', "")
    return answer.status_code, headers, cookies, body, len(queries)


def test_login_tells_nothing_of_accounts(account, hashed):  # noqa: F811
    account("Writer")
    for name in ("sleeper", "dreamer"):
        account("Writer", name)
    get_user_model().objects.filter(username__in=["sleeper", "dreamer"]).update(is_active=False)
    locked = account("Writer", "no-password")
    locked.set_unusable_password()
    locked.save()
    told(LOGIN, {"username": "first", "password": "wrong"})  # after it, all is as on any day
    answers = []
    for name in ("nobody", "kim", "sleeper", "no-password"):
        hashed.clear()
        answers.append((told(LOGIN, {"username": name, "password": "wrong"}), len(hashed)))
    for answer in answers:
        assert answer == answers[0]
    assert told(LOGIN, {"username": "dreamer", "password": PASSWORD}) == answers[0][0]


def test_password_reset_tells_nothing_of_accounts(account, monkeypatch):
    account("Writer")
    waiting = []
    monkeypatch.setattr("cms.door.forms.later", waiting.append)
    known, unknown = (told(RESET, {"email": f"{name}@example.org"}) for name in ("kim", "nobody"))
    assert known == unknown
    assert mail.outbox == []  # nothing is looked up or written before the answer is
    for write in waiting:
        write()
    assert [letter.to for letter in mail.outbox] == [["kim@example.org"]]


def test_an_address_gets_one_letter_a_minute(account):
    account("Writer")
    for _ in range(3):
        Client().post(RESET, {"email": "Kim@example.org"})
    assert len(mail.outbox) == 1
