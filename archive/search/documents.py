"""What published documents say, read from what the database holds of them.

Never from an instance in memory or a revision: those may hold a draft.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from django.db.models import Model
from wagtail.images import get_image_model

from archive.models import EntryPage
from cms import richtext
from cms.blocks import Medium
from cms.visibility.gate import in_public_collections_now

from .description import Related, Said, description_of

UNSAID = "unsaid "


class Words(NamedTuple):
    """A document's words as readers see them, by key of the index, and the media it speaks of.

    Of media that readers do not see, nothing is said; their names begin with UNSAID.
    """

    plain: dict[str, str]
    media: list[str]


def published(keys: Sequence[int]) -> dict[int, Words]:
    """The words of those of these documents that are published, by key."""
    said: dict[int, list[Said]] = {}
    related: dict[Related, list[int]] = defaultdict(list)
    for model, own in _by_model(keys).items():
        description = description_of(model)
        rows = model._default_manager.filter(pk__in=own).values(*description.needs)
        said |= {row["pk"]: [s for c in description.columns for s in c.said(row)] for row in rows}
        for each in description.related:
            related[each] += own
    for each, owners in related.items():
        for key, words in _rows_of(each, owners):
            said[key] += words
    public = _public(medium for each in said.values() for words in each for medium in words.about)
    return {key: _words(each, public) for key, each in said.items()}


def name_of(model: type[Model], key: int | None) -> str:
    """A medium's name that tells it from others: "image 5", "document 7"."""
    return f"{'image' if model is get_image_model() else 'document'} {key}"


def _by_model(keys: Sequence[int]) -> dict[type[EntryPage], list[int]]:
    found: dict[type[EntryPage], list[int]] = defaultdict(list)
    for page in EntryPage.objects.filter(pk__in=keys, live=True).only("pk", "content_type"):
        found[page.cached_content_type.model_class()].append(page.pk)
    return found


def _rows_of(related: Related, owners: Sequence[int]) -> Iterator[tuple[int, list[Said]]]:
    rows = related.rows._default_manager.filter(**{f"{related.owner}__in": owners})
    for row in rows.order_by(*related.order).values(*related.needs):
        yield row[related.owner], [s for column in related.columns for s in column.said(row)]


def _words(said: Iterable[Said], public: frozenset[Medium]) -> Words:
    lines: dict[str, list[str]] = defaultdict(list)
    media: dict[str, None] = {}
    for key, words, about in said:
        if about <= public:
            lines[key].append(words)
        for medium in about:
            if medium.key:
                media[("" if medium in public else UNSAID) + name_of(*medium)] = None
    texts = {key: richtext.plain("\n".join(each)) for key, each in lines.items()}
    return Words({key: text for key, text in texts.items() if text}, list(media))


def _public(media: Iterable[Medium]) -> frozenset[Medium]:
    """Those of them that are in public collections now."""
    keys: dict[type[Model], set[int | None]] = defaultdict(set)
    for medium in media:
        keys[medium.model].add(medium.key)
    return frozenset(
        Medium(model, key)
        for model, each in keys.items()
        for key in in_public_collections_now(
            model._default_manager.filter(pk__in=each - {None})
        ).values_list("pk", flat=True)
    )
