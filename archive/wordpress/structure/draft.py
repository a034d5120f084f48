"""Pure: a page to be written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from archive.dates import ArchiveDate
from archive.markup.parts import Note, Part
from archive.markup.sentences import Sentence
from archive.wordpress.profile import LETTER

# Fields that take words out of the body; all others repeat words that stay in it.
_MOVED_FIELDS = ("subtitle", "transmission", "salutation", "closing")
_MOVED_ROWS = ("recipients", "signatories")


@dataclass
class Draft:
    """A page to be written: its type and why, its columns, its rows, its body."""

    model: str  # "archive.LetterPage"
    why: Sentence  # the rule that chose it, for the report
    fields: dict[str, Any]  # by name of the model's field: {"subtitle": "…", "date": "2006-10-19"}
    rows: dict[str, list[dict[str, Any]]]  # child rows by relation: {"recipients": [{"name": …}]}
    parts: list[Part]
    notes: list[Note] = field(default_factory=list)


def moved_words(draft: Draft, language: str) -> Iterator[str]:
    """The words of fields and rows that are no longer in the body."""
    yield from (draft.fields.get(name, "") for name in _MOVED_FIELDS)
    for relation in _MOVED_ROWS:
        for row in draft.rows.get(relation, []):
            yield from row.values()
    if draft.model == LETTER:
        yield ArchiveDate.parse(draft.fields["date"]).display(language)
