"""Which pages depend on others: those below them, and the aliases of all."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db.models import Q
from wagtail.models import Page

from .chunks import chunks
from .models import PublicObject
from .subjects import Facts

# Follows the path of a page, and sorts after those of all pages below it.
AFTER_SUBTREE = "ZZZZZ"


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
    for root in roots:
        keys.update(Page.objects.filter(below("path", root)).values_list("pk", flat=True))
        rows = PublicObject.objects.filter(below("tree_path", root))
        keys.update(rows.values_list("key", flat=True))
    return keys | aliases_of(keys)


def aliases_of(keys: Collection[int]) -> set[int]:
    """The aliases of pages, and the aliases of those."""
    every, aliases = set(keys), set(keys)
    while aliases := _own_aliases(aliases) - every:
        every |= aliases
    return every.difference(keys)


def below(column: str, path: str) -> Q:
    """The condition to be at a tree path or below it, which an index can serve."""
    return Q((f"{column}__gte", path), (f"{column}__lte", f"{path}{AFTER_SUBTREE}"))


def _place(page: Facts | PublicObject | None) -> tuple[str, str] | None:
    return (page.path, page.tree_path) if page else None


def _own_aliases(keys: Collection[int]) -> set[int]:
    return {
        key
        for chunk in chunks(keys)
        for key in Page.objects.filter(alias_of__in=chunk).values_list("pk", flat=True)
    }
