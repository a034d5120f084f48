"""What an earlier run brought, and the present file does not hold: by its ID or old address."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlsplit

from django.urls import Resolver404, resolve
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from archive.models import Category, ImportedItem, Tag
from archive.wordpress.export.addresses import (
    archive_of,
    key,
    upload_candidates,
    without_endpoint,
)
from archive.wordpress.export.records import Term
from media.models import CustomDocument, CustomImage

from .ledger import Ledger
from .lists import term_path
from .terms import CATEGORY, TAG

_NUMBER = "/?p="
_LISTS: dict[str, tuple[type[Any], str]] = {"category": (Category, CATEGORY), "tag": (Tag, TAG)}


class Earlier:
    """Asks the ledger, and the redirects that earlier runs made."""

    def __init__(self, ledger: Ledger, site_url: str) -> None:
        self._ledger, self._site_url = ledger, site_url

    def file(self, number: int | None, address: str) -> CustomImage | CustomDocument | None:
        """The file of an attachment, in whatever size it is named."""
        known = self._ledger.get(number) if number else None
        if known and (here := known.image or known.document):
            return here
        found = self._redirect(address)
        return file_at(found.redirect_link) if found else None

    def page(self, address: str) -> int | None:
        """The key of the page that a post has become, also where its address is its old one."""
        place = key(address, self._site_url)
        if place is None:
            return None
        head, _, number = place.rpartition(_NUMBER)
        if number.isdecimal() and not head.strip("/"):
            known = self._ledger.get(int(number))
            return known.page_id if known else None
        found = self._redirect(address)
        if found and found.redirect_page_id:
            return int(found.redirect_page_id)
        return self._page_at(place)

    def address(self, address: str) -> str:
        """Where else an old address leads now: to a list; "" where nowhere."""
        found = self._redirect(address)
        link = found.redirect_link if found else ""
        return link if link.startswith("/") else self._list_at(address)

    def _list_at(self, address: str) -> str:
        """A list that is here where it was: it needs no redirect."""
        archive = archive_of(address, self._site_url)
        if archive is None or archive.kind not in _LISTS:
            return ""
        model, domain = _LISTS[archive.kind]
        path = term_path(Term(domain, archive.value, "")) or ""
        is_here = model.objects.filter(slug=path.rstrip("/").rpartition("/")[2]).exists()
        return path if is_here else ""

    def _redirect(self, address: str) -> Redirect | None:
        places = self._places(address)
        rows = Redirect.objects.filter(old_path__in=places, site__is_default_site=True)
        found = {row.old_path: row for row in rows}
        return next((found[place] for place in places if place in found), None)

    def _places(self, address: str) -> list[str]:
        """The forms in which an address may stand among the redirects, the best first."""
        place = key(address, self._site_url)
        if place is None:
            return []
        forms = [urlsplit(address)._replace(scheme="", netloc="", fragment="").geturl(), place]
        forms += upload_candidates(place)
        if without := without_endpoint(place):
            forms.append(without)
        normal = [Redirect.normalise_path(form) for form in forms]
        normal += [Redirect.normalise_path(quote(form, safe="/?=&%")) for form in forms]
        return list(dict.fromkeys(normal))

    def _page_at(self, place: str) -> int | None:
        """A page that an import made where it had been: it needs no redirect."""
        site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
        if site is None or place == "/":
            return None
        path = f"{site.root_page.url_path}{place.strip('/')}/"
        found = Page.objects.filter(url_path=path).values_list("pk", flat=True).first()
        is_ours = ImportedItem.objects.filter(site=self._ledger.site, page=found).exists()
        return found if found and is_ours else None


def file_at(link: str) -> CustomImage | CustomDocument | None:
    """The image or document that is served at this address here."""
    path = urlsplit(link).path
    if not path:
        return None
    try:
        found = resolve(path)
    except Resolver404:
        return None
    number = next((value for value in found.kwargs.values() if isinstance(value, int)), 0)
    if found.url_name == "media_rendition":
        return CustomImage.objects.filter(pk=number).first()
    if "document_id" in found.kwargs:
        return CustomDocument.objects.filter(pk=number).first()
    return None
