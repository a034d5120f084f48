"""Pure: the words and tags of HTML, however broken, in time that grows with its length alone.

The standard library's parser takes minutes for a megabyte of "</", and what it makes of broken
markup changes between patch releases.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple


class Words(NamedTuple):
    """Text between tags, entities decoded."""

    text: str


class Opening(NamedTuple):
    """A start tag; of an attribute written twice the first one counts."""

    name: str
    attributes: dict[str, str]
    is_closed: bool  # written "<br />"


class Closing(NamedTuple):
    """An end tag."""

    name: str


Token = Words | Opening | Closing

BLOCKS: frozenset[str] = frozenset(
    [
        *("address", "article", "aside", "blockquote", "caption", "center", "dd"),
        *("details", "dialog", "dir", "div", "dl", "dt", "fieldset"),
        *("figcaption", "figure", "footer", "form", "h1", "h2", "h3"),
        *("h4", "h5", "h6", "header", "hgroup", "hr", "legend"),
        *("li", "main", "menu", "nav", "ol", "optgroup", "option"),
        *("p", "pre", "search", "section", "select", "summary", "table"),
        *("tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
    ]
)

_PLAIN = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)>")  # as most tags are
_START = re.compile("<(?=[a-zA-Z/!?])")
_NAME = re.compile(r"[a-zA-Z][^\s/>]*")
_GAP = re.compile(r"[\s/]*")
_ATTRIBUTE_NAME = re.compile(r"[^\s/>][^\s/>=]*")
_EQUALS = re.compile(r"\s*=\s*")
_BARE = re.compile(r"[^\s>]*")
_RAW_END = {name: re.compile(f"</{name}(?=[\\s/>])", re.IGNORECASE) for name in ("script", "style")}
# An entity in an attribute needs its semicolon: "?a=1&copy=2" is an address.
_ENTITY = re.compile(r"&(?:#\d{1,8}|#[xX][0-9a-fA-F]{1,8}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_ENDLESS_NUMBER = re.compile(r"&#\d{9,};?")  # int() refuses thousands of digits
# What neither PostgreSQL nor XML can hold.
_UNSTORABLE = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BROKEN_TAGS = 20  # each may be read to the end of the input in vain


def tokens(html: str) -> Iterator[Token]:
    """Words and tags in order; comments, declarations and the code of scripts are left out.

    A tag, comment or script that never ends is taken as words, so that none are swallowed.
    """
    return _Scanner(html).tokens()


class _Scanner:
    def __init__(self, html: str) -> None:
        self.html = html
        # Known from the start, so that no search for an end that is not there is ever repeated.
        self.last_end = html.rfind(">")
        self.last_comment_end = html.rfind("-->")
        self.last_quote = {quote: html.rfind(quote) for quote in "'\""}
        self.endless: set[str] = set()
        self.broken = 0

    def tokens(self) -> Iterator[Token]:
        begun = at = 0
        while (match := _START.search(self.html, at)) and match.start() <= self.last_end:
            start = match.start()
            found = self._markup(start)
            if found is None:
                at = start + 1
                continue
            if begun < start:
                yield from _words(self.html[begun:start])
            tags, begun = found
            at = begun
            yield from tags
        yield from _words(self.html[begun:])

    def _markup(self, start: int) -> tuple[list[Token], int] | None:
        """Its tokens and where it ends; None where the "<" is only a sign."""
        if plain := _PLAIN.match(self.html, start):
            name = plain[2].lower()
            if plain[1]:
                return [Closing(name)], plain.end()
            if name not in _RAW_END and self.broken <= _BROKEN_TAGS:
                return [Opening(name, {}, False)], plain.end()
        if _NAME.match(self.html, start + 1):
            return self._opening(start)
        if self.html.startswith("<!--", start):
            if start + 2 > self.last_comment_end:
                return None
            return [], self.html.index("-->", start + 2) + 3
        end = self.html.index(">", start) + 1
        closed = _NAME.match(self.html, start + 2) if self.html[start + 1] == "/" else None
        return ([Closing(closed[0].lower())] if closed else []), end

    def _opening(self, start: int) -> tuple[list[Token], int] | None:
        match = _NAME.match(self.html, start + 1)
        if match is None or self.broken > _BROKEN_TAGS:
            return None
        name = match[0].lower()
        attributes, end = self._attributes(match.end())
        if end < 0:
            self.broken += 1
            return None
        opening = Opening(name, attributes, self.html[end - 2] == "/")
        if name in _RAW_END and not opening.is_closed:
            return [opening, Closing(name)], self._after_code(name, end)
        return [opening], end

    def _attributes(self, at: int) -> tuple[dict[str, str], int]:
        """The attributes from here to the tag's end, and the place after it; -1 without one."""
        found: dict[str, str] = {}
        while True:
            at = _end_of(_GAP, self.html, at)
            if self.html.startswith(">", at):
                return found, at + 1
            name = _ATTRIBUTE_NAME.match(self.html, at)
            if name is None:
                return found, -1
            at, value = name.end(), ""
            if equals := _EQUALS.match(self.html, at):
                value, at = self._value(equals.end())
                if at < 0:
                    return found, -1
            found.setdefault(_storable(name[0].lower()), value)

    def _value(self, at: int) -> tuple[str, int]:
        quote = self.html[at : at + 1]
        if quote not in self.last_quote:
            end = _end_of(_BARE, self.html, at)
            return _attribute(self.html[at:end]), end
        if at >= self.last_quote[quote]:
            return "", -1
        end = self.html.index(quote, at + 1)
        return _attribute(self.html[at + 1 : end]), end + 1

    def _after_code(self, name: str, at: int) -> int:
        """Where the code of a script or style sheet is over; here, if it never is."""
        if name in self.endless:
            return at
        match = _RAW_END[name].search(self.html, at)
        if match is None or match.end() > self.last_end:
            self.endless.add(name)
            return at
        return self.html.index(">", match.end()) + 1


def _end_of(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at


def _words(text: str) -> Iterator[Words]:
    if decoded := _storable(unescape(_ENDLESS_NUMBER.sub("\N{REPLACEMENT CHARACTER}", text))):
        yield Words(decoded)


def _attribute(text: str) -> str:
    return _storable(_ENTITY.sub(lambda match: unescape(match[0]), text))


def _storable(text: str) -> str:
    return _UNSTORABLE.sub("", text)
