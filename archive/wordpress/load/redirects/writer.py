"""Redirects from an item's addresses on the old site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import ModelLogEntry, Page

from archive.markup.parts import Note, once
from archive.markup.sentences import message
from archive.models import ArchiveSectionPage, ImportedItem
from archive.wordpress.export.addresses import archive_of
from archive.wordpress.export.catalogue import Catalogue
from archive.wordpress.export.item_addresses import numbers_of, paths_of
from archive.wordpress.export.records import Item
from archive.wordpress.load.bookkeeping.ledger import Ledger
from archive.wordpress.load.site.tree import Tree

# Repeated in every run.
NOTE_CODES = {"redirect-taken", "redirect-too-long", "address-taken", "address-of-a-time"}
MAX_LENGTH = 255  # of Wagtail's columns
BATCH_SIZE = 500  # addresses in one statement


class RedirectWriter:
    """Creates each redirect once; redirects that an editor set or deleted stay so."""

    def __init__(self, catalogue: Catalogue, ledger: Ledger, tree: Tree) -> None:
        self._catalogue, self._ledger, self._tree = catalogue, ledger, tree
        self._site = tree.site

    def to_page(self, item: Item, page: Page, path: str) -> list[Note]:
        """Write redirects from all addresses of the item to the page, which is now at `path`."""
        own_path = Redirect.normalise_path(path)
        url, with_index = self._catalogue.site.url, self._catalogue.uses_index
        old_paths = [Redirect.normalise_path(address) for address in numbers_of(item, url)]
        notes = []
        for address in paths_of(item, url, with_index=with_index):
            old_path = Redirect.normalise_path(address)
            if owner_title := self.owner(address, other_than=item.id):
                sentence = message("%(path)s was the address of “%(title)s” there.")
                values = {"path": old_path, "title": owner_title}
                notes.append(Note("redirect-taken", sentence, values))
            elif old_path != own_path:
                old_paths.append(old_path)
                if note := _of_a_time(address, old_path, url):
                    notes.append(note)
        for old_path, title in self._tree.titles_at(old_paths, beside=page).items():
            sentence = message("%(path)s is the address of “%(title)s” here.")
            notes.append(Note("address-taken", sentence, {"path": old_path, "title": title}))
        return [*once(notes), *self._write(dict.fromkeys(old_paths, page))]

    def owner(self, address: str, other_than: int = 0) -> str:
        """The title of the other item that the old site showed at this address."""
        owner = self._catalogue.owner(address)
        other_item = (
            self._catalogue.item(owner.item) if owner and owner.item != other_than else None
        )
        return (other_item.title or str(other_item.id)) if other_item else ""

    def write(self, redirects: Iterable[tuple[str, Page | str]]) -> list[Note]:
        """Write redirects from addresses of no item;

        the first of two for the same address counts.
        """
        targets: dict[str, Page | str] = {}
        for address, target in redirects:
            old_path = Redirect.normalise_path(address)
            if isinstance(target, str) and old_path == Redirect.normalise_path(target):
                continue  # the same address exists here
            targets.setdefault(old_path, target)
        return list(self._write(targets))

    def _write(self, targets: Mapping[str, Page | str]) -> Iterator[Note]:
        existing = self._existing([*targets])
        for old_path, target in targets.items():
            if len(old_path) > MAX_LENGTH:
                yield _too_long(old_path)
            elif isinstance(target, str) and len(target) > MAX_LENGTH:
                yield _too_long(target)
            elif redirect := existing.get(old_path):
                if _leads_to(redirect, target):
                    continue
                if not self._may_move(redirect, target):
                    sentence = message("%(path)s leads elsewhere already.")
                    yield Note("redirect-taken", sentence, {"path": old_path})
                    continue
                _lead(redirect, target).save()
            elif old_path in self._deleted:
                sentence = message("The redirect from %(path)s was deleted here.")
                yield Note("redirect-taken", sentence, {"path": old_path})
            else:
                _lead(Redirect(old_path=old_path, site=self._site), target).save()

    def _existing(self, old_paths: Sequence[str]) -> dict[str, Redirect]:
        """The existing redirects from these addresses; the site's own before those of all sites."""
        of_site = Redirect.objects.filter(Q(site=self._site) | Q(site=None))
        existing: dict[str, Redirect] = {}
        for first in range(0, len(old_paths), BATCH_SIZE):
            batch = old_paths[first : first + BATCH_SIZE]
            for redirect in of_site.filter(old_path__in=batch):
                if redirect.old_path not in existing or redirect.site_id:
                    existing[redirect.old_path] = redirect
        return existing

    def _may_move(self, redirect: Redirect, target: Page | str) -> bool:
        """Whether the import itself created it, and would not do so any more."""
        if redirect.automatically_created or not redirect.site_id:
            return False
        if str(redirect.pk) in self._edited:
            return False
        if redirect.redirect_page_id is None:
            return redirect.redirect_link.startswith(("/", f"{settings.WAGTAILADMIN_BASE_URL}/"))
        rows = ImportedItem.objects.filter(site=self._ledger.site, page=redirect.redirect_page_id)
        imported_item = rows.first()
        if imported_item is None:
            return self._lists_all(redirect.redirect_page)
        owner = self._catalogue.owner(redirect.old_path)
        # An item missing from a partial export may have a better claim than an old slug.
        is_in_export = self._catalogue.item(imported_item.source_id) is not None
        return not isinstance(target, str) and (is_in_export or bool(owner and owner.is_now))

    def _lists_all(self, page: Page) -> bool:
        """Whether the page stands in for missing lists: a section or a front page."""
        is_front = page.translation_key == self._site.root_page.translation_key
        return is_front or page.specific_class is ArchiveSectionPage

    @cached_property
    def _edited(self) -> set[str]:
        """The keys of redirects that an editor created or changed."""
        return set(self._log.values_list("object_id", flat=True))

    @cached_property
    def _deleted(self) -> set[str]:
        """The addresses whose redirect an editor deleted."""
        return set(self._log.filter(action="wagtail.delete").values_list("label", flat=True))

    @property
    def _log(self) -> QuerySet[Any]:
        kind = ContentType.objects.get_for_model(Redirect)
        return ModelLogEntry.objects.filter(content_type=kind).order_by()


def _of_a_time(address: str, old_path: str, site_url: str) -> Note | None:
    """A note if the address is that of a year or month here, whose list it hides."""
    archive = archive_of(address, site_url)
    if archive is None or archive.kind not in ("year", "month") or "?" in old_path:
        return None
    sentence = message(
        "%(path)s leads to it, as it did there; so the list of %(time)s has no address."
    )
    return Note("address-of-a-time", sentence, {"path": old_path, "time": archive.value})


def _too_long(address: str) -> Note:
    sentence = message("The address %(address)s is too long to be kept.")
    return Note("redirect-too-long", sentence, {"address": address}, is_loss=True)


def _leads_to(redirect: Redirect, target: Page | str) -> bool:
    if isinstance(target, str):
        return redirect.redirect_link == target
    return redirect.redirect_page_id == target.pk


def _lead(redirect: Redirect, target: Page | str) -> Redirect:
    redirect.redirect_link = target if isinstance(target, str) else ""
    redirect.redirect_page_id = None if isinstance(target, str) else target.pk
    return redirect
