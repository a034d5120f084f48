"""What happens when somebody logs in, fails to, or sets up a second factor."""

from __future__ import annotations

import logging
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authentication_failed, authenticator_added
from axes.signals import user_locked_out
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in, user_login_failed
from django.core.cache import cache
from django.core.mail import send_mail
from django.dispatch import receiver
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.language import in_language_of
from cms.peer import pseudonym

from . import lockout, sessions, totp
from .factors import DEVICES, SECOND_FACTOR
from .letters import later

logger = logging.getLogger("cms.door")


@receiver(user_logged_in)
def begin_session(request: Any, user: Any, **_: Any) -> None:
    sessions.begin(request)
    request.browser_of = user


@receiver(user_login_failed)
def log_failure(credentials: dict[str, Any], request: Any = None, **_: Any) -> None:
    """Log which account was tried, by its key, as what was typed may have been a password."""
    name = credentials.get("username") or ""
    key = get_user_model().objects.filter(username=name).values_list("pk", flat=True).first()
    client = pseudonym(request) if request else "none"
    logger.warning("A login failed: account %s, client %s", key or "unknown", client)


@receiver(authentication_failed)
def count_wrong_code(request: HttpRequest, user: Any, **_: Any) -> None:
    credentials = {"username": user.get_username()}
    user_login_failed.send(sender=__name__, credentials=credentials, request=request)


@receiver(user_locked_out)
def tell_owner(request: Any, username: str, **_: Any) -> None:
    """Notify the owner of an account that is locked, once per lock."""
    limits = lockout.reached(request, request.axes_credentials)
    if lockout.ADDRESS in limits:
        logger.error("Too many failed logins: client %s", pseudonym(request))
    if lockout.ACCOUNT not in limits and lockout.HERE not in limits:
        return
    if cache.add(f"door-locked-{username}", True, settings.AXES_COOLOFF_TIME.total_seconds()):
        name = request.axes_credentials.get("username") or ""
        later(lambda: _write_to(name))


def _write_to(name: str) -> None:
    owner = get_user_model().objects.filter(username=name, is_active=True).first()
    if owner and owner.email:
        address = settings.WAGTAILADMIN_BASE_URL + reverse("wagtailadmin_password_reset")
        with in_language_of(owner):
            values = {"owner": owner, "address": address}
            text = render_to_string("cms_door/email/locked.txt", values)
            subject = _("Failed logins")
        send_mail(subject, text, None, [owner.email])


@receiver(authenticator_added)
def count_new_device(
    request: HttpRequest, user: Any, authenticator: Authenticator, **_: Any
) -> None:
    """Count a newly set up device as proved, since setting it up asked for its code or key."""
    if authenticator.type in DEVICES:
        kind = authenticator.type
        record_authentication(request, user, SECOND_FACTOR, id=authenticator.pk, type=kind)
    if authenticator.type == Authenticator.Type.TOTP:
        totp.note_enrolment(authenticator)
