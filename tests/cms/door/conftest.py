"""Accounts of the groups that come with the project, and their credentials."""

import time

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.contrib.auth.models import Group

PASSWORD = "correct horse battery staple"
LOGIN = "/admin/login/"
CODE = "/admin/two-factor/authenticate/"
CHOICE = "/admin/two-factor/"


@pytest.fixture(autouse=True)
def _second_factor(settings):
    settings.SECOND_FACTOR = True


@pytest.fixture
def commits_at_once(monkeypatch):
    """Run commit callbacks within the request, as outside of tests."""
    monkeypatch.setattr("django.db.transaction.on_commit", lambda do, *_args, **_options: do())


@pytest.fixture
def account(django_user_model):
    """An account in a group: `account("Editor")`."""

    def create(job, name="kim"):
        user = django_user_model.objects.create_user(name, f"{name}@example.org", PASSWORD)
        user.groups.add(Group.objects.get(name=job))
        return user

    return create


@pytest.fixture
def code():
    """Give an account an authenticator app: `show = code(user)` returns its current code."""

    def enrol(user):
        secret = generate_totp_secret()
        TOTP.activate(user, secret)
        RecoveryCodes.activate(user)
        return lambda: code_of(secret)

    return enrol


def code_of(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def log_in(client, name="kim", password=PASSWORD, **headers):
    return client.post(LOGIN, {"username": name, "password": password}, **headers)
