"""Adapts django-allauth: nobody can sign up, and secrets are encrypted."""

from __future__ import annotations

import base64
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib.sites.shortcuts import get_current_site
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from cms.language import in_language_of
from cms.peer import network

from .factors import DEVICES
from .letters import later
from .reauthentication import reauthenticated
from .rights import needs_second_factor

SALT = "cms.door.second-factor"


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are created in the admin, by those who may."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_reauthentication_required(self, *, app: str, **options: Any) -> bool:
        return not reauthenticated(context.request)

    def get_client_ip(self, request: HttpRequest) -> str:
        return network(request)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Any,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Notify the owner of an account that a password or factor of theirs was changed."""
        if address := email or user.email:
            with in_language_of(user):
                super().send_notification_mail(template_prefix, user, context, address)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        request = self.request
        site = {"request": request, "email": email, "current_site": get_current_site(request)}
        later(self.render_mail(template_prefix, email, site | context).send)


class MFAAdapter(DefaultMFAAdapter):
    """Encrypts secrets with a key derived from SECRET_KEY, so that the database alone is not
    enough.
    """

    def get_totp_issuer(self) -> str:
        return f"{settings.WAGTAIL_SITE_NAME} ({context.request.get_host()})"

    def get_totp_label(self, user: Any) -> str:
        return user.get_username()

    def encrypt(self, text: str) -> str:
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _fernet().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Keep the last device of an account that needs one."""
        user = authenticator.user
        devices = Authenticator.objects.filter(user=user, type__in=DEVICES)
        is_last = not devices.exclude(pk=authenticator.pk).exists()
        return not (is_last and needs_second_factor(user))


def _fernet() -> MultiFernet:
    """Encrypts with the newest key; also reads what a key in SECRET_KEY_FALLBACKS encrypted."""
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet([Fernet(_key_from(key)) for key in keys])


def _key_from(secret: str | bytes) -> bytes:
    digest = salted_hmac(SALT, "", secret=secret, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest)
