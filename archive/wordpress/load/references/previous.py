"""Items of earlier runs that the present file does not contain, by ID or old address."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlsplit

from django.urls import Resolver404, resolve
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from archive.models import Category, ImportedItem, Tag
from archive.wordpress.export.addresses import archive_of, key, upload_candidates, without_endpoint
from archive.wordpress.export.records import Term
from archive.wordpress.load.bookkeeping.ledger import Ledger
from archive.wordpress.load.site.lists import term_path
from archive.wordpress.load.site.terms import CATEGORY, TAG
from archive.wordpress.load.site.tree import Tree
from cms.numbers import number_in
from media.models import CustomDocument, CustomImage

from .target import Target

_NUMBER = "/?p="
_LISTS: dict[str, tuple[type[Any], str]] = {"category": (Category, CATEGORY), "tag": (Tag, TAG)}


class PreviousImports:
    """Queries the ledger, and the redirects of earlier runs."""

    def __init__(self, ledger: Ledger, tree: Tree, site_url: str) -> None:
        self._ledger, self._site, self._site_url = ledger, tree.site, site_url

    def file(self, number: int | None, address: str) -> Target | None:
        """The file of an attachment, in any size."""
        imported_item = self._ledger.get(number) if number else None
        if imported_item and (file := imported_item.image or imported_item.document):
            return Target.of_file(file)
        return _file_behind(self._redirect(address))

    def link(self, address: str) -> Target | None:
        """The page, file or list to which an old address leads now."""
        place = key(address, self._site_url)
        if place is None:
            return None
        redirect = self._redirect(address)
        if page := self._numbered(place) or (redirect and redirect.redirect_page_id):
            return Target("page", page)
        if page := self._page_at(place):
            return Target("page", page)
        if file := _file_behind(redirect):
            return file
        link = redirect.redirect_link if redirect else ""
        path = link if link.startswith("/") else self._list_at(address)
        return Target("address", address=path) if path else None

    def _numbered(self, place: str) -> int | None:
        """The key of the page of the post whose ID is in an address."""
        head, _, number = place.rpartition(_NUMBER)
        key = None if head.strip("/") else number_in(number)
        imported_item = self._ledger.get(key) if key is not None else None
        return imported_item.page_id if imported_item else None

    def _list_at(self, address: str) -> str:
        """A list at the same address as before, which needs no redirect."""
        archive = archive_of(address, self._site_url)
        if archive is None or archive.kind not in _LISTS:
            return ""
        model, domain = _LISTS[archive.kind]
        path = term_path(Term(domain, archive.value, "")) or ""
        is_here = model.objects.filter(slug=path.rstrip("/").rpartition("/")[2]).exists()
        return path if is_here else ""

    def _redirect(self, address: str) -> Redirect | None:
        old_paths = self._old_paths(address)
        redirects = Redirect.objects.filter(old_path__in=old_paths, site=self._site)
        by_path = {redirect.old_path: redirect for redirect in redirects}
        return next((by_path[path] for path in old_paths if path in by_path), None)

    def _old_paths(self, address: str) -> list[str]:
        """The forms in which an address may be among the redirects, best first."""
        place = key(address, self._site_url)
        if place is None:
            return []
        forms = [urlsplit(address)._replace(scheme="", netloc="", fragment="").geturl(), place]
        forms += upload_candidates(place)
        if without := without_endpoint(place):
            forms.append(without)
        paths = [Redirect.normalise_path(form) for form in forms]
        paths += [Redirect.normalise_path(quote(form, safe="/?=&%")) for form in forms]
        return list(dict.fromkeys(paths))

    def _page_at(self, place: str) -> int | None:
        """An imported page at the same address as before, which needs no redirect."""
        if place == "/":
            return None
        url_path = f"{self._site.root_page.url_path}{place.strip('/')}/"
        page = Page.objects.filter(url_path=url_path).values_list("pk", flat=True).first()
        is_ours = ImportedItem.objects.filter(site=self._ledger.site, page=page).exists()
        return page if page and is_ours else None


def _file_behind(redirect: Redirect | None) -> Target | None:
    """The image or document at the address to which a redirect leads."""
    path = urlsplit(redirect.redirect_link).path if redirect else ""
    try:
        match = resolve(path)
    except Resolver404:
        return None
    number = next((value for value in match.kwargs.values() if isinstance(value, int)), 0)
    if match.url_name == "media_rendition":
        return Target.of_file(CustomImage.objects.filter(pk=number).first())
    if "document_id" in match.kwargs:
        return Target.of_file(CustomDocument.objects.filter(pk=number).first())
    return None
