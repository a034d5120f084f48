"""Logging in, in two steps, and resetting a password, in the user's language."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.conf import settings
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.localization import get_localized_response
from wagtail.admin.views import account

from .factors import has_device, lacks_second_factor
from .letters import tell_of_changed_locks
from .lockout import is_known, open_again
from .reauthentication import ask_again, reauthenticated, second_factor_page

UNUSED = timedelta(days=7)
_WITHIN_A_WEEK = gettext_lazy(
    "Nobody has logged in here for a week since the account was made: set a password by mail, "
    "under “Forgotten password?”."
)
View = Callable[..., HttpResponseBase]
NEW_PASSWORD = ("password-new_password1", "password-new_password2")


class LoginView(account.LoginView):
    """Wagtail's login, which continues with django-allauth once the password is right."""

    template_name = "cms_door/login.html"

    def get(self, *args: Any, **options: Any) -> HttpResponse:
        user: Any = self.request.user
        if user.is_authenticated and lacks_second_factor(self.request, user):
            return second_factor_page(self.request, self.get_success_url())
        return super().get(*args, **options)

    def form_valid(self, form: Any) -> HttpResponse:
        if _needs_mail(self.request, form.get_user()):
            form.add_error(None, _WITHIN_A_WEEK)
            return self.form_invalid(form)
        login = Login(user=form.get_user(), redirect_url=self.get_success_url())
        return perform_password_login(self.request, {}, login)


def _needs_mail(request: HttpRequest, user: Any) -> bool:
    """Whether a password that was never used is too old to set up a second factor with.

    Whoever found it would own the account from then on. A new password, set by mail, opens the
    account.
    """
    is_unused = user.last_login is None and timezone.now() - user.date_joined > UNUSED
    may_be_taken = is_unused and user.email and lacks_second_factor(request, user)
    return bool(may_be_taken and not has_device(user) and not is_known(request, user))


class AccountView(account.AccountView):
    """Wagtail's account page, which reauthenticates before a password or factor is changed.

    Wrong entries of the old password count like those at login.
    """

    def post(self, request: HttpRequest) -> HttpResponse:
        user: Any = request.user
        address = user.email
        locks = []
        if any(request.POST.get(name) for name in NEW_PASSWORD):
            locks.append(gettext_lazy("password"))
        if request.POST.get("name_email-email", address) != address:
            locks.append(gettext_lazy("e-mail address"))
        if locks and not reauthenticated(request):
            messages.warning(
                request, _("Nothing was changed. Say again who you are, and then change it.")
            )
            return ask_again(request)
        response = super().post(request)
        if locks and isinstance(response, HttpResponseRedirect):
            tell_of_changed_locks(user, address, locks)
        return response


class PasswordResetConfirmView(account.PasswordResetConfirmView):
    """Wagtail's, which also opens an account that others have locked, in this browser for good."""

    def form_valid(self, form: Form) -> HttpResponse:
        response = super().form_valid(form)
        open_again(self.user)
        self.request.browser_of = self.user
        return response


def localized(view: View) -> View:
    """Respond in the language of the account, or of the browser before the account is known."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **options: Any) -> HttpResponseBase:
        language = translation.get_language_from_request(request)
        with translation.override(language):
            response = get_localized_response(view, request, *args, **options)
            if hasattr(response, "render"):
                response.render()
        return response

    return answer


@localized
def locked(request: HttpRequest, *_: Any) -> HttpResponse:
    """Say that no further attempts are accepted for a while, whether the account exists or not."""
    seconds = int(settings.AXES_COOLOFF_TIME.total_seconds())
    response = render(request, "cms_door/locked.html", {"minutes": seconds // 60}, status=429)
    response["Retry-After"] = str(seconds)
    return response
