"""Pure: removes what was invisible in a post.

These are hidden elements, which may contain notes of editors and spam of intruders, and the second
copy of a lazily loaded picture, which exists once for scripts and once for their absence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from archive.markup.elements import BLOCKS, FORMATTING, LATE
from archive.markup.parts import Note
from archive.markup.sentences import message
from archive.markup.tokens import Token

_VOID = frozenset(
    (
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "keygen", "link"),
        *("meta", "param", "source", "track", "wbr"),
    )
)
_HIDING = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_BEYOND_PARAGRAPHS = BLOCKS | FORMATTING | {"noscript"}
_NOTED = 2_000  # characters of what was hidden


def seen(source: Iterable[Token], notes: list[Note]) -> Iterator[Token]:
    """The tokens without what was hidden; the notes keep its words."""
    pictures: set[str] = set()  # addresses of the last one, and of those in <noscript>
    remaining = iter(source)
    for token in remaining:
        if token.kind == "start" and token.name not in _VOID and _ends(token):
            inner, is_closed = _content(token, remaining)
            if not is_closed:
                yield token
                yield from inner
                return
            if _is_hidden(token):
                notes.extend(_notes(inner))
                yield from inner[-1:] if inner[-1].name != token.name else ()
                continue
            addresses = {address for child in inner for address in _addresses(child)}
            if not (addresses and addresses <= pictures):
                yield from (token, *inner)
                pictures |= addresses
        elif token.name == "img" and token.kind == "start":
            late_addresses = {token.attributes.get(name, "") for name in LATE} - {""}
            if late_addresses & pictures or _is_hidden(token):
                continue
            pictures = _addresses(token)
            yield token
        else:
            yield token


def _ends(token: Token) -> bool:
    """Whether its content is examined as a whole."""
    return token.name == "noscript" or _is_hidden(token)


def _is_hidden(token: Token) -> bool:
    raw = token.raw.lower()
    if "hidden" not in raw and "none" not in raw:
        return False
    attributes = token.attributes
    return "hidden" in attributes or bool(_HIDING.search(attributes.get("style", "")))


def _content(first: Token, remaining: Iterator[Token]) -> tuple[list[Token], bool]:
    """The tokens up to and including its end, and whether it has one.

    Inline elements end with their paragraph at the latest.
    """
    tokens: list[Token] = []
    depth = 1
    is_in_line = first.name not in _BEYOND_PARAGRAPHS
    for token in remaining:
        tokens.append(token)
        if is_in_line and token.kind == "end" and token.name == "p":
            return tokens, True
        if token.name == first.name and token.kind in ("start", "end"):
            depth += 1 if token.kind == "start" else -1
        if not depth:
            return tokens, True
    return tokens, False


def _addresses(token: Token) -> set[str]:
    if token.name != "img":
        return set()
    return {token.attributes.get(name, "") for name in ("src", *LATE)} - {""}


def _notes(hidden: Sequence[Token]) -> Iterator[Note]:
    """What was hidden: words, and the addresses of links, pictures and frames."""
    parts = []
    for token in hidden:
        if token.kind == "text":
            parts.append(token.text.strip())
        elif token.kind == "start" and token.name in ("a", "img", "iframe"):
            parts.append(token.attributes.get("href") or token.attributes.get("src", ""))
    if text := " ".join(filter(None, parts)):
        sentence = message("The old site hid this, and it was left out: “%(words)s”")
        words = text if len(text) <= _NOTED else f"{text[:_NOTED]}…"
        yield Note("hidden-words", sentence, {"words": words}, is_loss=True)
