"""Pure: how the index stores a document's words, given its plain text by field.

A key of that text is one character and the name of a column or relation: "0title". The character is
the index column that ranks the words; keys sort from best to worst. Text about pictures, files and
videos is stored apart, under MEDIA: it comes last, below a separator line that no text can contain.
Whether readers see the media is decided when they search; if not, everything from that line on is
ignored.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from .folding import fold, tokens

# The ranking columns of the index, best first. Words in none of them (mainly the body) are found,
# but
# rank last.
RANKED = ("title", "subtitle", "names", "summary")
MEDIA = "~"  # sorts after every digit and letter; `folding` removes this character
# PostgreSQL allows 1 MiB of tokens per row, more than any document of the archive has.
MAX_TOKEN_BYTES = 1_000_000


class Line(NamedTuple):
    """A line of a document; a phrase never continues from one line to the next."""

    plain: str
    folded: str


def kind_of(model: Any) -> str:
    """The name of a media model in the index: "image", "document", "video"."""
    return str(model._meta.model_name).removeprefix("custom")


def key_of(name: str, rank: int = len(RANKED), *, is_about_media: bool = False) -> str:
    """The key of a field's text: its ranking column and its name."""
    return f"{MEDIA if is_about_media else rank}{name}"


def columns(plain: Mapping[str, str]) -> dict[str, object]:
    """The columns of an index row, given the plain text of each field, line by line."""
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
    """A document's text without the text about its images and files."""
    return {key: text for key, text in plain.items() if not key.startswith(MEDIA)}


def lines_by_field(plain: Mapping[str, str], text: str) -> Iterator[tuple[str, list[Line]]]:
    """Each field's lines, as read and as stored in the column `text`, best first.

    A field with text about media occurs twice.
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
