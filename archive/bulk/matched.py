"""What a list of pages, terms or accounts matches, for "all" when rows are chosen in it."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from typing import Any
from urllib.parse import urlsplit

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.urls import resolve, reverse
from django.utils.functional import cached_property

from cms.numbers import number_in

LISTED = "wagtailadmin_explore"


def keys_of(listed: Any) -> list[int]:
    """The primary keys of everything that a list, or a search of it, contains."""
    if isinstance(listed, MatchedOnce):
        return listed.keys
    rows = listed if isinstance(listed, QuerySet) else listed.get_queryset()
    return list(rows.values_list("pk", flat=True))


class MatchedOnce:
    """The rows of a query that is run once, for their keys, by which everything else is read.

    A paginator asks for their number and for those of one page. With a condition on many thousand
    rows that would be twice the work.
    """

    def __init__(self, rows: QuerySet, with_keys: Callable[[list[int]], QuerySet]) -> None:
        self.model, self.ordered = rows.model, rows.ordered
        self.rows, self.with_keys = rows, with_keys

    @cached_property
    def keys(self) -> list[int]:
        return keys_of(self.rows)

    def count(self) -> int:
        return len(self.keys)

    def __getitem__(self, part: slice) -> list[Any]:
        keys = self.keys[part]
        rows = {row.pk: row for row in self.with_keys(keys)} if keys else {}
        return [rows[key] for key in keys if key in rows]


def all_in_list(action: Any, parent_key: str | None) -> list[int]:
    """Everything in the list from which a bulk action was started, on all its pages.

    The browser sends the list's filters and search, and the list itself answers, so the result is
    what the account sees there. Wagtail's own function ignores the filters.
    """
    request: HttpRequest = action.request
    if parent_key is None:
        address = urlsplit(action.next_url).path
        if address == request.path:
            raise Http404  # no list was named
    elif (parent := number_in(parent_key)) is not None:
        address = reverse(LISTED, args=[parent])
    else:
        raise Http404
    match = resolve(address)
    request_of_list = copy(request)
    request_of_list.method, request_of_list.resolver_match = "GET", match
    answer: Any = match.func(request_of_list, *match.args, **match.kwargs)
    if "paginator" not in (getattr(answer, "context_data", None) or {}):
        raise Http404  # not a list, or not the requested one
    return keys_of(answer.context_data["paginator"].object_list)
