"""How child rows come to many parents in one statement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Model


def grouped(parents: Sequence[Any], pairs: Iterable[tuple[int, Any]]) -> list[list[Any]]:
    """For each parent the values whose key is the parent's, in the order they came."""
    lists: dict[int, list[Any]] = defaultdict(list)
    for key, value in pairs:
        lists[key].append(value)
    return [lists[parent.pk] for parent in parents]


def rows_of(model: type[Model], pages: Sequence[Any]) -> list[list[Any]]:
    """For each page its ordered child rows of this model, whose foreign key is called `page`."""
    rows: Any = model._default_manager.filter(page__in=[page.pk for page in pages])
    return grouped(pages, ((row.page_id, row) for row in rows.order_by("sort_order", "pk")))
