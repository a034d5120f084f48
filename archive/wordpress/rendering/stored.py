"""Pure: HTML by WordPress's rules, by which a tag ends before the next one begins."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator

from archive.markup.tokens import Rules, Token, Tokenizer

# Their content is not HTML of the surrounding text, and newlines in it are no line breaks.
_HIDDEN = frozenset(("script", "style", "title", "noembed", "noframes"))

# A quoted value may contain ">". Possessive, since 2 MB of "<a " must not backtrack.
STORED = Rules(
    re.compile(
        r"""</?[a-zA-Z](?:[^<>"']++|(?<==)"[^"]*+"(?=[\s/>])|(?<==)'[^']*+'(?=[\s/>]))*+>"""
        r"|</?[a-zA-Z][^<>]*+>"
        r"|<[!?][^<>]*+>"
    ),
    within_end_tag="[^<>]",
    whole=_HIDDEN | {"audio", "iframe", "object", "select", "svg", "textarea", "video", "xmp"},
    text_without_end=_HIDDEN | {"iframe", "textarea", "xmp"},
    most_broken=sys.maxsize,
    is_of_authors=True,
)


def tokens(text: str) -> Iterator[Token]:
    """Stored HTML in pieces that make up the whole; "<" that opens no tag is text."""
    return Tokenizer(text, STORED).tokens()


def written(pieces: Iterable[Token]) -> str:
    """The HTML of these tokens; text is escaped so that none can pass for a tag."""
    return "".join(
        [piece.raw.replace("<", "&lt;") if piece.kind == "text" else piece.raw for piece in pieces]
    )


def text_of(html: str) -> str:
    """The text between the tags, with a space in place of each."""
    return "".join(piece.raw if piece.kind == "text" else " " for piece in tokens(html))
