"""Loads categories, tags and places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, IntegerField, Model

from archive.bitmaps.dimensions import VISIBLE, statement_of
from archive.bitmaps.kept import index_for
from archive.models import (
    Category,
    EntryPage,
    EntryTag,
    Place,
    PlaceName,
    Tag,
    TagName,
)
from archive.terms.public import all_categories, visible_categories, visible_places, visible_tags
from cms.collation.collator import sort_key
from cms.graphql.context import Context
from cms.graphql.engine import Loading, Selected
from cms.graphql.pagination.keyset import Listing
from cms.graphql.sql.sources import Rows
from cms.sql.parameters import Among, ParameterList
from cms.visibility.slugs import both_forms

Row = dict[str, Any]

_CATEGORY = {
    name: name
    for name in (
        *("name", "slug", "description", "parent", "sort_order", "locale", "translation_key"),
    )
}
_TAG = {name: name for name in ("name", "slug")}
_PLACE = {name: name for name in ("name", "slug", "country", "latitude", "longitude", "precision")}


def by_name(row: Row) -> bytes:
    return sort_key(row["name"])


CATEGORY_ORDER = ("sort_order", by_name, "pk")
TERM_ORDER = (by_name, "pk")


def _of_entries(
    through: type[Model],
    owner: str,
    term: str,
    columns: dict[str, str],
    type_name: str,
) -> Rows:
    """The terms of documents, by document."""
    order = CATEGORY_ORDER if "sort_order" in columns else TERM_ORDER
    return Rows(
        lambda: through._default_manager.all(),
        key=owner,
        columns={"pk": term, **{name: f"{term}__{column}" for name, column in columns.items()}},
        order=order,
        type_name=type_name,
    )


CATEGORIES_OF = _of_entries(
    EntryPage.categories.through,
    "entrypage",
    "category",
    _CATEGORY,
    "Category",
)
TAGS_OF = _of_entries(EntryTag, "content_object", "tag", _TAG, "Tag")
PLACES_OF = _of_entries(
    EntryPage.places.through,
    "entrypage",
    "place",
    _PLACE,
    "Place",
)

_TREE = {"pk": "pk", **_CATEGORY, "stands_alone": "stands_alone"}
CATEGORIES = Rows(
    all_categories,
    columns={**_TREE, "holds_entries": "holds_entries"},
    order=CATEGORY_ORDER,
    type_name="Category",
)
COUNTED_CATEGORIES = Rows(
    Category.objects.all, columns=_TREE, order=CATEGORY_ORDER, type_name="Category"
)


def _tags(key: str) -> Rows:
    return Rows(visible_tags, key=key, columns={"pk": "pk", **_TAG}, type_name="Tag")


def _places(key: str | None) -> Rows:
    columns = {"pk": "pk", **_PLACE}
    return Rows(visible_places, key=key, columns=columns, order=TERM_ORDER, type_name="Place")


# Terms that must be visible, as they come from counts of visible documents.
COUNTED_TAGS = Rows(Tag.objects.all, key="pk", columns={"pk": "pk", **_TAG}, type_name="Tag")
COUNTED_PLACES = Rows(
    Place.objects.all, key="pk", columns={"pk": "pk", **_PLACE}, order=TERM_ORDER, type_name="Place"
)
TAGS, TAGS_BY_SLUG = _tags("pk"), _tags("slug")
PLACES, PLACES_BY_SLUG, ALL_PLACES = _places("pk"), _places("slug"), _places(None)
TAG_NAMES, PLACE_NAMES = (
    Rows(model.objects.all, key=term, columns={"locale": "locale", "name": "name"})
    for model, term in ((TagName, "tag"), (PlaceName, "place"))
)


@dataclass(frozen=True)
class CategoryTree:
    """The categories of all languages that readers can see, in order."""

    rows: dict[int, Row]
    below: dict[int | None, list[Row]]

    @classmethod
    def of(cls, rows: Iterable[Row]) -> CategoryTree:
        """The categories that hold something public, all wider ones, and those that stand alone."""
        every = {row["pk"]: row for row in rows}
        visible_keys = visible_categories(every.values())
        below: dict[int | None, list[Row]] = defaultdict(list)
        for key in filter(visible_keys.__contains__, every):
            below[every[key]["parent"]].append(every[key])
        return cls({key: row for key, row in every.items() if key in visible_keys}, below)

    def closure(self, keys: Iterable[int]) -> list[int]:
        """These categories and all narrower ones."""
        closure: set[int] = set()
        waiting = list(keys)
        while waiting:
            key = waiting.pop()
            if key not in closure:
                closure.add(key)
                waiting += [row["pk"] for row in self.below[key]]
        return sorted(closure)

    def with_slugs(self, slugs: Iterable[str]) -> list[int]:
        spellings = {form for slug in slugs for form in both_forms(slug)}
        return [key for key, row in self.rows.items() if row["slug"] in spellings]

    def translations_of(self, category: Row) -> list[Row]:
        """The same subject in other languages."""
        same, key = category["translation_key"], category["pk"]
        translations = (row for row in self.rows.values() if row["translation_key"] == same)
        return [row for row in translations if row["pk"] != key]

    def in_language(self, code: str, context: Context) -> list[Row]:
        languages = context.snapshot.locales
        return [row for row in self.rows.values() if languages[row["locale"]]["code"] == code]


def category_tree(context: Context) -> Loading:
    """The tree, read once in a request."""
    if CategoryTree not in context.memo:
        context.memo[CategoryTree] = CategoryTree.of((yield from _categories(context)))
    return context.memo[CategoryTree]


def _categories(context: Context) -> Loading:
    """All categories, with `holds_entries`: whether something public is in one itself."""
    if (holding := keys_with_documents("category", context)) is None:
        return (yield CATEGORIES.all())[None]
    rows = (yield COUNTED_CATEGORIES.all())[None]
    return [{**row, "holds_entries": row["pk"] in holding} for row in rows]


def keys_with_documents(dimension: str, context: Context) -> set[Any] | None:
    """The keys of the terms that visible documents have; None if SQL has to find out."""
    index = index_for(context)
    if index is None:
        return None
    for name in (dimension, VISIBLE):
        context.cache_tags.add_tables(statement_of(name, is_part=False).sql)
    return {key for key, _count in index.counts(dimension, index.visible)}


def all_places(context: Context) -> Loading:
    """The places of all visible documents, by name."""
    keys = keys_with_documents("place", context)
    if keys is None:
        return (yield ALL_PLACES.all())[None]
    rows = [row for of_key in (yield COUNTED_PLACES.of(keys)).values() for row in of_key]
    return sorted(rows, key=lambda row: (by_name(row), row["pk"]))


def all_tags(context: Context) -> Listing:
    """The tags of all visible documents."""
    keys = keys_with_documents("tag", context)
    if keys is None:
        return Listing("tags", visible_tags, {}, "tags")
    is_counted = Among(F("pk"), ParameterList("counted_tags", IntegerField()))
    values = {"counted_tags": sorted(keys)}
    return Listing("counted tags", lambda: Tag.objects.filter(is_counted), values, "tags")


def fetch_categories(keys: Sequence[int], _selected: Selected) -> Loading:
    """How `node(id:)` finds categories."""
    rows = CategoryTree.of((yield CATEGORIES.all())[None]).rows
    return {key: rows[key] for key in keys if key in rows}


def fetch_from(source: Rows) -> Any:
    """How `node(id:)` finds terms of a source."""

    def fetch(keys: Sequence[int], _selected: Selected) -> Loading:
        rows = yield source.of(keys)
        return {key: row for key, [row] in rows.items()}

    return fetch
