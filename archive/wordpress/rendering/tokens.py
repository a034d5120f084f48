"""Pure: HTML as a stream of tags, comments and text, in time that grows with its length only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

# What a token is to whoever makes paragraphs of it.
Kind = Literal[
    "text",
    "start",
    "end",
    "comment",
    "content",  # a whole element that stands in a line like a word: <select>, <video>
    "hidden",  # a whole element that readers do not see: <script>
    "figure",  # an element of ours that stands for a shortcode, never inside a paragraph
    "marker",  # an element of ours that stands between all others: "more", a page break
]


@dataclass(slots=True, eq=False)
class Token:
    """A piece of HTML as written; a tag or element also by name. Shared, so never changed."""

    kind: Kind
    raw: str
    name: str = ""


BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "caption", "center", "col"),
        *("colgroup", "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset"),
        *("figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6"),
        *("head", "header", "hgroup", "hr", "html", "legend", "li", "main", "map", "area"),
        *("math", "menu", "nav", "ol", "p", "pre", "search", "section", "summary", "table"),
        *("tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
    )
)
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
VOID = frozenset(
    (
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "keygen", "link"),
        *("meta", "param", "source", "track", "wbr"),
    )
)
# Their content is no HTML of the text around them, and newlines in it are no line breaks.
_HIDDEN = frozenset(("script", "style", "title", "noembed", "noframes"))
_WHOLE = _HIDDEN | frozenset(
    ("audio", "iframe", "object", "select", "svg", "textarea", "video", "xmp")
)
_READ_AS_TEXT = _HIDDEN | {"iframe", "textarea", "xmp"}

# A quoted value may hold ">". Possessive, as 2 MB of "<a " must not be tried in every way.
_TAG = re.compile(
    r"""</?[a-zA-Z](?:[^<>"']++|(?<==)"[^"]*+"(?=[\s/>])|(?<==)'[^']*+'(?=[\s/>]))*+>"""
    r"|</?[a-zA-Z][^<>]*+>"
    r"|<[!?][^<>]*+>"
)
_NAME = re.compile(r"</?([^\s/>]+)")
_OURS = re.compile(r"\bdata-(?=(?:wp|attachment)(?![\w-]))", re.IGNORECASE)


class Reader:
    """Reads tokens of one text from any position, forwards."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._tags: dict[str, Token] = {}  # by how they are written, as most are written often
        self._never: set[str] = set()  # ends that were looked for and are nowhere further on
        self._unbalanced = False

    def tokens(self) -> Iterator[Token]:
        position = 0
        while position < len(self.text):
            token, position = self.token_at(position)
            yield token

    def token_at(self, position: int) -> tuple[Token, int]:
        """The token that starts here, and where the next one does."""
        text = self.text
        if text.startswith("<!--", position):
            end = self.find("-->", position + 2)
            if end >= 0:
                return Token("comment", text[position : end + 3]), end + 3
        elif text[position] == "<" and (match := _TAG.match(text, position)):
            return self._tag(match[0], match.end())
        end = text.find("<", position + 1)
        end = len(text) if end < 0 else end
        return Token("text", text[position:end]), end

    def find(self, wanted: str, position: int) -> int:
        """Where it is next, -1 where nowhere; what is nowhere is looked for only once."""
        if wanted in self._never:
            return -1
        found = self.text.find(wanted, position)
        if found < 0:
            self._never.add(wanted)
        return found

    def _tag(self, raw: str, end: int) -> tuple[Token, int]:
        token = self._tags.get(raw)
        if token is None:
            token = self._tags[raw] = _tag(raw)
        if token.name in _WHOLE and token.kind == "start":
            return self._whole(token, end)
        return token, end

    def _whole(self, tag: Token, start: int) -> tuple[Token, int]:
        raw, name = tag.raw, tag.name
        end = self._end_of(name, start)
        if end is not None:
            whole = raw + self.text[start:end]
            return Token("hidden" if name in _HIDDEN else "content", whole, name), end
        if name == "iframe":  # often written <iframe … />, which hides the rest from a browser
            return Token("content", f"{raw}</iframe>", name), start
        return Token("text", raw, name) if name in _READ_AS_TEXT else tag, start

    def _end_of(self, name: str, position: int) -> int | None:
        if name in self._never:
            return None
        first, depth = None, 1
        either = re.compile(rf"<(/?){name}(?=[\s/>])[^<>]*+>", re.IGNORECASE)
        for match in either.finditer(self.text, position):
            if match[1]:
                first = match.end() if first is None else first
                depth -= 1
            elif name == "object":  # the one that used to be nested, for each plugin another
                depth += 1
            if depth == 0 or (first is not None and self._unbalanced):
                return match.end()
        if first is None:
            self._never.add(name)
        else:  # tried once over the whole text; from now on the next end is the end
            self._unbalanced = True
        return first


def _tag(raw: str) -> Token:
    if raw[1] in "!?":
        return Token("comment", raw)
    match = _NAME.match(raw)
    name = match[1].lower() if match else ""
    if raw[1] == "/" and name != "br":  # </br> breaks the line in any browser
        return Token("end", raw, name)
    return Token("start", _OURS.sub("data-source-", raw), name)


def tokens(text: str) -> Iterator[Token]:
    """The HTML in pieces that make up the whole; "<" that opens no tag is text."""
    return Reader(text).tokens()


def written(pieces: Iterable[Token]) -> str:
    """The HTML of these tokens, in which no piece of text can pass for a tag."""
    return "".join(
        [piece.raw.replace("<", "&lt;") if piece.kind == "text" else piece.raw for piece in pieces]
    )
