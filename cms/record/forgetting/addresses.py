"""Forgets addresses: a slug that contained a name, with everything that was ever below it."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from cms.record import tombstones
from cms.record.chain import append
from cms.record.chunks import chunks
from cms.record.lock import record_lock
from cms.record.models import PAGES, Change, PublicObject
from cms.visibility.models import frontend_of
from cms.visibility.redirects import begins_with, is_at_or_below, key_of
from cms.visibility.snapshot import roots_of_all_sites

from .words import (
    PATHS,
    change_of,
    current_place_changes,
    forgotten,
    overwrite,
    refuse_public,
)

REDIRECTS = Redirect._meta.label_lower


def forget_address(address: str, site: Site, username: str, note: str) -> list[Change]:
    """Remove an address and everything below it from the record, redirects and tombstones.

    Returns the changes that this adds: MOVED for pages that are public elsewhere, WITHDRAWN for the
    others; neither has a path. Raises ValueError, with a sentence, if readers still find a page
    there, or never did.
    """
    key = key_of(address).partition("?")[0]
    if not key.startswith("/") or key in _front_pages():
        raise ValueError(
            _("“%(address)s” is no address of a page below a front page: /letters/kim/")
            % {"address": address}
        )
    with record_lock() as last:
        refuse_public(key, site.pk)
        withdrawn = _drop_redirects(key, site)
        changes = _changes_at(key, site)
        if not (changes or withdrawn):
            raise ValueError(
                _("The record knows of nothing at “%(address)s”.") % {"address": address}
            )
        acts = [overwrite(change, _paths_at(change, key), username, note) for change in changes]
        tombstones.forget_address(key, site.pk)
        later_changes = current_place_changes(
            [change for change in changes if change.subject == PAGES], username
        )
        new_changes = [*withdrawn, *acts, *later_changes]
        append(new_changes, last)
        places = {
            (change.site, getattr(change, name))
            for change in changes
            for name in _paths_at(change, key)
        }
        forgotten.send(None, places=places)
        return new_changes


def former_addresses(pages: Iterable[Page]) -> list[tuple[int, str]]:
    """Site and path of where readers once found these pages, and find no page now."""
    keys = [page.pk for page in pages]
    changes = Change.objects.filter(subject=PAGES, key__in=keys).order_by("number")
    places = {
        (change.site, path): None
        for change in changes
        for path in (change.previous_path, change.path)
        if path and change.site
    }
    present = PublicObject.objects.pages().filter(path__in=[path for _, path in places])
    public_places, front_pages = set(present.values_list("site", "path")), _front_pages()
    return [
        place
        for place in places
        if place not in public_places and key_of(place[1]) not in front_pages
    ]


@transaction.atomic
def forget_addresses(addresses: Iterable[tuple[int, str]], username: str, note: str) -> None:
    """Forget several addresses, by site and path, all or nothing; raises ValueError as for one."""
    forgotten_keys: list[tuple[int, str]] = []
    for number, path in sorted(addresses, key=lambda place: len(place[1])):
        if not any(number == site and is_at_or_below(path, key) for site, key in forgotten_keys):
            forget_address(path, Site.objects.get(pk=number), username, note)
            forgotten_keys.append((number, key_of(path)))


def translated_addresses(address: str, site: Site) -> list[str]:
    """Where translations of the pages that were at an address once had the same slug."""
    key = key_of(address)
    rows = [change for change in _changes_at(key, site) if change.subject == PAGES]
    keys = {row.key for row in rows if key in {key_of(getattr(row, name)) for name in PATHS}}
    pages = Page.objects.filter(pk__in=keys).values("translation_key")
    translations = Page.objects.filter(translation_key__in=pages).exclude(pk__in=keys)
    slug = key.rpartition("/")[2]
    return [
        path
        for owner, path in former_addresses(translations)
        if owner == site.pk and key_of(path).rpartition("/")[2] == slug
    ]


def addresses_with(slug: str, site: Site) -> list[str]:
    """All addresses in the record that contain a slug."""
    rows = Change.objects.filter(Q(site=site.pk) | Q(site=None), subject__in=[PAGES, REDIRECTS])
    rows = rows.filter(Q(path__contains=slug) | Q(previous_path__contains=slug))
    words = {path for row in rows.values_list(*PATHS) for path in row}
    return sorted(path for path in words if slug in key_of(path).split("/"))


def _front_pages() -> set[str]:
    """Everything is below these: they are never forgotten."""
    return {key_of(root.prefix) for root in roots_of_all_sites()}


def _drop_redirects(key: str, site: Site) -> list[Change]:
    """Delete the redirects from and to these addresses;

    return the changes to record, without paths.
    """
    redirects = Redirect.objects.filter(Q(site=site) | Q(site=None))
    hosts = {"", *(urlsplit(url).netloc for url in (frontend_of(site), site.root_url))}
    redirect_keys = [
        redirect.pk
        for redirect in redirects.iterator()
        if is_at_or_below(redirect.old_path, key) or _leads_to(redirect.redirect_link, key, hosts)
    ]
    withdrawn = []
    for keys in chunks(redirect_keys):
        rows = PublicObject.objects.filter(subject=REDIRECTS, key__in=keys)
        withdrawn += [change_of(row, Change.Kind.WITHDRAWN, row.tags) for row in rows]
        rows.delete()  # the comparison would name their addresses
        Redirect.objects.filter(pk__in=keys).delete()
    return withdrawn


def _leads_to(link: str, key: str, hosts: set[str]) -> bool:
    try:
        parts = urlsplit(link)
    except ValueError:  # not an address
        return False
    return bool(parts.path) and parts.netloc in hosts and is_at_or_below(parts.path, key)


def _changes_at(key: str, site: Site) -> list[Change]:
    rows = Change.objects.filter(Q(site=site.pk) | Q(site=None))
    rows = rows.filter(begins_with("path", key) | begins_with("previous_path", key))
    # Filtered and sorted in Python: a database would prefer the index by subject, which most
    # changes share, or that of the numbers.
    addressed = [row for row in rows.order_by() if row.subject in (PAGES, REDIRECTS)]
    return sorted((row for row in addressed if _paths_at(row, key)), key=lambda row: row.number)


def _paths_at(change: Change, key: str) -> list[str]:
    return [name for name in PATHS if (path := getattr(change, name)) and is_at_or_below(path, key)]
