"""The text of pages, live and in their latest revisions, as their `search_fields` declare."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import prefetch_related_objects
from wagtail.models import Page
from wagtail.search import index

from archive.search.columns import RANKED
from archive.search.description import Phrase, columns_of, relation_of
from cms import richtext

# Columns that tell which versions of a page are indexed.
STATE = ("live", "latest_revision", "has_unpublished_changes")
# The first character of a key in the index.
TITLE, NAMES = (str(RANKED.index(name)) for name in ("title", "names"))


def words_of(
    pages: Sequence[Page], phrases: Mapping[int, list[Phrase]], drafts: Mapping[int, Page]
) -> Iterator[tuple[Page, dict[str, str]]]:
    """The words of each of these pages, line by line, by the rank in their key.

    `phrases` is their stored text, and `drafts` the latest revisions that are in memory, both by
    primary key.
    """
    for page in pages:
        own = phrases[page.pk] if is_shown_as_stored(page) else []
        if has_draft(page):
            draft = drafts.get(page.pk) or page.get_latest_revision_as_object()
            own = [*own, *_phrases(draft)]
        yield page, _by_rank(own)


def is_shown_as_stored(page: Page) -> bool:
    """Whether readers or editors are shown the page's own row, and not only its draft."""
    return page.live or not has_draft(page)


def has_draft(page: Page) -> bool:
    return bool(page.latest_revision_id) and (page.has_unpublished_changes or not page.live)


def code_of(page: Page) -> str:
    """Its reference code, if its type has one and it was assigned."""
    name = getattr(page, "permanent_code", "")
    return (name and getattr(page, name)) or ""


def _by_rank(phrases: Iterable[Phrase]) -> dict[str, str]:
    lines: dict[str, dict[str, None]] = defaultdict(dict)
    for phrase in phrases:
        lines[phrase.key[0]][phrase.words] = None
    return {rank: richtext.plain("\n".join(lines[rank])) for rank in sorted(lines)}


def _phrases(instance: Any, fields: Iterable[Any] | None = None) -> Iterator[Phrase]:
    """The text of an instance in memory, as a draft is not in the tables."""
    fields = instance.get_search_fields() if fields is None else fields
    for column in columns_of(fields, type(instance)):
        yield from column.phrases({name: _value(instance, name) for name in column.needs})
    for field in fields:
        is_related = isinstance(field, index.RelatedFields)
        if is_related and relation_of(type(instance), field.field_name):
            rows = list(getattr(instance, field.field_name).all())
            within = [nested for nested in field.fields if isinstance(nested, index.RelatedFields)]
            prefetch_related_objects(rows, *(nested.field_name for nested in within))
            for row in rows:
                yield from _phrases(row, field.fields)


def _value(instance: Any, name: str) -> Any:
    return getattr(instance, type(instance)._meta.get_field(name).attname)
