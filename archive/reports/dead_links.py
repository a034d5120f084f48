"""Dead addresses on other sites, and where they are used."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from archive.external_links.found import addresses
from archive.external_links.models import ExternalLink, LinkOnPage

from .base import OnePageReportView, pages_of

SHOWN = 200  # addresses


class Standing(NamedTuple):
    """A field that contains the address."""

    page: Page
    field: str
    url: str  # of the field in the form


class Dead(NamedTuple):
    """A dead link, and where it is used."""

    link: ExternalLink
    places: list[Standing]


def _links_for(user: Any) -> tuple[Any, Any]:
    """The links on pages that an account may work on, and their addresses."""
    noted = LinkOnPage.objects.filter(page__in=pages_of(user).values("pk"))
    links = ExternalLink.objects.on_public_pages().filter(pk__in=noted.values("link"))
    return noted, links


def dead_links(user: Any) -> tuple[list[Dead], int]:
    """The first dead ones of these, and their total number."""
    noted, links = _links_for(user)
    links = links.dead()
    first = list(links.order_by("url")[:SHOWN])
    pages = set(noted.filter(link__in=first).values_list("page", flat=True))
    places = _places(pages)
    # A page may have been corrected since it was read.
    return [Dead(link, places[link.url]) for link in first if places[link.url]], links.count()


def _places(keys: set[int]) -> dict[str, list[Standing]]:
    places: dict[str, list[Standing]] = defaultdict(list)
    for page in Page.objects.filter(pk__in=keys).order_by("title", "pk").specific():
        edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
        for place in addresses(page):
            url = f"{edit}#:w:contentpath={place.path}"
            places[place.url].append(Standing(page, place.field, url))
    return places


class DeadLinksView(OnePageReportView):
    """A list of addresses, each with the fields that contain it."""

    page_title = _("Dead links to other sites")
    header_icon = "globe"
    template_name = "archive/dead_links.html"

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        dead, count = dead_links(self.request.user)
        _noted, links = _links_for(self.request.user)
        return super().get_context_data(
            dead=dead,
            count=count,
            all=links.count(),
            new=links.filter(state=ExternalLink.State.NEW).count(),
            untold=links.filter(state=ExternalLink.State.UNTOLD).count(),
            is_on=settings.CHECK_EXTERNAL_LINKS,
            **options,
        )
