"""The only writer of the admin's index; idempotent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from wagtail.models import Page

from archive.models import AdminSearchEntry
from archive.search.columns import distinct_tokens
from archive.search.description import Phrase
from archive.search.documents import stored
from archive.search.folding import fold, words

from .words import NAMES, TITLE, code_of, is_shown_as_stored, words_of

CHUNK = 100  # pages read and written together


def index_pages(pages: Sequence[Page]) -> None:
    """Update the index for these specific pages."""
    index_words(pages, stored(filter(is_shown_as_stored, pages)))


def index_words(
    pages: Sequence[Page],
    phrases: Mapping[int, list[Phrase]],
    drafts: Mapping[int, Page] | None = None,
) -> None:
    """The same for pages whose stored text has been read: `phrases`, by primary key.

    `drafts` are latest revisions in memory, by primary key; others are read from the database.
    """
    AdminSearchEntry.objects.bulk_create(
        [_entry(page, plain) for page, plain in words_of(pages, phrases, drafts or {})],
        update_conflicts=True,
        unique_fields=["page"],
        update_fields=[
            field.name for field in AdminSearchEntry._meta.fields if field.name != "page"
        ],
    )


def index_keys(keys: Iterable[int]) -> None:
    """Update the index for the pages with these keys that still exist."""
    distinct_keys = sorted(set(keys))
    for place in range(0, len(distinct_keys), CHUNK):
        index_pages(
            list(Page.objects.filter(pk__in=distinct_keys[place : place + CHUNK]).specific())
        )


def _entry(page: Page, plain: Mapping[str, str]) -> AdminSearchEntry:
    folded = {rank: _folded(text) for rank, text in plain.items()}
    text = "\n".join(folded.values())
    # The word being typed is a prefix, and often not one of its stem.
    typed = " ".join(words("\n".join(plain.values())))
    return AdminSearchEntry(
        page_id=page.pk,
        code=code_of(page).upper(),
        title=folded.get(TITLE, ""),
        names=folded.get(NAMES, ""),
        text=text,
        tokens=distinct_tokens(f"{text}\n{typed}"),
    )


def _folded(text: str) -> str:
    return "\n".join(map(fold, text.split("\n")))
