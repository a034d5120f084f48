"""django-allauth's and Wagtail's forms that ask for a code or an address."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa.base import forms
from django.core.cache import cache
from django.utils.crypto import salted_hmac
from wagtail.admin.forms.auth import PasswordResetForm

from .letters import later
from .lockout import is_locked

RESET_SECONDS = 60  # in which an address gets only one letter


class _Counted:
    """Refuses a code without checking it after too many wrong ones."""

    user: Any

    def clean_code(self) -> str:
        if is_locked(context.request, self.user.get_username()):
            raise get_adapter().validation_error("too_many_login_attempts")
        return super().clean_code()  # type: ignore[misc]


class AuthenticateForm(_Counted, forms.AuthenticateForm):
    """Asks for a code at login."""


class ReauthenticateForm(_Counted, forms.ReauthenticateForm):
    """Asks for a code again after login."""


class ResetForm(PasswordResetForm):
    """Looks for the account after the response is sent: the response is the same without one."""

    def save(self, **options: Any) -> None:
        later(lambda: self._save(**options))

    def _save(self, **options: Any) -> None:
        typed = self.cleaned_data["email"].casefold()
        key = salted_hmac("cms.door.reset", typed, algorithm="sha256").hexdigest()
        if cache.add(f"door-reset-{key}", True, RESET_SECONDS):
            super().save(**options)
