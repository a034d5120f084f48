"""Pure: HTML as a stream of tags, comments and text, in time that grows with its length only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import Enum, auto
from typing import NamedTuple


class Kind(Enum):
    """What a token is to whoever makes paragraphs of it."""

    TEXT = auto()
    START = auto()
    END = auto()
    COMMENT = auto()
    CONTENT = auto()  # a whole element that stands in a line like a word: <select>, <video>
    HIDDEN = auto()  # a whole element that readers do not see: <script>
    FIGURE = auto()  # an element of ours that stands for a shortcode, never inside a paragraph
    MARKER = auto()  # an element of ours that stands between all others: "more", a page break


class Token(NamedTuple):
    """A piece of HTML as written; a tag or element also by name."""

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
                return Token(Kind.COMMENT, text[position : end + 3]), end + 3
        elif match := _TAG.match(text, position):
            return self._tag(match[0], position)
        end = text.find("<", position + 1)
        end = len(text) if end < 0 else end
        return Token(Kind.TEXT, text[position:end]), end

    def find(self, wanted: str, position: int) -> int:
        """Where it is next, -1 where nowhere; what is nowhere is looked for only once."""
        if wanted in self._never:
            return -1
        found = self.text.find(wanted, position)
        if found < 0:
            self._never.add(wanted)
        return found

    def _tag(self, raw: str, position: int) -> tuple[Token, int]:
        end = position + len(raw)
        if raw[1] in "!?":
            return Token(Kind.COMMENT, raw), end
        match = _NAME.match(raw)
        name = match[1].lower() if match else ""
        if raw[1] == "/" and name != "br":  # </br> breaks the line in any browser
            return Token(Kind.END, raw, name), end
        raw = _OURS.sub("data-source-", raw)
        return (
            self._whole(raw, name, end) if name in _WHOLE else (Token(Kind.START, raw, name), end)
        )

    def _whole(self, raw: str, name: str, start: int) -> tuple[Token, int]:
        end = self._end_of(name, start)
        if end is not None:
            kind = Kind.HIDDEN if name in _HIDDEN else Kind.CONTENT
            return Token(kind, raw + self.text[start:end], name), end
        if name == "iframe":  # often written <iframe … />, which hides the rest from a browser
            return Token(Kind.CONTENT, f"{raw}</iframe>", name), start
        kind = Kind.TEXT if name in _READ_AS_TEXT else Kind.START
        return Token(kind, raw, name), start

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


def tokens(text: str) -> Iterator[Token]:
    """The HTML in pieces that make up the whole; "<" that opens no tag is text."""
    return Reader(text).tokens()


def written(pieces: Iterable[Token]) -> str:
    """The HTML of these tokens, in which no piece of text can pass for a tag."""
    return "".join(
        piece.raw.replace("<", "&lt;") if piece.kind is Kind.TEXT else piece.raw for piece in pieces
    )
