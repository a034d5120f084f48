"""Treats a session as logged out if it has ended, or has not yet proved its second factor."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.core.exceptions import ReauthenticationRequired
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from . import sessions
from .factors import has_device, lacks_second_factor
from .lockout import remember
from .reauthentication import ask_again

# Open to a session that has only proved a password.
TO_ENTER = {
    *("account_login", "wagtailadmin_logout", "account_logout"),
    *("mfa_reauthenticate", "mfa_reauthenticate_webauthn"),
}
# Also open while the account has no device yet.
TO_GET_A_DEVICE = {
    *("mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "account_reauthenticate"),
}


class DoorMiddleware:
    """Checks the session once a view asks for the user; responses to readers never do."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        account = request.user
        request.user = SimpleLazyObject(lambda: _let_in(request, account))
        response = self.get_response(request)
        if owner := getattr(request, "browser_of", None):
            remember(response, owner)
        return response

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseRedirect | None:
        """Replace django-allauth's reauthentication by ours: for all factors, keeping no form."""
        return ask_again(request) if isinstance(exception, ReauthenticationRequired) else None


def _let_in(request: HttpRequest, account: Any) -> Any:
    if not account.is_authenticated:
        return account
    if sessions.has_ended(request):
        request.session.flush()
        return AnonymousUser()
    sessions.keep_alive(request)
    if lacks_second_factor(request, account) and not _is_on_the_way(request, account):
        return AnonymousUser()
    return account


def _is_on_the_way(request: HttpRequest, account: Any) -> bool:
    name = request.resolver_match.view_name if request.resolver_match else ""
    if name in TO_ENTER or request.path == reverse("wagtailadmin_login"):
        return True
    return name in TO_GET_A_DEVICE and not has_device(account)
