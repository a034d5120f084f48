"""Old addresses, and the redirects that keep them alive."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote, urlsplit

from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from archive.wordpress.export.addresses import key
from archive.wordpress.export.catalogue import Catalogue
from archive.wordpress.export.records import Item
from archive.wordpress.parts import Note

LONGEST = 255  # of Wagtail's columns


class Redirects:
    """Makes each redirect once; what an editor has put at an address stays."""

    def __init__(self, catalogue: Catalogue, site: Site) -> None:
        self._catalogue, self._site = catalogue, site

    def to_page(self, item: Item, page: Page, path: str) -> list[Note]:
        """From all addresses that the item had; `path` is the page's own now."""
        own = Redirect.normalise_path(path)
        places = dict.fromkeys(Redirect.normalise_path(each) for each in self.addresses(item))
        return [note for place in places if place != own and (note := self._add(place, page=page))]

    def to_place(self, old: str, page: Page) -> None:
        """From one old address to a page that is not the item's own."""
        self._add(Redirect.normalise_path(old), page=page)

    def to_address(self, old: str, link: str) -> None:
        place = Redirect.normalise_path(old)
        if place != Redirect.normalise_path(link) and len(link) <= LONGEST:
            self._add(place, link=link)

    def addresses(self, item: Item) -> Iterator[str]:
        """Paths with their query as the old site answered them; never its front page."""
        yield f"/?p={item.id}"
        if item.kind == "page":
            yield f"/?page_id={item.id}"
        for address in (item.link, item.guid if "://" in item.guid else ""):
            if has_own_path(address, self._catalogue.site.url):
                yield _path_of(address)
        yield from self._old_slugs(item)

    @staticmethod
    def _old_slugs(item: Item) -> Iterator[str]:
        """Where the item was under the slugs that it had before: beside where it was last."""
        head, _, last = urlsplit(item.link).path.rstrip("/").rpartition("/")
        for slug in item.meta.get("_wp_old_slug", ()):
            if last:
                yield f"{head}/{quote(slug)}/"

    def _add(self, place: str, page: Page | None = None, link: str = "") -> Note | None:
        if len(place) > LONGEST:
            return Note(
                "redirect-too-long", f"The old address {place} is too long to be kept.", True
            )
        there = Redirect.objects.filter(old_path=place, site=self._site).first()
        if there is None:
            Redirect.objects.create(
                old_path=place, site=self._site, redirect_page=page, redirect_link=link
            )
        elif page and there.redirect_page_id != page.pk:
            return Note("redirect-taken", f"{place} leads elsewhere already.")
        return None


def has_own_path(address: str, site_url: str) -> bool:
    """Whether it is an address of the old site that a path tells, and not a number alone."""
    found = key(address, site_url)
    return found is not None and found != "/" and not found.startswith("/?")


def _path_of(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
