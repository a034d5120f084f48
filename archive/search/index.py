"""The only writer of the readers' search index; idempotent."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from archive.models import EntryPage, SearchEntry

from .admin.index import index_words
from .admin.words import STATE, is_shown_as_stored
from .columns import columns
from .documents import KIND, Words, as_readers_see, published, stored

CHUNK = 200  # documents read and written with the same few statements


def reindex(keys: Iterable[int]) -> None:
    """Update the index for these documents; unpublished ones are removed."""
    distinct_keys = sorted(set(keys))
    for place in range(0, len(distinct_keys), CHUNK):
        _reindex(distinct_keys[place : place + CHUNK])


def reindex_all() -> int:
    """Rebuild the whole index, and return the number of documents in it."""
    reindex(EntryPage.objects.values_list("pk", flat=True))
    return SearchEntry.objects.count()


@transaction.atomic
def index_written(key: int) -> None:
    """Update both indexes, readers' and the admin's, for a document, whose text is read once."""
    _lock([key])
    pages = _states(key)
    phrases = stored(pages)
    _write([key], as_readers_see({page.pk: phrases[page.pk] for page in pages if page.live}))
    index_words(pages, phrases)


def index_draft(draft: Any) -> None:
    """Update the admin's index for a document whose latest revision was made of this instance."""
    pages = _states(draft.pk)
    index_words(pages, stored(filter(is_shown_as_stored, pages)), {draft.pk: draft})


@transaction.atomic
def _reindex(keys: list[int]) -> None:
    _lock(keys)
    _write(keys, published(keys))


def _lock(keys: list[int]) -> None:
    """Serialise simultaneous writes of these pages, so that the last index row is right."""
    pages = EntryPage.objects.filter(pk__in=keys).order_by("pk")
    list(pages.select_for_update(of=("self",), no_key=True).values_list("pk"))


def _states(key: int) -> list[EntryPage]:
    """The document as stored, with the columns that an index needs beside its text."""
    return list(EntryPage.objects.filter(pk=key).only(*KIND, *STATE, EntryPage.permanent_code))


def _write(keys: list[int], words_by_page: dict[int, Words]) -> None:
    SearchEntry.objects.filter(page__in=set(keys) - words_by_page.keys()).delete()
    SearchEntry.objects.bulk_create(
        [
            SearchEntry(page_id=key, plain=words.plain, media=words.media, **columns(words.plain))
            for key, words in words_by_page.items()
        ],
        update_conflicts=True,
        unique_fields=["page"],
        update_fields=[field.name for field in SearchEntry._meta.fields if field.name != "page"],
    )
