"""The text of documents, read from the database.

It is never read from an instance in memory or a revision, which may contain a draft.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

from django.db.models import Model
from wagtail.models import Page

from archive.models import EntryPage
from cms import richtext
from cms.blocks import Medium
from cms.visibility.gate import open_files_now

from .columns import kind_of
from .description import Phrase, Related, description_of

UNSAID = "unsaid "
KIND = ("pk", "content_type")  # the columns of pages that `stored` needs


class Words(NamedTuple):
    """A document's text for readers, by key of the index, and the media that it is about.

    Text about media that readers cannot see is omitted; such names begin with UNSAID.
    """

    plain: dict[str, str]
    media: list[str]


def published(keys: Sequence[int]) -> dict[int, Words]:
    """The text of those of these documents that are published, by primary key."""
    return as_readers_see(stored(EntryPage.objects.filter(pk__in=keys, live=True).only(*KIND)))


def as_readers_see(phrases: Mapping[int, list[Phrase]]) -> dict[int, Words]:
    """The text of published documents, of all their phrases, by primary key."""
    public = _public(
        medium for phrase in chain.from_iterable(phrases.values()) for medium in phrase.about
    )
    return {key: _words(of_page, public) for key, of_page in phrases.items()}


def stored(pages: Iterable[Page]) -> dict[int, list[Phrase]]:
    """The text of pages by primary key, with a constant number of statements per type."""
    phrases: dict[int, list[Phrase]] = {}
    owners_by_relation: dict[Related, list[int]] = defaultdict(list)
    for model, model_keys in _by_model(pages).items():
        description = description_of(model)
        rows = model._default_manager.filter(pk__in=model_keys).values(*description.needs)
        phrases |= {
            row["pk"]: [phrase for column in description.columns for phrase in column.phrases(row)]
            for row in rows
        }
        for relation in description.related:
            owners_by_relation[relation] += model_keys
    for relation, owners in owners_by_relation.items():
        for key, phrases_of_row in _rows_of(relation, owners):
            phrases[key] += phrases_of_row
    return phrases


def name_of(model: type[Model], key: int | None) -> str:
    """A unique name of a medium: "image 5", "document 7"."""
    return f"{kind_of(model)} {key}"


def _by_model(pages: Iterable[Page]) -> dict[Any, list[int]]:
    keys_by_model: dict[Any, list[int]] = defaultdict(list)
    for page in pages:
        keys_by_model[page.cached_content_type.model_class() or Page].append(page.pk)
    return keys_by_model


def _rows_of(related: Related, owners: Sequence[int]) -> Iterator[tuple[int, list[Phrase]]]:
    rows = related.rows._default_manager.filter(**{f"{related.owner}__in": owners})
    for row in rows.order_by(*related.order).values(*related.needs):
        phrases = [phrase for column in related.columns for phrase in column.phrases(row)]
        yield row[related.owner], phrases


def _words(phrases: Iterable[Phrase], public: frozenset[Medium]) -> Words:
    lines: dict[str, list[str]] = defaultdict(list)
    media: dict[str, None] = {}
    for key, words, about in phrases:
        if about <= public:
            lines[key].append(words)
        for medium in about:
            if medium.key:
                media[("" if medium in public else UNSAID) + name_of(*medium)] = None
    texts = {key: richtext.plain("\n".join(of_key)) for key, of_key in lines.items()}
    return Words({key: text for key, text in texts.items() if text}, list(media))


def _public(media: Iterable[Medium]) -> frozenset[Medium]:
    """The media that readers can see now."""
    keys: dict[type[Model], set[int | None]] = defaultdict(set)
    for medium in media:
        keys[medium.model].add(medium.key)
    return frozenset(
        Medium(model, key)
        for model, model_keys in keys.items()
        for key in open_files_now(
            model._default_manager.filter(pk__in=model_keys - {None})
        ).values_list("pk", flat=True)
    )
