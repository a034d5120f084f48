"""Pure: HTML as a stream of tags, comments and text, in linear time.

The standard library's parser takes minutes for a megabyte of "</", and its treatment of broken
markup changes between patch releases. How broken markup is read is data, `Rules`: SHOWN are those
of browsers, for which a quoted value ends at its quote, whatever it contains.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from itertools import groupby
from typing import Literal, NamedTuple, Protocol

Kind = Literal[
    "text",
    "start",
    "end",
    "comment",
    "whole",  # an element with its whole content: <script>, <video>
    "figure",  # an element of ours for a shortcode, "more" or a page break
]

_NAME = re.compile(r"</?([a-zA-Z][^\s/>]*)")
_ATTRIBUTE = re.compile(
    r"""([^\s/>][^\s/>=]*+)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s>]*+)))?+"""
)
_OURS = re.compile(r"\bdata-(?=(?:wp|attachment)(?![\w-]))", re.IGNORECASE)
# An entity in an attribute needs its semicolon: "?a=1&copy=2" is an address.
_ENTITY = re.compile(r"&(?:#\d{1,8}|#[xX][0-9a-fA-F]{1,8}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_ENDLESS_NUMBER = re.compile(r"&#\d{9,};?")  # int() refuses thousands of digits
# Characters that neither PostgreSQL nor XML can store.
_UNSTORABLE = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Rules(NamedTuple):
    """How text is read, broken or not."""

    tag: re.Pattern[str]  # a whole tag or declaration
    within_end_tag: str  # the characters that an end tag may contain
    whole: frozenset[str]  # elements that are one token with their content
    text_without_end: frozenset[str]  # those of them whose start tag is text if no end tag follows
    most_broken: int  # tags, each of which may be searched to the end of the text in vain
    is_of_authors: bool  # written by people, who may write "</br>", and not our own attributes


# Possessive, since 2 MB of "<a " must not backtrack.
SHOWN = Rules(
    re.compile(
        r"""<[/!?][^>]*+>|<[a-zA-Z][^\s/>]*+(?:[\s/]*+[^\s/>][^\s/>=]*+"""
        r"""(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|(?!["'])[^\s>]*+)|(?!\s*+=)))*+[\s/]*+>"""
    ),
    within_end_tag="[^>]",
    whole=frozenset(("script", "style")),
    text_without_end=frozenset(),
    most_broken=20,
    is_of_authors=False,
)


@dataclass(slots=True, eq=False)
class Token:
    """A piece of HTML as written; a tag or element also has a name. Shared, so never changed."""

    kind: Kind
    raw: str
    name: str = ""
    _attributes: dict[str, str] | None = field(default=None, repr=False)

    @property
    def attributes(self) -> dict[str, str]:
        """The attributes of a start tag, with entities decoded;

        the first of two equal ones counts.
        """
        if self._attributes is None:
            self._attributes = {}
            tag = _NAME.match(self.raw)
            for match in _ATTRIBUTE.finditer(self.raw, tag.end()) if tag else ():
                value = next((group for group in match.groups()[1:] if group is not None), "")
                self._attributes.setdefault(_storable(match[1].lower()), _attribute(value))
        return self._attributes

    @property
    def is_closed(self) -> bool:
        """Whether it is written as "<br />"."""
        return self.raw.endswith("/>")

    @property
    def text(self) -> str:
        """Text with its entities decoded, without characters that cannot be stored."""
        return _storable(unescape(_ENDLESS_NUMBER.sub("\N{REPLACEMENT CHARACTER}", self.raw)))


class Tokenizer:
    """Reads tokens of one text from any position, forwards."""

    def __init__(self, text: str, rules: Rules) -> None:
        self.text = text
        self._rules = rules
        self._tags: dict[str, Token] = {}  # by source, since most are repeated
        # Known from the start, so that a search for a missing end is not repeated.
        self._last_end = text.rfind(">")
        self._never: set[str] = set()  # ends that do not occur any more
        self._unbalanced = False
        self._broken = 0

    def tokens(self) -> Iterator[Token]:
        position = 0
        while position < len(self.text):
            token, position = self.token_at(position)
            yield token

    def token_at(self, position: int) -> tuple[Token, int]:
        """The token that starts here, and the position of the next one."""
        text = self.text
        if text.startswith("<!--", position):
            end = self.find("-->", position + 2)
            if end >= 0:
                return Token("comment", text[position : end + 3]), end + 3
        elif text[position] == "<" and (raw := self._tag_at(position)):
            return self._tag(raw, position + len(raw))
        end = text.find("<", position + 1)
        end = len(text) if end < 0 else end
        return Token("text", text[position:end]), end

    def find(self, text: str, position: int) -> int:
        """The next position of the text; -1 if there is none, which is searched only once."""
        if text in self._never:
            return -1
        place = self.text.find(text, position)
        if place < 0:
            self._never.add(text)
        return place

    def _tag_at(self, position: int) -> str:
        """The tag or declaration that starts here; "" if "<" is only a character."""
        letter = self.text[position + 1 : position + 2]
        is_start = letter.isascii() and letter.isalpha()
        if position > self._last_end or (is_start and self._broken > self._rules.most_broken):
            return ""
        match = self._rules.tag.match(self.text, position)
        self._broken += is_start and match is None
        return match[0] if match else ""

    def _tag(self, raw: str, end: int) -> tuple[Token, int]:
        token = self._tags.get(raw)
        if token is None:
            token = self._tags[raw] = _tag(raw, self._rules)
        if token.kind != "start" or token.name not in self._rules.whole:
            return token, end
        if token.is_closed and not self._rules.is_of_authors:
            return token, end
        return self._whole(token, end)

    def _whole(self, tag: Token, start: int) -> tuple[Token, int]:
        raw, name = tag.raw, tag.name
        end = self._end_of(name, start)
        if end is not None:
            return Token("whole", raw + self.text[start:end], name, tag.attributes), end
        if name == "iframe":  # often written <iframe … />, which hides the rest from a browser
            return Token("whole", f"{raw}</iframe>", name), start
        return Token("text", raw, name) if name in self._rules.text_without_end else tag, start

    def _end_of(self, name: str, position: int) -> int | None:
        if name in self._never:
            return None
        first, depth = None, 1
        is_nested = name == "object"  # formerly nested, for different plugins
        start, inner = "/?" if is_nested else "/", self._rules.within_end_tag
        tag = re.compile(rf"<({start}){name}(?=[\s/>]){inner}*+>", re.IGNORECASE)
        for match in tag.finditer(self.text, position, self._last_end + 1):
            if match[1]:
                first = match.end() if first is None else first
                depth -= 1
            else:
                depth += 1
            if depth == 0 or (first is not None and self._unbalanced):
                return match.end()
        if first is None:
            self._never.add(name)
        else:  # searched once in the whole text; from now on the next end tag counts
            self._unbalanced = True
        return first


def shown_tokens(html: str) -> Iterator[Token]:
    """Text and tags as in a browser, without comments and declarations.

    A tag, comment or script without an end is read as text, so that no word is lost.
    """
    pieces = Tokenizer(html, SHOWN).tokens()
    for is_text, group in groupby(pieces, lambda token: token.kind == "text"):
        if not is_text:
            yield from (token for token in group if token.kind != "comment")
            continue
        text = Token("text", "".join(token.raw for token in group))
        if text.text:
            yield text


class TokenReader(Protocol):
    """Processes the tokens of HTML once."""

    def words(self, text: str) -> None: ...
    def open(self, name: str, attributes: dict[str, str]) -> None: ...
    def close(self, name: str) -> None: ...


def feed(html: str, reader: TokenReader) -> None:
    """Pass the tokens of some HTML, as in a browser, to a reader."""
    for token in shown_tokens(html):
        if token.kind == "text":
            reader.words(token.text)
        elif token.kind == "end":
            reader.close(token.name)
        else:
            reader.open(token.name, token.attributes)
            if token.is_closed:
                reader.close(token.name)


def _tag(raw: str, rules: Rules) -> Token:
    match = _NAME.match(raw)
    if match is None:
        return Token("comment", raw)
    name = match[1].lower()
    if raw[1] == "/" and not (name == "br" and rules.is_of_authors):
        return Token("end", raw, name)
    return Token("start", _OURS.sub("data-source-", raw) if rules.is_of_authors else raw, name)


def _attribute(text: str) -> str:
    return _storable(_ENTITY.sub(lambda match: unescape(match[0]), text))


def _storable(text: str) -> str:
    return _UNSTORABLE.sub("", text)
