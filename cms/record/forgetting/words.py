"""Overwrites words of the record that must be forgotten by law; this act is itself recorded."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from django.dispatch import Signal
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.record import tags, tombstones
from cms.record.chain import append
from cms.record.lock import record_lock
from cms.record.models import PAGES, Change, PublicObject
from cms.record.subjects import tags_of_users
from cms.visibility.redirects import begins_with, is_at_or_below, key_of

forgotten = Signal()  # with the `places` (sites and paths) that the record will not mention again
PATHS = ("path", "previous_path")
_SAME = ("type", "key", "subject", "site", "locale", "code")


def forget(number: int, names: Collection[str], username: str, note: str) -> Change:
    """Remove these words from a change for ever, and record that it was done.

    The digests stay, so the chain can still be verified. A tombstone loses the words, too, and no
    longer answers at such a path. Clients that were told of a path are told to drop it. Raises
    ValueError, with a sentence, for a change or word that does not exist, and for a path at which
    readers find a page.
    """
    with record_lock() as last:
        change = Change.objects.filter(number=number).first()
        if change is None or last is None:
            raise ValueError(f"The record has no change {number}.")
        if empty := [name for name in names if not getattr(change, name, "")]:
            raise ValueError(f"Change {number} holds no {' and no '.join(empty)}.")
        paths = [getattr(change, name) for name in PATHS if name in names]
        is_page = change.subject == PAGES
        for path in paths if is_page else ():
            refuse_public(key_of(path), change.site)
        tombstones.forget(change, names)
        act = overwrite(change, names, username, note)
        later_changes = current_place_changes([change], username) if is_page and paths else ()
        append([act, *later_changes], last)
        forgotten.send(None, places={(change.site, path) for path in paths})
        return act


def overwrite(change: Change, names: Collection[str], username: str, note: str) -> Change:
    """Remove the words, and return the act that has to be recorded."""
    salts = {name: salt for name, salt in change.salts.items() if name not in names}
    Change.objects.filter(number=change.number).overwrite(salts=salts, **dict.fromkeys(names, ""))
    return Change(
        kind=Change.Kind.FORGOTTEN,
        forgets=change.number,
        forgotten=sorted(names),
        who=username,
        note=note,
        tags=change.tags,  # of answers that contained the words
        **{name: getattr(change, name) for name in _SAME},
    )


def refuse_public(key: str, site: int | None) -> None:
    """Raise ValueError, with a sentence, if readers find a page at an address or below it."""
    rows = PublicObject.objects.filter(begins_with("path", key), subject=PAGES, site=site)
    if public := [row.path for row in rows if is_at_or_below(row.path, key)]:
        raise ValueError(
            _(
                "Readers find a page at “%(address)s” now. Give it another address "
                "first, and choose there that the old one is forgotten."
            )
            % {"address": min(public)}
        )


def current_place_changes(changes: Iterable[Change], username: str) -> Iterator[Change]:
    """One change for each page of a site, which tells clients to drop what they have of it."""
    for change in {(former.key, former.site): former for former in changes}.values():
        public = PublicObject.objects.pages().filter(site=change.site)
        if row := public.filter(key=change.key).first():
            users = tags_of_users(Page, [row.key])[row.key]
            new_change = change_of(row, Change.Kind.MOVED, [*row.tags, *users])
            new_change.path = row.path
        else:
            names = (tags.RECORD, tags.thing(PAGES, change.key), tags.of_subject(PAGES))
            new_change = change_of(
                change, Change.Kind.WITHDRAWN, [tags.tag(name) for name in names]
            )
        new_change.who = username
        yield new_change


def change_of(subject_row: PublicObject | Change, kind: str, names: list[str]) -> Change:
    return Change(kind=kind, tags=names, **{name: getattr(subject_row, name) for name in _SAME})
