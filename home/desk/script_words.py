"""The translations for scripts of the admin: Wagtail's, and what its catalogues lack."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.i18n import JavaScriptCatalog
from wagtail.admin.localization import get_localized_response

# the last one takes precedence
_catalogue = JavaScriptCatalog.as_view(packages=["wagtail.admin", "home.desk"])


def script_words(request: HttpRequest) -> HttpResponse:
    """The translations in the account's language, in place of Wagtail's view."""
    return get_localized_response(_catalogue, request)
