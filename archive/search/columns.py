"""Pure: what the index keeps of a document's words, made from its plain text by field.

A key of that text is one character and a column's or a relation's name: "0title". The character
says which column of the index ranks the words, and the keys in their order are the best first. What
a document says about its pictures, files and videos is kept apart, under MEDIA: it comes last,
below a line that no text holds. Whether readers see it is decided when they search, and where they
do not, everything from that line on is as if it were not there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from .folding import fold, tokens

# The columns of the index that rank, best first. What is in none of them (the body, above all) is
# found, but ranks last.
RANKED = ("title", "subtitle", "names", "summary")
MEDIA = "~"  # sorts after every digit and letter; `folding` leaves no such character
# PostgreSQL takes 1 MiB of tokens in a row; whatever lies beyond is in no book of the archive.
MAX_TOKEN_BYTES = 1_000_000


class Line(NamedTuple):
    """A line of a document; a phrase never reaches from one into the next."""

    plain: str
    folded: str


def kind_of(model: Any) -> str:
    """The word by which media of a model are named in the index: "image", "document", "video"."""
    return str(model._meta.model_name).removeprefix("custom")


def key_of(name: str, rank: int = len(RANKED), *, is_about_media: bool = False) -> str:
    """The key of a field's text: which column ranks it, and its name."""
    return f"{MEDIA if is_about_media else rank}{name}"


def columns(plain: Mapping[str, str]) -> dict[str, object]:
    """The columns of a row of the index, for the plain text of each field, line by line."""
    folded = {key: "\n".join(map(fold, plain[key].split("\n"))) for key in sorted(plain)}
    own_lines = [text for key, text in folded.items() if not key.startswith(MEDIA)]
    media = [text for key, text in folded.items() if key.startswith(MEDIA)]
    rank_columns = {
        column: "\n".join(text for key, text in folded.items() if key.startswith(str(rank)))
        for rank, column in enumerate(RANKED)
    }
    tokens = distinct_tokens("\n".join([*own_lines, *media]))
    return {**rank_columns, "text": "\n".join([*own_lines, MEDIA, *media]), "tokens": tokens}


def words_beside_media(plain: Mapping[str, str]) -> dict[str, str]:
    """What a document says without what it says about its images and documents."""
    return {key: text for key, text in plain.items() if not key.startswith(MEDIA)}


def lines_by_field(plain: Mapping[str, str], text: str) -> Iterator[tuple[str, list[Line]]]:
    """Each field's lines, as they are read and as they stand in the column `text`, best first.

    A field comes twice where it says something about media as well.
    """
    folded = (line for line in text.split("\n") if line != MEDIA)
    for key in sorted(plain):
        yield key[1:], [Line(line, next(folded, "")) for line in plain[key].split("\n")]


def distinct_tokens(folded: str) -> list[str]:
    distinct: dict[str, None] = {}
    size = 0
    for token in tokens(folded.split()):
        if token not in distinct:
            size += len(token.encode()) + 1
            if size > MAX_TOKEN_BYTES:
                break
            distinct[token] = None
    return list(distinct)
