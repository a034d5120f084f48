"""The only writer of the search index; idempotent."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from archive.models import EntryPage, SearchEntry

from .columns import columns
from .documents import published

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
def _reindex(keys: list[int]) -> None:
    # Simultaneous writes of these pages are serialised, so the last index row is right.
    pages = EntryPage.objects.filter(pk__in=keys).order_by("pk")
    list(pages.select_for_update(of=("self",), no_key=True).values_list("pk"))
    words_by_page = published(keys)
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
