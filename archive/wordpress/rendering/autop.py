"""Pure: the paragraphs and line breaks that WordPress adds to classic text when it shows it.

A blank line ends a paragraph, a newline is a line break, and what stands directly in an element
that is no paragraph gets none (except in a quotation). Where WordPress leaves a tag open over the
end of a paragraph, it is closed and opened again, as a browser does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .inline import Inline
from .tokens import BLOCKS, HEADINGS, VOID, Kind, Token, tokens, written

# Not \s, as an ideographic space and &nbsp; are the author's own.
SPACE = " \t\f\v\n"
_LINES = re.compile(r"([ \t\f\v]*+\n[ \t\f\v\n]*+)")
_BREAK = Token(Kind.START, "<br />\n", "br")
_PARAGRAPH = Token(Kind.START, "<p>", "p")
_NO_FORMATTING_LEAVES = frozenset(("caption", "table", "td", "th"))


class _Paragraphs:
    """The state of a text on its way into paragraphs; every method yields what is to be written."""

    def __init__(self) -> None:
        self.opening = _PARAGRAPH  # or the <p> of the source, until its first word
        self.is_bare = False  # the text stands directly in an element that is no paragraph
        self.is_shown = False  # a word of this paragraph or bare text is written
        self.in_heading = False
        self.breaks = 0
        self.after_br = False  # so that the newline after it adds none
        self.inline = Inline()
        self.verbatim = ""  # "pre" while inside one

    def read(self, token: Token) -> Iterator[Token]:
        if self.verbatim:
            yield from self._verbatim(token)
        elif token.kind is Kind.TEXT:
            yield from self._text(token.raw)
        elif token.kind in (Kind.COMMENT, Kind.HIDDEN):
            yield token
        elif token.kind is Kind.CONTENT:
            yield from self._content(token)
        elif token.kind in (Kind.FIGURE, Kind.MARKER):
            yield from self.end()
            yield token
        elif token.name in BLOCKS:
            yield from self._block(token)
        elif token.name == "br":
            yield from self._br(token)
        else:
            yield from self._inline_tag(token)

    def end(self) -> Iterator[Token]:
        """Ends the paragraph or the bare text, if there is one."""
        yield from self.inline.end_paragraph()
        if self.is_shown and not self.is_bare:
            yield Token(Kind.END, "</p>\n", "p")
        self.opening, self.is_bare, self.is_shown = _PARAGRAPH, False, False
        self.breaks, self.after_br = 0, False

    def _verbatim(self, token: Token) -> Iterator[Token]:
        yield token
        if token.kind is Kind.END and token.name == self.verbatim:
            self.verbatim, self.is_bare = "", False

    def _text(self, text: str) -> Iterator[Token]:
        for number, piece in enumerate(_LINES.split(text)):
            if number % 2:
                yield from self._newlines(piece.count("\n"))
            elif piece.strip(SPACE) or (piece and self.is_shown and not self.breaks):
                said = piece if self.is_shown else piece.lstrip(SPACE)
                yield from self._content(Token(Kind.TEXT, said))

    def _newlines(self, count: int) -> Iterator[Token]:
        if count > 1 and not self.in_heading:
            yield from self.end()
            return
        self.breaks += not self.after_br
        self.after_br = False

    def _br(self, token: Token) -> Iterator[Token]:
        if self.after_br and not self.in_heading:
            yield from self.end()
        elif token.kind is Kind.START:
            self.breaks += 1
            self.after_br = True

    def _content(self, token: Token) -> Iterator[Token]:
        if self.is_shown:
            yield from [_BREAK] * min(self.breaks, 2)
        elif not self.is_bare:
            yield self.opening
        self.is_shown, self.breaks, self.after_br = True, 0, False
        yield from self.inline.show()
        yield token

    def _block(self, token: Token) -> Iterator[Token]:
        yield from self.end()
        is_start = token.kind is Kind.START
        self.in_heading = is_start and token.name in HEADINGS
        if token.name in _NO_FORMATTING_LEAVES:
            self.inline.forget()
        if token.name == "p":
            self.opening = token if is_start else _PARAGRAPH
            return
        yield token
        self.is_bare = is_start and token.name not in VOID | {"blockquote"}
        self.verbatim = "pre" if is_start and token.name == "pre" else ""

    def _inline_tag(self, token: Token) -> Iterator[Token]:
        if token.kind is Kind.END:
            if token.name == "a" and self.inline.awaits_link():
                yield from self._content(Token(Kind.TEXT, ""))
            yield from self.inline.end(token.name)
        elif token.name in VOID:
            yield from self._content(token)
        else:
            yield from self.inline.start(token)


def in_paragraphs(source: Iterable[Token]) -> Iterator[Token]:
    """The same tokens with those of paragraphs and line breaks between them."""
    state = _Paragraphs()
    for token in source:
        yield from state.read(token)
    yield from state.end()


def paragraphs(text: str) -> str:
    """Classic text as the HTML that WordPress shows."""
    unix = text.replace("\r\n", "\n").replace("\r", "\n")
    return written(in_paragraphs(tokens(unix))).strip()
