"""Collects what an answer depends on, under the names that cache tags are made of.

Loaders note what they ask for, by key or by address. For any other statement, the tables that it
reads count: a change to anything in one of them may change the answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

from django.apps import apps
from django.db.models import Model
from wagtail.models import Locale, Site

from cms.record import tags
from cms.record.models import Change
from cms.record.subjects import subject_of, subjects_of_rows
from cms.visibility.models import Frontend

# With the comma below, four kilobytes: what caches read of a header.
MOST = 300
# The sites, their languages and frontends: every answer depends on them.
_EVERYWHERE = frozenset(
    tags.of_subject(model._meta.label_lower) for model in (Site, Locale, Frontend)
)
_NAME = re.compile(r'"(\w+)"')


class CacheTags:
    """The tags of what one answer showed, or would have shown if it had existed."""

    def __init__(self) -> None:
        self.names = set(_EVERYWHERE)

    def add_objects(self, model: type[Model], keys: Iterable[Any]) -> None:
        if subject := subject_of(model):
            self.names.update(tags.thing(subject.name, key) for key in keys)

    def add_lookups(self, model: type[Model], column: str, values: Iterable[Any]) -> None:
        if subject := subject_of(model):
            self.names.update(tags.found_by(subject.name, column, value) for value in values)

    def add_type(self, model: type[Model]) -> None:
        if subject := subject_of(model):
            self.names.add(tags.of_subject(subject.name))

    def add_tables(self, sql: str) -> None:
        self.names |= _names_of(sql)

    def header(self) -> str:
        """The tags, separated as the cache in front wants them."""
        names = self.names if len(self.names) <= MOST else {_coarse(name) for name in self.names}
        return tags.joined(names)


def _coarse(name: str) -> str:
    """The name of all things of a subject in place of the name of one."""
    first, *keys = name.split("/")
    return tags.of_subject(first) if keys and first != tags.ALL else name


@lru_cache(maxsize=2_048)
def _names_of(sql: str) -> frozenset[str]:
    tables = set(_NAME.findall(sql)) & _names_by_table().keys()
    return frozenset().union(*(_names_by_table()[table] for table in tables))


@cache
def _names_by_table() -> dict[str, set[str]]:
    """What each table is about: the things in it, or those that its rows belong to."""
    names = {
        model._meta.db_table: {tags.of_subject(name) for name in subjects_of_rows(model)}
        for model in apps.get_models(include_auto_created=True)
    }
    return names | {Change._meta.db_table: {tags.RECORD}}
