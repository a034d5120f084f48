"""Rows by a key: child rows, terms, pictures, files, counts.

    TAGS = Rows(
        lambda: EntryTag.objects.all(),
        key="content_object",
        columns={"pk": "tag", "name": "tag__name", "slug": "tag__slug"},
        order=("name", "pk"),
    )

With `tags = yield TAGS.of(keys)` a loader gets `tags[key]`, a list of dictionaries. Simultaneous
requests to any sources share one statement: every source returns one JSON array per row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from modelcluster.fields import ParentalKey

from cms.graphql.cache_tags import CacheTags
from cms.graphql.engine.rows import Build, builder
from cms.record.subjects import subject_of
from cms.sql.rows import JsonRows
from cms.sql.statements import Statement

from .requests import RowRequest

RowsByKey = dict[Any, list[dict[str, Any]]]


class Rows(JsonRows):
    """A source of rows; `columns` maps names for loaders to model paths.

    The rows are ordered by these columns, and may be converted by a function. Rows of things with
    an ID have their type. With `is_part` they are part of what the key names, as child rows always
    are: they change only with it.
    """

    def __init__(
        self,
        queryset: Callable[[], QuerySet[Any]],
        *,
        columns: Mapping[str, Any],
        key: Any = None,
        order: Sequence[str | Callable[[dict[str, Any]], Any]] = (),
        type_name: str = "",
        is_part: bool = False,
    ) -> None:
        super().__init__(queryset, columns, key)
        self._order = order
        self._typed = {"__typename": type_name} if type_name else {}
        self._is_part = is_part

    def of(self, keys: Iterable[Any], **values: Any) -> SourceRequest:
        """The rows of these keys; `values` fill further parameters."""
        return SourceRequest(self, list(dict.fromkeys(keys)), values)

    def all(self) -> SourceRequest:
        """All rows of a source without a key, under None."""
        return SourceRequest(self, [None])

    @cached_property
    def _build(self) -> Build:
        return builder(tuple((name, True) for name in [*self.names, *self._typed]))

    def grouped(self, rows: Iterable[Sequence[Any]]) -> RowsByKey:
        """The ordered rows of each key."""
        rows_by_key: RowsByKey = defaultdict(list)
        if not (row_values := self.read(rows)):
            return rows_by_key
        value_lists = list(zip(*row_values, strict=True))
        keys = [None] * len(row_values) if self._key is None else value_lists.pop(0)
        value_lists += [(constant,) * len(row_values) for constant in self._typed.values()]
        for key, row in zip(keys, self._build(value_lists, len(row_values)), strict=True):
            rows_by_key[key].append(row)
        if self._order:
            for group in rows_by_key.values():
                group.sort(key=self._sort_key)
        return rows_by_key

    def show(self, keys: Iterable[Any], rows_by_key: RowsByKey, cache_tags: CacheTags) -> None:
        """Note for the cache tags what was requested and what the rows are."""
        self._show(cache_tags, keys)
        if self._typed and self._owner is not None:
            model = self._named
            cache_tags.add_objects(
                model, (row["pk"] for rows in rows_by_key.values() for row in rows)
            )
        elif self._finds_things:
            # Not hidden ones: when one is shown, the change names everything that uses it.
            cache_tags.add_objects(self._queryset().model, rows_by_key)

    @cached_property
    def _named(self) -> Any:
        """The model whose primary keys the rows contain."""
        return self._queryset().model._meta.get_field(self._columns["pk"]).related_model

    @cached_property
    def _finds_things(self) -> bool:
        """Whether it finds subjects of the record by their keys, and nothing else."""
        model = self._queryset().model
        column_names = {"pk", *(field.name for field in model._meta.fields)}
        return (
            self._key == "pk"
            and subject_of(model) is not None
            and column_names.issuperset(map(str, self._columns.values()))
        )

    @cached_property
    def _show(self) -> Callable[[CacheTags, Iterable[Any]], None]:
        model, key = self._queryset().model, self._key
        subject, owner = subject_of(model), self._owner
        if self._finds_things:
            return lambda cache_tags, keys: None
        if subject and key in subject.found_by:
            return lambda cache_tags, keys: cache_tags.add_lookups(model, key, keys)
        if owner is not None:
            return lambda cache_tags, keys: cache_tags.add_objects(owner, keys)
        if subject and self._typed:
            return lambda cache_tags, _keys: cache_tags.add_type(model)
        return lambda cache_tags, _keys: cache_tags.add_tables(self.statement.sql)

    @cached_property
    def _owner(self) -> Any:
        """The model that the rows are part of, if the key refers to one."""
        meta = self._queryset().model._meta
        if not self._key or "__" in self._key or self._key == "pk":
            return None
        field = meta.get_field(self._key)
        is_part = isinstance(field, ParentalKey) or field.related_model is meta.auto_created
        return field.related_model if is_part or self._is_part else None

    def _sort_key(self, row: dict[str, Any]) -> list[Any]:
        return [part(row) if callable(part) else row[part] for part in self._order]


@dataclass(frozen=True, eq=False)
class SourceRequest(RowRequest):
    """A request for the rows of some keys."""

    source: Rows
    keys: list[Any]
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def arm(self) -> Hashable:
        return self.source, tuple(sorted(self.values.items()))

    def calls(self, same: Sequence[Any]) -> list[tuple[Statement, dict[str, Any]]]:
        keys = self._keys_of(same)
        return [(self.source.statement, {**self.values, "keys": keys})] if keys else []

    def result(self, rows: Sequence[Sequence[Any]], same: Sequence[Any], context: Any) -> RowsByKey:
        rows_by_key = self.source.grouped(rows)
        self.source.show(self._keys_of(same), rows_by_key, context.cache_tags)
        return rows_by_key

    @staticmethod
    def _keys_of(same: Sequence[Any]) -> list[Any]:
        return list(dict.fromkeys(key for request in same for key in request.keys))
