"""Pure: videos named by their bare address on a line of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import chain, pairwise

from archive import embeds
from archive.wordpress.tokens import Token

from .shortcode_figures import embed_of

_LINE = re.compile(r"""^[ \t]*+(https?://[^\s<>"]++)[ \t]*+$""", re.MULTILINE)
_AS_WRITTEN = frozenset(("pre", "code"))


def embedded(source: Iterable[Token]) -> Iterator[Token]:
    """The tokens with an embed in place of each line that is a video's address."""
    border = Token("marker", "")
    before, verbatim = border, ""
    for token, after in pairwise(chain(source, [border])):
        if "://" in token.raw and token.kind == "text" and not verbatim:
            yield from _embedded(token.raw, _is_border(before), _is_border(after))
        else:
            yield token
        if token.kind == "start" and token.name in _AS_WRITTEN:
            verbatim = verbatim or token.name
        elif token.kind == "end" and token.name == verbatim:
            verbatim = ""
        before = token


def _is_border(token: Token) -> bool:
    return token.kind in ("figure", "marker") or token.name == "p"


def _embedded(text: str, starts_line: bool, ends_line: bool) -> Iterator[Token]:
    position = 0
    for match in _LINE.finditer(text):
        is_whole = (match.start() > 0 or starts_line) and (match.end() < len(text) or ends_line)
        url = unescape(match[1])
        if is_whole and embeds.video(url):
            yield Token("text", text[position : match.start()])
            yield embed_of(url)
            position = match.end()
    yield Token("text", text[position:])
