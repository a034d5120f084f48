"""Pure: puts our figures between paragraphs, and "more" and page breaks between all elements."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from .tokens import BLOCKS, HEADINGS, VOID, Kind, Token

MORE = Token(Kind.MARKER, '<div data-wp="more"></div>', "div")
PAGE_BREAK = Token(Kind.MARKER, '<div data-wp="page-break"></div>', "div")
_COMMENT = re.compile(r"<!--(more|nextpage|noteaser)(?=\s|-->)")
# What a marker may split in two. It waits for the end of anything else: a list, a table.
_WRAPPERS = frozenset(
    ("article", "aside", "blockquote", "center", "div", "header", "main", "section")
)
_REOPENED = 8  # innermost elements at most: 10,000 would be written anew at each marker


def marked(source: Iterable[Token]) -> Iterator[Token]:
    """The tokens with markers for the comments that WordPress reads."""
    for token in source:
        match = _COMMENT.match(token.raw) if token.kind is Kind.COMMENT else None
        if not match:
            yield token
        elif match[1] != "noteaser":
            yield MORE if match[1] == "more" else PAGE_BREAK


def _is_word(token: Token) -> bool:
    return token.kind is Kind.TEXT and not token.raw.isspace()


def _is_in_line(name: str) -> bool:
    return name == "p" or name in HEADINGS or name not in BLOCKS


class _Placement:
    """Which elements are open, and what waits to be put between them."""

    def __init__(self) -> None:
        self.open: list[Token] = []
        self.names: Counter[str] = Counter()
        self.unsplittable = 0  # so many of the open elements may not be split
        self.reopen: list[Token] = []  # from the outermost on, before the next word
        self.waiting: list[Token] = []
        self.has_more = False

    def read(self, token: Token) -> Iterator[Token]:
        if token.kind is Kind.MARKER:
            self._wait(token)
        elif token.kind is Kind.FIGURE:
            yield from self._close_lines()
            yield token
        elif token.kind is Kind.END:
            yield from self._end(token)
        else:
            if token.kind in (Kind.START, Kind.CONTENT) or _is_word(token):
                yield from self._start(token)
            yield token
        if self.waiting and not self.unsplittable:
            yield from self.place()

    def place(self) -> Iterator[Token]:
        """Writes the markers that wait, between all elements."""
        if self.waiting:
            yield from self._close(0)
        yield from self.waiting
        self.waiting = []

    def _wait(self, marker: Token) -> None:
        if marker is not MORE or not self.has_more:
            self.waiting.append(marker)
        self.has_more = self.has_more or marker is MORE

    def _start(self, token: Token) -> Iterator[Token]:
        opens = token.kind is Kind.START and token.name not in VOID
        if token.kind is Kind.START and token.name in BLOCKS:
            yield from self._close_paragraph()
        reopen, self.reopen = self.reopen, []
        for one in reopen:
            self._push(one)
            yield one
        if opens:
            self._push(token)

    def _close_paragraph(self) -> Iterator[Token]:
        """Before an element that cannot stand in a paragraph."""
        self.reopen = [one for one in self.reopen if one.name != "p"]
        if not self.names["p"]:
            return
        place = len(self.open) - 1
        while self.open[place].name != "p":  # in which there are only elements of a line
            place -= 1
        yield from self._close(place)
        self.reopen = [one for one in self.reopen if one.name != "p"]

    def _close_lines(self) -> Iterator[Token]:
        place = len(self.open)
        while place and _is_in_line(self.open[place - 1].name):
            place -= 1
        yield from self._close(place)

    def _close(self, place: int) -> Iterator[Token]:
        """Closes all from this one on, to be opened again when a word follows."""
        closed = self.open[place:]
        self.reopen = [*closed, *self.reopen][-_REOPENED:]
        while len(self.open) > place:
            yield Token(Kind.END, f"</{self._pop().name}>")

    def _end(self, token: Token) -> Iterator[Token]:
        if any(one.name == token.name for one in self.reopen):
            while self.reopen.pop().name != token.name:
                pass
        elif self.names[token.name]:
            self.reopen = []
            while self._pop().name != token.name:
                pass
            yield token

    def _push(self, token: Token) -> None:
        self.open.append(token)
        self.names[token.name] += 1
        self.unsplittable += not _can_split(token.name)

    def _pop(self) -> Token:
        token = self.open.pop()
        self.names[token.name] -= 1
        self.unsplittable -= not _can_split(token.name)
        return token


def _can_split(name: str) -> bool:
    return name in _WRAPPERS or _is_in_line(name)


def placed(source: Iterable[Token]) -> Iterator[Token]:
    """The same HTML, in which figures and markers stand where they may."""
    state = _Placement()
    for token in source:
        yield from state.read(token)
    yield from state.place()
