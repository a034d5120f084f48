"""Pure: turns addresses on a line of their own into embeds of videos, or into links."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape, unescape
from itertools import chain, pairwise

from archive.markup.tokens import Token
from archive.videos import embeds

from .shortcode_figures import embed_of

_LINE = re.compile(r"""^[ \t]*+(https?://[^\s<>"]++)[ \t]*+$""", re.MULTILINE)
_AS_WRITTEN = frozenset(("pre", "code"))


def embedded(source: Iterable[Token]) -> Iterator[Token]:
    """The tokens with an embed or a link in place of each line that is an address."""
    border = Token("figure", "")
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
    return token.kind == "figure" or token.name == "p"


def _embedded(text: str, starts_line: bool, ends_line: bool) -> Iterator[Token]:
    position = 0
    for match in _LINE.finditer(text):
        is_whole = (match.start() > 0 or starts_line) and (match.end() < len(text) or ends_line)
        url = unescape(match[1])
        if is_whole:
            yield Token("text", text[position : match.start(1)])
            yield from [embed_of(url)] if embeds.video(url) else _link(url, match[1])
            position = match.end(1)
    yield Token("text", text[position:])


def _link(url: str, words: str) -> Iterator[Token]:
    yield Token("start", f'<a href="{escape(url)}">', "a")
    yield Token("text", words)
    yield Token("end", "</a>", "a")
