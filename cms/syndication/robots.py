"""robots.txt (RFC 9309): allows everything public, and names the sitemap."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from cms.graphql.context import Context
from cms.visibility.paths import url_of

from .answer import Content, answer


@transaction.non_atomic_requests  # it uses a read-only transaction of its own
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    return answer(request, "text/plain", _rules)


def _rules(context: Context) -> Content:
    sitemap = url_of("/sitemap.xml", context.snapshot)
    return Content(f"User-agent: *\nDisallow: /admin/\n\nSitemap: {sitemap}\n".encode(), 1)
