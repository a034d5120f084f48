"""Forgets the addresses that pages have left, if an editor decided so."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from django.db.models import Q
from wagtail.models import Site

from cms.record.chunks import chunks
from cms.record.models import PAGES, Act, Change

from .addresses import forget_address
from .answers import keep_for, to_forget

Place = tuple[int | None, str]  # a site, and a path on it


def forget_left(changes: Iterable[Change]) -> None:
    """Forget what was to be forgotten of the addresses that these changes say were left.

    A page that came along with the one above it has the same word in its address still: the answer
    stays, for the new address too.
    """
    changes = [change for change in changes if change.subject == PAGES]
    left, arrived = _moves(changes)
    moves = {(left[key], place) for key, place in arrived.items() if key in left}
    for keys in chunks(arrived):
        for act in to_forget(keys):
            before, now = left.get(act.key), arrived[act.key]
            if before and (
                _came_along(before, now, moves)
                or _came_along(before, now, _moves_since(act.key, changes[0], before, now))
            ):
                keep_for(act, path=now[1])
            elif before or act.path != now[1]:
                _forget(act)


def _moves(changes: Iterable[Change]) -> tuple[dict[int, Place], dict[int, Place]]:
    """By page key: where it was, and where it is now."""
    left: dict[int, Place] = {}
    arrived: dict[int, Place] = {}
    for change in changes:
        if change.kind == Change.Kind.WITHDRAWN:
            left[change.key] = change.site, change.path
        elif change.kind == Change.Kind.MOVED:
            left[change.key] = change.site, change.previous_path
        if change.kind in (Change.Kind.PUBLISHED, Change.Kind.MOVED):
            arrived[change.key] = change.site, change.path
    return left, arrived


def _moves_since(key: int, first: Change, before: Place, now: Place) -> set[tuple[Place, Place]]:
    """Moves of the parent recorded since the page's own last change.

    If there are many pages, those below come later, in another transaction. `first` is the first
    change of this one.
    """
    earlier = Change.objects.filter(subject=PAGES, number__lt=first.number).order_by("number")
    own = earlier.filter(key=key).values_list("number", flat=True).last() or 0
    paths = {_parted(place)[0][1] for place in (before, now)}
    is_above = Q(path__in=paths) | Q(previous_path__in=paths)
    left, arrived = _moves(earlier.filter(is_above, number__gt=own))
    return {(left[key], place) for key, place in arrived.items() if key in left}


def _came_along(before: Place, now: Place, moves: set[tuple[Place, Place]]) -> bool:
    (above, slug), (now_above, now_slug) = _parted(before), _parted(now)
    return slug == now_slug and (above, now_above) in moves


def _parted(place: Place) -> tuple[Place, str]:
    """The address of the parent, and the slug."""
    above, _, slug = place[1].rstrip("/").rpartition("/")
    return (place[0], f"{above}/"), slug


def _forget(act: Act) -> None:
    """Forget the path on each site where the page was at it."""
    changes = Change.objects.filter(subject=PAGES, key=act.key, path=act.path)
    for site in Site.objects.filter(pk__in=changes.values("site")):
        with suppress(ValueError):  # another page has the address already: the word is public
            forget_address(act.path, site, act.who, act.note)
    act.delete()
