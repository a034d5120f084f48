"""Pure: the paragraphs and line breaks that WordPress adds to classic text.

A blank line separates two paragraphs, a newline is a line break. The HTML parser does not need
WordPress's further corrections to well-formed HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from archive.markup.tokens import Token

# Not \s, since an ideographic space and &nbsp; are intended by the author.
_LINES = re.compile(r"[ \t\f\v]*+\n[ \t\f\v\n]*+")
_BREAK = Token("start", "<br />", "br")
_PARAGRAPH, _PARAGRAPH_END = Token("start", "<p>", "p"), Token("end", "</p>", "p")


def in_paragraphs(source: Iterable[Token]) -> Iterator[Token]:
    """The same tokens, with paragraphs and line breaks added."""
    is_verbatim = False  # inside <pre>
    after_break = False  # so that the newline after <br> adds none
    yield _PARAGRAPH
    for token in source:
        if token.kind == "text" and not is_verbatim:
            yield from _text(token, after_break)
            after_break = after_break and token.raw.isspace() and "\n" not in token.raw
            continue
        after_break = token.name == "br"
        yield _BREAK if after_break and not is_verbatim else token
        if token.name == "pre":
            is_verbatim = token.kind == "start"
    yield _PARAGRAPH_END


def _text(token: Token, after_break: bool) -> Iterator[Token]:
    position = 0
    for match in _LINES.finditer(token.raw):
        if position < match.start():
            yield Token("text", token.raw[position : match.start()])
        if match[0].count("\n") > 1:
            yield from (_PARAGRAPH_END, _PARAGRAPH)
        elif not (after_break and position == match.start() == 0):
            yield _BREAK
        position = match.end()
    if position < len(token.raw):
        yield token if position == 0 else Token("text", token.raw[position:])
