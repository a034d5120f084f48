"""Limits wrong passwords and codes, counted by django-axes before anything is hashed.

There are three limits, for the last quarter of an hour: for an account from one address, for an
account, and for an address. An attacker can use up the last two for others, so these do not apply
to a browser from which the account has logged in before, or set a new password: an office behind
one address can go on working.

The counters contain no names: an account is counted under a keyed digest of what was typed, since
people type passwords into the wrong field, and an IPv6 address under its network.
"""

from __future__ import annotations

from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.db.models import Sum
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import salted_hmac
from django.utils.timezone import now

from cms.peer import network

HERE, ACCOUNT, ADDRESS = ("username", "ip_address"), ("username",), ("ip_address",)
LIMITS = {HERE: 5, ACCOUNT: 20, ADDRESS: 100}
SALT = "cms.door.lockout"
COOKIE = "known_browser"
COOKIE_SECONDS = 90 * 24 * 3600
_signer = TimestampSigner(salt=SALT)


class Handler(AxesDatabaseHandler):
    """Enforces the limits."""

    def get_failures(self, request: Any, credentials: dict[str, Any] | None = None) -> int:
        return len(reached(request, credentials))

    def reset_user_attempts(self, request: Any, credentials: dict[str, Any] | None = None) -> int:
        """Forget an account's failures, but not an address's, whose attempts go on counting."""
        return self.reset_attempts(username=digest(request, credentials))


def reached(request: Any, credentials: dict[str, Any] | None) -> list[tuple[str, ...]]:
    """The limits that this client and account have reached."""
    name = digest(request, credentials)
    values = {"username": name, "ip_address": request.axes_ip_address}
    recent = AccessAttempt.objects.filter(attempt_time__gte=now() - settings.AXES_COOLOFF_TIME)
    names = [HERE] if _is_known(request, name) else LIMITS
    return [limit for limit in names if _failures(recent, values, limit) >= LIMITS[limit]]


def _failures(recent: Any, values: dict[str, Any], limit: tuple[str, ...]) -> int:
    rows = recent.filter(**{column: values[column] for column in limit})
    return rows.aggregate(total=Sum("failures_since_start"))["total"] or 0


def digest(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """A keyed digest of an account's name, whether the account exists or not."""
    typed = (credentials or request.POST).get("username") or ""
    return salted_hmac(SALT, typed.casefold(), algorithm="sha256").hexdigest()


def address(request: HttpRequest) -> str | None:
    return network(request).removesuffix("/64") or None


def is_locked(request: Any, name: str) -> bool:
    """Whether attempts for this name are refused now; the response says so."""
    if AxesProxyHandler.is_allowed(request, {"username": name}):
        return False
    request.axes_locked_out = True  # as axes' own backend does
    return True


def is_known(request: HttpRequest, user: Any) -> bool:
    """Whether the account has logged in from this browser before, or set a new password in it."""
    return _is_known(request, digest(request, {"username": user.get_username()}))


def open_again(user: Any) -> None:
    """Forget an account's failures, as its owner has proved themselves by mail."""
    AxesProxyHandler.reset_attempts(
        username=digest(HttpRequest(), {"username": user.get_username()})
    )


def remember(response: HttpResponseBase, user: Any) -> None:
    """Remember a browser as the account's: attempts by others do not lock it out any more."""
    response.set_cookie(
        COOKIE,
        _signer.sign(digest(HttpRequest(), {"username": user.get_username()})),
        max_age=COOKIE_SECONDS,
        path="/admin/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _is_known(request: HttpRequest, name: str) -> bool:
    try:
        return _signer.unsign(request.COOKIES.get(COOKIE, ""), max_age=COOKIE_SECONDS) == name
    except BadSignature:  # expired, too
        return False
