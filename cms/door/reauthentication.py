"""Asks people for their factors again before they see sealed data or change their own."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from .factors import PASSWORD, has_device, missing_factors

View = Callable[..., HttpResponseBase]


def reauthenticated(request: HttpRequest) -> bool:
    """Whether the account has proved its password, and its second factor if it has one, recently.

    How recently is set by REAUTHENTICATION_MINUTES. Logging in counts, too.
    """
    return request.user.is_authenticated and not any(missing_factors(request))


def reauthentication_required(view: View) -> View:
    """Decorates a view to open only if `reauthenticated`; otherwise it asks first, and returns.

    A form that comes too late is not kept, since it may contain sealed data: it has to be filled in
    again.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **options: Any) -> HttpResponseBase:
        if reauthenticated(request):
            return view(request, *args, **options)
        return ask_again(request)

    return guarded


def ask_again(request: HttpRequest) -> HttpResponseRedirect:
    """Redirect to the page that asks for what is missing, and then back to the address."""
    if not request.user.is_authenticated:
        return _redirect(reverse("wagtailadmin_login"), request.get_full_path())
    if request.headers.get("x-requested-with") == "XMLHttpRequest":
        raise PermissionDenied
    factor = next(missing_factors(request))
    url = reverse("account_reauthenticate") if factor == PASSWORD else url_of_device(request)
    return _redirect(url, request.get_full_path())


def second_factor_page(request: HttpRequest, next_url: str) -> HttpResponseRedirect:
    """The page on which a session proves its second factor, or its account sets one up."""
    if has_device(request.user):
        return _redirect(url_of_device(request), next_url)
    return HttpResponseRedirect(reverse("mfa_index"))


def url_of_device(request: HttpRequest) -> str:
    """The page on which the account is asked for its code, or for its key if it has only that."""
    methods = get_adapter().get_reauthentication_methods(request.user)
    return next(method["url"] for method in methods if method["id"].startswith("mfa"))


def _redirect(url: str, next_url: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{url}?{urlencode({REDIRECT_FIELD_NAME: next_url})}")
