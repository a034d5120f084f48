"""Pure: the places of "more" and of page breaks, which no block around them may hide."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from archive.markup.tokens import Token

MORE = Token("figure", '<div data-wp="more"></div>', "div")
PAGE_BREAK = Token("figure", '<div data-wp="page-break"></div>', "div")
_COMMENT = re.compile(r"<!--(more|nextpage|noteaser)(?=\s|-->)")


def marked(source: Iterable[Token]) -> Iterator[Token]:
    """The tokens with markers for the comments that WordPress reads."""
    for token in source:
        match = _COMMENT.match(token.raw) if token.kind == "comment" else None
        if not match:
            yield token
        elif match[1] != "noteaser":
            yield MORE if match[1] == "more" else PAGE_BREAK
