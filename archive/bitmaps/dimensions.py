"""What documents are counted by: each dimension as a statement of its values and the keys of each.

They include every document, visible to readers or not; the visible ones are a separate set.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import partial
from typing import Any

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Length, Substr
from django.db.models.lookups import Exact
from wagtail.models import Page

from archive.models import EntryContributor, EntryPage, EntryTag
from cms.sql.parameters import Among, ParameterList
from cms.sql.statements import Statement, StatementCache
from cms.visibility.gate import visible_pages

VISIBLE = "visible"
_STATEMENTS = StatementCache()
# "2006" and "2006/2007" begin in an unknown month.
KNOWS_MONTH = Q(Exact(Substr("date", 5, 1), Value("-")))


def _of_entries(value: Any) -> Callable[[], tuple[QuerySet[Any], str, Any]]:
    return lambda: (EntryPage.objects.all(), "pk", value)


def _of_rows(model: Any, owner: str, value: str) -> Callable[[], tuple[QuerySet[Any], str, Any]]:
    return lambda: (model._default_manager.all(), owner, F(value))


# By dimension: the rows, the column of the document's key, and the value.
DIMENSIONS: dict[str, Callable[[], tuple[QuerySet[Any], str, Any]]] = {
    "type": _of_entries(F("content_type")),
    "locale": _of_entries(F("locale")),
    "section": _of_entries(Substr("path", 1, Length("path") - Value(Page.steplen))),
    "month": _of_entries(
        Case(When(KNOWS_MONTH, then=Substr("date_sort", 1, 6)), default=Substr("date_sort", 1, 4))
    ),
    "date": _of_entries(F("date_sort")),
    "category": _of_rows(EntryPage.categories.through, "entrypage", "category"),
    "place": _of_rows(EntryPage.places.through, "entrypage", "place"),
    "tag": _of_rows(EntryTag, "content_object", "tag"),
    "name": _of_rows(EntryContributor, "page", "name"),
    VISIBLE: lambda: (visible_pages(EntryPage.objects.all()), "pk", Value(1, IntegerField())),
}


def statement_of(dimension: str, *, is_part: bool) -> Statement:
    """The statement of a dimension: of all documents, or of those of the parameter `keys` alone."""
    select = partial(_select, dimension, is_part=is_part)
    return _STATEMENTS.get((dimension, is_part), select, Statement.gathered)


def members(key: Hashable, condition: Callable[[], Q]) -> Statement:
    """The statement of the documents that meet a condition, whether readers see them or not."""

    def select() -> QuerySet[Any]:
        rows = EntryPage.objects.filter(condition()).order_by()
        return rows.annotate(value=Value(1), key=F("pk")).values_list("value", "key")

    return _STATEMENTS.get(None if key is None else ("members", key), select, Statement.gathered)


def _select(dimension: str, *, is_part: bool) -> QuerySet[Any]:
    rows, owner, value = DIMENSIONS[dimension]()
    if is_part:
        rows = rows.filter(Among(F(owner), ParameterList("keys", IntegerField())))
    return rows.order_by().annotate(value=value, key=F(owner)).values_list("value", "key")
