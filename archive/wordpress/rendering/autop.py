"""Pure: the paragraphs and line breaks that WordPress adds to classic text when it shows it.

A blank line ends a paragraph, a newline is a line break, and what stands directly in an element
that is no paragraph gets none (except in a quotation). Where a tag stays open over the end of a
paragraph, it is left to the reader of the HTML, as WordPress leaves it to browsers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from archive.wordpress.elements import HEADINGS, STORED_BLOCKS, VOID
from archive.wordpress.tokens import Token

# Not \s, as an ideographic space and &nbsp; are the author's own.
SPACE = " \t\f\v\n"
_LINES = re.compile(r"([ \t\f\v]*+\n[ \t\f\v\n]*+)")
_BREAK = Token("start", "<br />\n", "br")
_PARAGRAPH = Token("start", "<p>", "p")
_PARAGRAPH_END = Token("end", "</p>\n", "p")
_NO_FORMATTING_LEAVES = frozenset(("caption", "table", "td", "th"))


class _Paragraphs:
    """The state of a text on its way into paragraphs; every method adds to the output."""

    def __init__(self) -> None:
        self.output: list[Token] = []
        self.opening = _PARAGRAPH  # or the <p> of the source, until its first word
        self.is_bare = False  # the text stands directly in an element that is no paragraph
        self.is_shown = False  # a word of this paragraph or bare text is written
        self.in_heading = False
        self.breaks = 0
        self.after_br = False  # so that the newline after it adds none
        self.inline: list[Token] = []  # tags that wait for the next word
        self.verbatim = ""  # "pre" while inside one

    def read(self, token: Token) -> None:
        if self.verbatim:
            self._verbatim(token)
        elif token.kind == "text":
            self._text(token)
        elif token.kind in ("comment", "hidden"):
            self.output.append(token)
        elif token.kind == "content":
            self._content(token)
        elif token.kind in ("figure", "marker"):
            self.end()
            self.output.append(token)
        elif token.name in STORED_BLOCKS:
            self._block(token)
        elif token.name == "br":
            self._br(token)
        else:
            self._inline_tag(token)

    def end(self) -> None:
        """Ends the paragraph or the bare text, if there is one."""
        if self.is_shown and not self.is_bare:
            self.output.append(_PARAGRAPH_END)
        self.opening, self.is_bare, self.is_shown = _PARAGRAPH, False, False
        self.breaks, self.after_br = 0, False

    def _verbatim(self, token: Token) -> None:
        self.output.append(token)
        if token.kind == "end" and token.name == self.verbatim:
            self.verbatim, self.is_bare = "", False

    def _text(self, token: Token) -> None:
        if "\n" not in token.raw:
            self._line(token)
            return
        for number, piece in enumerate(_LINES.split(token.raw)):
            if number % 2:
                self._newlines(piece.count("\n"))
            else:
                self._line(Token("text", piece))

    def _line(self, token: Token) -> None:
        if self.is_shown:
            if token.raw.strip(SPACE) or (token.raw and not self.breaks):
                self._content(token)
        elif words := token.raw.lstrip(SPACE):
            self._content(token if words == token.raw else Token("text", words))

    def _newlines(self, count: int) -> None:
        if count > 1 and not self.in_heading:
            self.end()
            return
        self.breaks += not self.after_br
        self.after_br = False

    def _br(self, token: Token) -> None:
        if self.after_br and not self.in_heading:
            self.end()
        elif token.kind == "start":
            self.breaks += 1
            self.after_br = True

    def _content(self, token: Token) -> None:
        if self.is_shown:
            self.output += [_BREAK] * min(self.breaks, 2)
        elif not self.is_bare:
            self.output.append(self.opening)
        self.is_shown, self.breaks, self.after_br = True, 0, False
        self.output += [*self.inline, token]
        self.inline.clear()

    def _block(self, token: Token) -> None:
        self.end()
        is_start = token.kind == "start"
        self.in_heading = is_start and token.name in HEADINGS
        if token.name in _NO_FORMATTING_LEAVES:
            self.inline.clear()
        if token.name == "p":
            self.opening = token if is_start else _PARAGRAPH
            return
        self.output.append(token)
        self.is_bare = is_start and token.name not in VOID | {"blockquote"}
        self.verbatim = "pre" if is_start and token.name == "pre" else ""

    def _inline_tag(self, token: Token) -> None:
        if token.kind == "start" and token.name in VOID:
            self._content(token)
        elif self.is_shown and not self.breaks:
            self.output.append(token)
        elif token.kind == "end" and self.inline and self.inline[-1].name == token.name:
            self.inline.pop()  # there was no word in it
        else:
            self.inline.append(token)


def in_paragraphs(source: Iterable[Token]) -> Iterator[Token]:
    """The same tokens with those of paragraphs and line breaks between them."""
    paragraphs = _Paragraphs()
    for token in source:
        paragraphs.read(token)
        yield from paragraphs.output
        paragraphs.output.clear()
    paragraphs.end()
    yield from paragraphs.output
