"""The password form of a collection; it is the same at any number, so it reveals nothing."""

from __future__ import annotations

import secrets

from django.contrib.auth.signals import user_login_failed
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from wagtail.documents.views.serve import authenticate_with_password
from wagtail.forms import PasswordViewRestrictionForm
from wagtail.models import CollectionViewRestriction

from cms.door.lockout import address, is_locked


@never_cache
def collection_password(request: HttpRequest, restriction_id: int) -> HttpResponse:
    """Wagtail's view, with the same page for missing restrictions, and a limit for guesses."""
    # By address only: readers elsewhere have no known browser.
    name = f"collection {restriction_id} {address(request)}"
    if request.method == "POST" and is_locked(request, name):
        return HttpResponse(status=429)  # completed by axes
    try:
        response = authenticate_with_password(request, restriction_id)
    except Http404:
        response = _ask_in_vain(request)
    if request.method == "POST" and response.status_code == 200:
        user_login_failed.send(__name__, credentials={"username": name}, request=request)
    return response


def _ask_in_vain(request: HttpRequest) -> HttpResponse:
    nothing = CollectionViewRestriction(password=secrets.token_urlsafe())
    data = request.POST if request.method == "POST" else None
    context = {
        "form": PasswordViewRestrictionForm(data, instance=nothing),
        "action_url": request.path,
    }
    return TemplateResponse(request, "wagtaildocs/password_required.html", context)
