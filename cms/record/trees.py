"""Which pages depend on others: those below them, and the aliases of all."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import reduce
from operator import or_

from django.db.models import Q
from wagtail.models import Page

from .chunks import chunks
from .models import PublicObject
from .subjects import Facts

# Sorts after the paths of all pages below one.
AFTER_SUBTREE = "ZZZZZ"
ROOTS = 50  # subtrees in one statement


def affected(
    touched: Collection[int], public: Mapping[int, Facts], recorded: Mapping[int, PublicObject]
) -> set[int]:
    """The pages below those that appeared, vanished or moved, and the aliases of all these."""
    roots, keys = set(), set()
    for key in touched:
        facts, row = public.get(key), recorded.get(key)
        if _place(facts) != _place(row):
            roots |= {state.tree_path for state in (facts, row) if state}
            keys.add(key)
    for some in _topmost(roots):
        pages = Page.objects.filter(_below_any("path", some))
        keys.update(pages.values_list("pk", flat=True))
        rows = PublicObject.objects.filter(_below_any("tree_path", some))
        keys.update(rows.values_list("key", flat=True))
    return keys | aliases_of(keys)


def parents_first(keys: Collection[int]) -> list[int]:
    """These pages by their depth in the tree, then by key; those that are gone come first."""
    depths: dict[int, int] = {}
    for chunk in chunks(keys):
        depths.update(Page.objects.filter(pk__in=chunk).values_list("pk", "depth"))
    return sorted(keys, key=lambda key: (depths.get(key, 0), key))


def aliases_of(keys: Collection[int]) -> set[int]:
    """The aliases of pages, and the aliases of those."""
    every, aliases = set(keys), set(keys)
    while aliases := _own_aliases(aliases) - every:
        every |= aliases
    return every.difference(keys)


def below(column: str, path: str) -> Q:
    """The condition to be at a tree path or below it, which an index can serve."""
    return Q((f"{column}__gte", path), (f"{column}__lte", f"{path}{AFTER_SUBTREE}"))


def _topmost(paths: Collection[str]) -> Iterator[list[str]]:
    """Those that are not below another one, some for each statement."""
    topmost: list[str] = []
    for path in sorted(paths):
        if not (topmost and path.startswith(topmost[-1])):
            topmost.append(path)
    yield from (topmost[start : start + ROOTS] for start in range(0, len(topmost), ROOTS))


def _below_any(column: str, paths: Iterable[str]) -> Q:
    return reduce(or_, (below(column, path) for path in paths))


def _place(page: Facts | PublicObject | None) -> tuple[str, str] | None:
    return (page.path, page.tree_path) if page else None


def _own_aliases(keys: Collection[int]) -> set[int]:
    return {
        key
        for chunk in chunks(keys)
        for key in Page.objects.filter(alias_of__in=chunk).values_list("pk", flat=True)
    }
