"""Pure: what the index keeps of a document's words, made from its plain text by field.

What a document says about its images and documents is kept apart, in fields whose names begin with
MEDIA. It comes last, below a line that no text holds: whether readers see it is decided when they
search, and where they do not, everything from that line on is as if it were not there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from .folding import fold, tokens

# The columns of the index that rank, with the fields of the API that they hold. What is in none
# of them (the body, above all) is found, but ranks last.
RANKED = {
    "title": ("title",),
    "subtitle": ("subtitle", "film"),
    "names": ("referenceCode", "people", "places", "tags", "categories", "occasion"),
    "summary": ("summary",),
}
MEDIA = "~"  # sorts after every letter; `folding` leaves no such character
# PostgreSQL takes 1 MiB of tokens in a row; whatever lies beyond is in no book of the archive.
MAX_TOKEN_BYTES = 1_000_000


class Line(NamedTuple):
    """A line of a document; a phrase never reaches from one into the next."""

    plain: str
    folded: str


def columns(plain: Mapping[str, str]) -> dict[str, object]:
    """The columns of a row of the index, for the plain text of each field, line by line."""
    folded = {field: "\n".join(map(fold, plain[field].split("\n"))) for field in sorted(plain)}
    own = [text for field, text in folded.items() if not field.startswith(MEDIA)]
    media = [text for field, text in folded.items() if field.startswith(MEDIA)]
    ranked = {
        column: "\n".join(folded[field] for field in fields if field in folded)
        for column, fields in RANKED.items()
    }
    tokens = distinct_tokens("\n".join([*own, *media]))
    return {**ranked, "text": "\n".join([*own, MEDIA, *media]), "tokens": tokens}


def own_words(plain: Mapping[str, str]) -> dict[str, str]:
    """What a document says without what it says about its images and documents."""
    return {field: text for field, text in plain.items() if not field.startswith(MEDIA)}


def lines_by_field(plain: Mapping[str, str], text: str) -> Iterator[tuple[str, list[Line]]]:
    """Each field's lines, as they are read and as they stand in the column `text`.

    A field comes twice where it says something about media as well.
    """
    folded = (line for line in text.split("\n") if line != MEDIA)
    for field in sorted(plain):
        lines = plain[field].split("\n")
        yield field.removeprefix(MEDIA), [Line(line, next(folded, "")) for line in lines]


def distinct_tokens(folded: str) -> list[str]:
    kept: dict[str, None] = {}
    size = 0
    for token in tokens(folded.split()):
        if token not in kept:
            size += len(token.encode()) + 1
            if size > MAX_TOKEN_BYTES:
                break
            kept[token] = None
    return list(kept)
