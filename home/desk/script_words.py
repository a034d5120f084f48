"""The words that scripts of the admin say: Wagtail's, and what its catalogues lack."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.i18n import JavaScriptCatalog
from wagtail.admin.localization import get_localized_response

_catalogue = JavaScriptCatalog.as_view(packages=["wagtail.admin", "home.desk"])  # the last one wins


def script_words(request: HttpRequest) -> HttpResponse:
    """In the language of the account, in the place of Wagtail's view of the same address."""
    return get_localized_response(_catalogue, request)
