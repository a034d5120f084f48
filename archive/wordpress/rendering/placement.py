"""Pure: puts our figures between paragraphs, and "more" and page breaks between all elements."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from archive.wordpress.elements import HEADINGS, STORED_BLOCKS, VOID
from archive.wordpress.tokens import Token

MORE = Token("marker", '<div data-wp="more"></div>', "div")
PAGE_BREAK = Token("marker", '<div data-wp="page-break"></div>', "div")
_COMMENT = re.compile(r"<!--(more|nextpage|noteaser)(?=\s|-->)")
# What a marker may split in two. It waits for the end of anything else: a list, a table.
_WRAPPERS = frozenset(
    ("article", "aside", "blockquote", "center", "div", "header", "main", "section")
)
_AROUND_LINES = STORED_BLOCKS - HEADINGS - {"p"}
_UNSPLITTABLE = _AROUND_LINES - _WRAPPERS
_REOPENED = 8  # innermost elements at most: 10,000 would be written anew at each marker


def marked(source: Iterable[Token]) -> Iterator[Token]:
    """The tokens with markers for the comments that WordPress reads."""
    for token in source:
        match = _COMMENT.match(token.raw) if token.kind == "comment" else None
        if not match:
            yield token
        elif match[1] != "noteaser":
            yield MORE if match[1] == "more" else PAGE_BREAK


def _is_word(token: Token) -> bool:
    return token.kind == "text" and not token.raw.isspace()


def _is_in_line(name: str) -> bool:
    return name not in _AROUND_LINES


class _Placement:
    """Which elements are open, and what waits to be put between them."""

    def __init__(self) -> None:
        self.output: list[Token] = []
        self.open: list[Token] = []
        self.names: Counter[str] = Counter()
        self.unsplittable = 0  # so many of the open elements may not be split
        self.reopen: list[Token] = []  # from the outermost on, before the next word
        self.waiting: list[Token] = []
        self.has_more = False

    def read(self, token: Token) -> None:
        if token.kind == "marker":
            self._wait(token)
        elif token.kind == "end":
            self._end(token)
        else:
            if token.kind == "figure":
                self._close_lines()
            elif token.kind in ("start", "content") or _is_word(token):
                self._start(token)
            self.output.append(token)
        if self.waiting and not self.unsplittable:
            self.place()

    def place(self) -> None:
        """Writes the markers that wait, between all elements."""
        if self.waiting:
            self._close(0)
        self.output += self.waiting
        self.waiting = []

    def _wait(self, marker: Token) -> None:
        if marker is not MORE or not self.has_more:
            self.waiting.append(marker)
        self.has_more = self.has_more or marker is MORE

    def _start(self, token: Token) -> None:
        if token.kind == "start" and token.name in STORED_BLOCKS:
            self._close_paragraph()
        for tag in self.reopen:
            self._push(tag)
        self.output += self.reopen
        self.reopen = []
        if token.kind == "start" and token.name not in VOID:
            self._push(token)

    def _close_paragraph(self) -> None:
        """Close the paragraph before an element that cannot stand in one."""
        self.reopen = [tag for tag in self.reopen if tag.name != "p"]
        if not self.names["p"]:
            return
        place = len(self.open) - 1
        while self.open[place].name != "p":  # inside of which there are only inline elements
            place -= 1
        self._close(place)
        self.reopen = [tag for tag in self.reopen if tag.name != "p"]

    def _close_lines(self) -> None:
        place = len(self.open)
        while place and _is_in_line(self.open[place - 1].name):
            place -= 1
        self._close(place)

    def _close(self, place: int) -> None:
        """Closes all from this one on, to be opened again when a word follows."""
        closed_elements = self.open[place:]
        self.reopen = [*closed_elements, *self.reopen][-_REOPENED:]
        while len(self.open) > place:
            self.output.append(Token("end", f"</{self._pop().name}>"))

    def _end(self, token: Token) -> None:
        if any(tag.name == token.name for tag in self.reopen):
            while self.reopen.pop().name != token.name:
                pass
        elif self.names[token.name]:
            self.reopen = []
            while self._pop().name != token.name:
                pass
            self.output.append(token)

    def _push(self, token: Token) -> None:
        self.open.append(token)
        self.names[token.name] += 1
        self.unsplittable += token.name in _UNSPLITTABLE

    def _pop(self) -> Token:
        token = self.open.pop()
        self.names[token.name] -= 1
        self.unsplittable -= token.name in _UNSPLITTABLE
        return token


def placed(source: Iterable[Token]) -> Iterator[Token]:
    """The same HTML, in which figures and markers stand where they may."""
    placement = _Placement()
    for token in source:
        placement.read(token)
        yield from placement.output
        placement.output.clear()
    placement.place()
    yield from placement.output
