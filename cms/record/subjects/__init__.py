"""The kinds of things that can be public: pages, and what other apps register.

* `pages`: pages, on all sites. `sites`: the sites, their languages and frontends; redirects.
"""

from __future__ import annotations

import base64
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Model, QuerySet

from cms.record import tags
from cms.record.chunks import chunks
from cms.sql.rows import JsonRows
from cms.sql.statements import run_all
from cms.visibility import gate, uses
from cms.visibility.models import Use
from cms.visibility.snapshot import Snapshot, read_snapshot


class Facts(NamedTuple):
    """What the record keeps about a public thing, besides its fingerprint."""

    type: str
    model: Any  # the class with its content
    tree_path: str = ""
    site: int | None = None
    path: str = ""
    locale: str = ""
    code: str = ""
    # Further values by which it is found, with their columns: address, translation key.
    found_by: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True)
class View:
    """What is open to readers of all sites at one instant."""

    now: datetime

    @cached_property
    def snapshot(self) -> Snapshot:
        return read_snapshot(None, self.now)

    @cached_property
    def gate_parameters(self) -> dict[str, Any]:
        every = self.snapshot.every_root
        return gate.parameters(self.snapshot, self.now) | {"roots": every, "linked_roots": every}

    def rows(self, source: JsonRows, **values: Any) -> list[dict[str, Any]]:
        """The rows of a source, read through the gate."""
        [rows] = run_all([(source.statement, self.gate_parameters | values)])
        return [
            dict(zip(source.names, row[-len(source.names) :], strict=True))
            for row in source.read(rows)
        ]


# The facts of what is public now, by primary key: for these keys, or for all.
Public = Callable[[View, Collection[int] | None], Mapping[int, Facts]]


@dataclass(frozen=True)
class Subject:
    """Things of one model that can be public."""

    model: type[Model]
    public: Public
    # Whether it is public because others use it: it is compared after them.
    by_use: bool = False
    # Whether rows decide about others of few, as a category about the broader one.
    compared_whole: bool = False
    # What must be undone, in the same transaction, when some are no longer public.
    take_back: Callable[[Collection[int]], None] = lambda _keys: None
    # Columns that readers do not get.
    ignored: frozenset[str] = frozenset()
    # Columns by which the API finds it, besides its primary key.
    found_by: tuple[str, ...] = ()
    # The column with the page without which it is not public.
    page_column: str = ""
    # Whether the API finds it by an ID; others do not concern mirrors of the site.
    is_node: bool = True
    # Whether pages that show it count as updated when it appears or disappears.
    is_told_by_pages: bool = False

    @property
    def name(self) -> str:
        return self.model._meta.label_lower

    def tags(self, key: int, facts: Facts) -> list[str]:
        """The cache tags of answers that showed such a thing, or would have."""
        names = [
            tags.RECORD,
            tags.thing(self.name, key),
            tags.of_subject(self.name),
            *(tags.found_by(self.name, column, value) for column, value in facts.found_by),
        ]
        return [tags.tag(name) for name in names]


_subjects: dict[type[Model], Subject] = {}
_words_in: dict[type[Model], set[type[Model]]] = {}


def register(subject: Subject) -> None:
    """Record things of this model; they are compared in the order of registration."""
    _subjects[subject.model] = subject


def subjects() -> list[Subject]:
    """All subjects; those come first that the others' use depends on."""
    return sorted(_subjects.values(), key=lambda subject: subject.by_use)


def subject_of(model: type[Model]) -> Subject | None:
    """The subject that rows of a model belong to; a letter is a page."""
    return next((_subjects[class_] for class_ in model.__mro__ if class_ in _subjects), None)


def holds_words_of(model: type[Model], *other_models: type[Model]) -> None:
    """Let rows of a model change with things of other models, whose text they contain."""
    _words_in.setdefault(model, set()).update(other_models)


def subjects_of_rows(model: type[Model]) -> set[str]:
    """The names of the subjects that change when a row of this model does."""
    if subject := subject_of(model):
        return {subject.name}
    related_models = {field.related_model for field in model._meta.fields if field.is_relation}
    models = related_models | _words_in.get(model, set())
    return {
        subject.name
        for related_model in models
        if related_model and (subject := subject_of(related_model))
    }


def tags_of_users(model: type[Model], keys: Collection[int]) -> dict[int, list[str]]:
    """The tags of what uses these things, by key: answers made while one was hidden lack its own
    tag.
    """
    names = {uses.base_type(subject.model): subject.name for subject in subjects()}
    tags_by_key: dict[int, list[str]] = {key: [] for key in keys}
    for part in chunks(keys):
        users = Use.objects.filter(used_type=uses.base_type(model), used_key__in=part)
        for used_key, user_type, user_key in users.order_by("pk").values_list(
            "used_key", "user_type", "user_key"
        ):
            if user_type in names:
                tags_by_key[used_key].append(tags.tag(tags.thing(names[user_type], user_key)))
    return tags_by_key


def followed_subjects() -> list[str]:
    """The names of the subjects whose changes are published."""
    return [subject.name for subject in subjects() if subject.is_node]


def by_model(public: Mapping[int, Facts]) -> Iterator[tuple[type[Model], list[int]]]:
    """The keys of public things for each of their models, in chunks."""
    keys_of: dict[type[Model], list[int]] = defaultdict(list)
    for key, facts in public.items():
        keys_of[facts.model].append(key)
    yield from ((model, chunk) for model, keys in keys_of.items() for chunk in chunks(keys))


class GatedRows:
    """Rows of a gated queryset, with `pk` and these columns: of some primary keys, or of all."""

    def __init__(self, queryset: Callable[[], QuerySet[Any]], columns: Mapping[str, Any]) -> None:
        columns = {"pk": "pk", **columns}
        self._every, self._some = JsonRows(queryset, columns), JsonRows(queryset, columns, "pk")

    def of(self, view: View, keys: Collection[int] | None) -> list[dict[str, Any]]:
        if keys is None:
            return view.rows(self._every)
        return view.rows(self._some, keys=list(keys))


def rows_in_public(
    queryset: Callable[[], QuerySet[Any]],
    type_name: str,
    columns: Mapping[str, Any] | None = None,
    facts: Callable[[Mapping[str, Any]], Mapping[str, Any]] = lambda row: row,
) -> Public:
    """A reader of `Facts` from a gated queryset with `columns`; `facts` converts each row."""
    rows = GatedRows(queryset, columns or {})

    def public(view: View, keys: Collection[int] | None) -> dict[int, Facts]:
        model = queryset().model  # the gate may only be used once all apps are ready
        return {row.pop("pk"): Facts(type_name, model, **facts(row)) for row in rows.of(view, keys)}

    return public


def global_id(type_name: str, key: int) -> str:
    """The thing's ID in the API, in Relay's form."""
    return base64.b64encode(f"{type_name}:{key}".encode()).decode()
