"""Old addresses, and the redirects that keep them alive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import ModelLogEntry, Page

from archive.models import ArchiveSectionPage, ImportedItem
from archive.wordpress.export.catalogue import Catalogue
from archive.wordpress.export.item_addresses import numbers_of, paths_of
from archive.wordpress.export.records import Item
from archive.wordpress.parts import Note

from .ledger import Ledger
from .tree import Tree

ON_ADDRESSES = {"redirect-taken", "redirect-too-long", "address-taken"}  # said anew in every run
LONGEST = 255  # of Wagtail's columns
AT_ONCE = 500  # addresses that one statement asks for


class Redirects:
    """Makes each redirect once; what an editor has put at an address, or taken away, stays."""

    def __init__(self, catalogue: Catalogue, ledger: Ledger, tree: Tree) -> None:
        self._catalogue, self._ledger, self._tree = catalogue, ledger, tree
        self._site = tree.site

    def to_page(self, item: Item, page: Page, path: str) -> list[Note]:
        """From all addresses that were the item's own; `path` is the page's own now."""
        own = Redirect.normalise_path(path)
        url, with_index = self._catalogue.site.url, self._catalogue.uses_index
        places = [Redirect.normalise_path(each) for each in numbers_of(item, url)]
        notes = []
        for address in paths_of(item, url, with_index=with_index):
            place = Redirect.normalise_path(address)
            if other := self.owner(address, other_than=item.id):
                notes.append(Note("redirect-taken", f"{place} was the address of “{other}” there."))
            elif place != own:
                places.append(place)
        for place, title in self._tree.titles_at(places, beside=page).items():
            notes.append(Note("address-taken", f"{place} is the address of “{title}” here."))
        return [*unique(notes), *self._write(dict.fromkeys(places, page))]

    def owner(self, address: str, other_than: int = 0) -> str:
        """The title of the other item that the old site answered with at this address."""
        owner = self._catalogue.owner(address)
        known = self._catalogue.item(owner.item) if owner and owner.item != other_than else None
        return (known.title or str(known.id)) if known else ""

    def write(self, wanted: Iterable[tuple[str, Page | str]]) -> list[Note]:
        """From old addresses that are no item's own; the first of two that are the same counts."""
        places: dict[str, Page | str] = {}
        for old, target in wanted:
            place = Redirect.normalise_path(old)
            if isinstance(target, str) and place == Redirect.normalise_path(target):
                continue  # what was there is there now
            places.setdefault(place, target)
        return list(self._write(places))

    def _write(self, wanted: Mapping[str, Page | str]) -> Iterator[Note]:
        there = self._there([*wanted])
        for place, target in wanted.items():
            if len(place) > LONGEST:
                yield _too_long(place)
            elif isinstance(target, str) and len(target) > LONGEST:
                yield _too_long(target)
            elif found := there.get(place):
                if _leads_to(found, target):
                    continue
                if not self._is_to_move(found, target):
                    yield Note("redirect-taken", f"{place} leads elsewhere already.")
                    continue
                _lead(found, target).save()
            elif place in self._deleted:
                yield Note("redirect-taken", f"The redirect from {place} was deleted here.")
            else:
                _lead(Redirect(old_path=place, site=self._site), target).save()

    def _there(self, places: Sequence[str]) -> dict[str, Redirect]:
        """What is at these addresses; of the site itself before that of all sites."""
        of_site = Redirect.objects.filter(Q(site=self._site) | Q(site=None))
        found: dict[str, Redirect] = {}
        for first in range(0, len(places), AT_ONCE):
            for each in of_site.filter(old_path__in=places[first : first + AT_ONCE]):
                if each.old_path not in found or each.site_id:
                    found[each.old_path] = each
        return found

    def _is_to_move(self, there: Redirect, target: Page | str) -> bool:
        """Whether the import itself made it, and would not make it any more."""
        if there.automatically_created or not there.site_id or str(there.pk) in self._touched:
            return False
        if there.redirect_page_id is None:
            return there.redirect_link.startswith(("/", f"{settings.WAGTAILADMIN_BASE_URL}/"))
        known = ImportedItem.objects.filter(
            site=self._ledger.site, page=there.redirect_page_id
        ).first()
        if known is None:
            return self._lists_all(there.redirect_page)
        owner = self._catalogue.owner(there.old_path)
        # What a part of the export does not hold may have a better claim than an old slug.
        is_known = self._catalogue.item(known.source_id) is not None
        return not isinstance(target, str) and (is_known or bool(owner and owner.is_now))

    def _lists_all(self, page: Page) -> bool:
        """Whether lists that are not here are led to it: a section or a front page."""
        is_front = page.translation_key == self._site.root_page.translation_key
        return is_front or page.specific_class is ArchiveSectionPage

    @cached_property
    def _touched(self) -> set[str]:
        """The keys of redirects that an editor made or changed."""
        return set(self._edits.values_list("object_id", flat=True))

    @cached_property
    def _deleted(self) -> set[str]:
        """The addresses whose redirect an editor deleted."""
        return set(self._edits.filter(action="wagtail.delete").values_list("label", flat=True))

    @property
    def _edits(self) -> QuerySet[Any]:
        kind = ContentType.objects.get_for_model(Redirect)
        return ModelLogEntry.objects.filter(content_type=kind).order_by()


def _too_long(address: str) -> Note:
    return Note("redirect-too-long", f"The address {address} is too long to be kept.", is_loss=True)


def _leads_to(redirect: Redirect, target: Page | str) -> bool:
    if isinstance(target, str):
        return redirect.redirect_link == target
    return redirect.redirect_page_id == target.pk


def _lead(redirect: Redirect, target: Page | str) -> Redirect:
    redirect.redirect_link = target if isinstance(target, str) else ""
    redirect.redirect_page_id = None if isinstance(target, str) else target.pk
    return redirect


def unique(notes: Iterable[Note]) -> list[Note]:
    return list({note.text: note for note in notes}.values())
