"""The searchable text of a document type, as its `search_fields` declare it.

    search_fields = [
        *EntryPage.search_fields,
        index.SearchField("subtitle", boost=SUBTITLE),
        index.RelatedFields("speakers", [index.SearchField("name", boost=NAMES)]),
    ]

A search field names a column, for example a body; its boost selects the index column that ranks it.
Related fields name columns of child rows, or of terms of documents.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from django.apps import apps
from django.db.models import ForeignKey, Model
from modelcluster.fields import ParentalKey
from wagtail.fields import RichTextField, StreamField
from wagtail.models import CollectionMember, Page
from wagtail.search import index

from archive.models import EntryPage
from archive.models.fields.search import BOOSTS
from cms import richtext
from cms.blocks import Medium, leaves

from .columns import key_of


class Phrase(NamedTuple):
    """Some words, and the pictures and files that they are about."""

    key: str
    words: str
    about: frozenset[Medium] = frozenset()


class Column(NamedTuple):
    """A text column of a document or of related rows, with the paths to it."""

    name: str  # in the index: the document's own field or relation
    rank: int
    field: Any
    path: str
    about: str  # the path to the picture or file that the text is about
    unless: str  # the path to a text that replaces this one
    medium: type[Model] | None

    @property
    def needs(self) -> list[str]:
        return [name for name in (self.path, self.about, self.unless) if name]

    def phrases(self, row: Mapping[str, Any]) -> Iterator[Phrase]:
        value = row[self.path]
        if not value or (self.unless and row[self.unless]):
            return
        if isinstance(self.field, StreamField):
            for leaf in leaves(self.field.stream_block, value.raw_data):
                for words in leaf.words:
                    yield self._of(words, leaf.about)
        else:
            text = richtext.text(value) if isinstance(self.field, RichTextField) else str(value)
            medium = {Medium(self.medium, row[self.about])} if self.medium else ()
            yield self._of(text, frozenset(medium))

    def _of(self, words: str, about: frozenset[Medium]) -> Phrase:
        return Phrase(key_of(self.name, self.rank, is_about_media=bool(about)), words, about)


class Related(NamedTuple):
    """Related rows: child rows of documents, or terms that they share."""

    rows: type[Model]  # with a foreign key to the document
    owner: str
    model: type[Model]  # the model with the text: the rows themselves, or what they refer to
    term: str  # the foreign key to it, or the path to rows behind it
    columns: tuple[Column, ...]

    @property
    def order(self) -> tuple[str, ...]:
        return *map(str, self.rows._meta.ordering or ()), "pk"

    @property
    def needs(self) -> list[str]:
        return list(
            dict.fromkeys([self.owner, *(n for column in self.columns for n in column.needs)])
        )


class Description(NamedTuple):
    """A document type: its own text columns, and related rows with text."""

    columns: tuple[Column, ...]
    related: tuple[Related, ...]

    @property
    def needs(self) -> list[str]:
        return list(
            dict.fromkeys(["pk", *(name for column in self.columns for name in column.needs)])
        )


@cache
def description_of(model: type[Page]) -> Description:
    """The searchable text of pages of this model."""
    fields = model.get_search_fields()
    return Description(
        tuple(columns_of(fields, model)),
        tuple(
            related
            for field in fields
            if isinstance(field, index.RelatedFields) and relation_of(model, field.field_name)
            for related in _related(field, model)
        ),
    )


def entry_models() -> list[type[EntryPage]]:
    """The models of all documents."""
    return [model for model in apps.get_models() if issubclass(model, EntryPage)]


def column_of(model: type[Model], name: str) -> Any:
    """The column with this name; None if the model has none."""
    return next((column for column in model._meta.concrete_fields if column.name == name), None)


def medium_of(model: type[Model], name: str) -> type[Model] | None:
    """The model of the picture or file in this column; None if it contains neither."""
    target: Any = getattr(column_of(model, name), "related_model", None)
    return target if target and issubclass(target, CollectionMember) else None


def relation_of(model: type[Model], name: str) -> Any:
    """The relation of this name to child rows or terms; None for any other."""
    relation: Any = next((field for field in model._meta.get_fields() if field.name == name), None)
    if relation is None or not relation.is_relation:
        return None
    is_shared = relation.many_to_many and not issubclass(relation.related_model, Page)
    return relation if is_shared or isinstance(relation.remote_field, ParentalKey) else None


def is_readable(field: index.SearchField, model: type[Model]) -> bool:
    """Whether the search can read this field; the checks report others."""
    about = getattr(field, "about", "")
    names = (field.field_name, getattr(field, "unless", ""))
    has_all = all(column_of(model, name) for name in names if name)
    return has_all and (not about or medium_of(model, about) is not None)


def _related(field: index.RelatedFields, model: type[Page]) -> Iterator[Related]:
    relation: Any = model._meta.get_field(field.field_name)
    if isinstance(relation.remote_field, ParentalKey):
        rows = target = relation.related_model
        owner, term = relation.remote_field.name, ""
    else:
        rows, target = relation.remote_field.through, relation.related_model
        owner, term = (_pointer(rows, pointed_to) for pointed_to in (model, target))
    relation_name = field.field_name
    columns = tuple(columns_of(field.fields, target, relation_name, term))
    yield Related(rows, owner, target, term, columns)
    for nested in field.fields:
        # Rows of terms.
        if isinstance(nested, index.RelatedFields) and relation_of(target, nested.field_name):
            path = f"{term}__{nested.field_name}"
            of_term = target._meta.get_field(nested.field_name).related_model
            columns = tuple(columns_of(nested.fields, of_term, relation_name, path))
            yield Related(rows, owner, of_term, path, columns)


def columns_of(
    fields: Iterable[Any], model: type[Model], relation: str = "", term: str = ""
) -> Iterator[Column]:
    """The text columns of a model, with paths to them;

    `relation` is the relation that leads there.
    """
    for field in fields:
        if isinstance(field, index.SearchField) and is_readable(field, model):
            about, unless = getattr(field, "about", ""), getattr(field, "unless", "")
            path, about_path, unless_path = (
                f"{term}__{name}" if term and name else name
                for name in (field.field_name, about, unless)
            )
            yield Column(
                relation or field.field_name,
                _rank(field),
                column_of(model, field.field_name),
                path,
                about_path,
                unless_path,
                medium_of(model, about),
            )


def _rank(field: index.SearchField) -> int:
    """The index column that ranks its words, by its boost."""
    return next((n for n, least in enumerate(BOOSTS) if (field.boost or 1) >= least), len(BOOSTS))


def _pointer(rows: type[Model], model: type[Model]) -> str:
    """The foreign key of a through table that points to one of the two models."""
    return next(
        field.name
        for field in rows._meta.fields
        if isinstance(field, ForeignKey) and issubclass(model, field.related_model)
    )
