"""Pure: converts what the block editor stored to the HTML that WordPress shows.

For most blocks that is the HTML between their comments; its classes mark galleries and files for
the HTML parser. A block without HTML is filled when it is shown.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Any

from archive.markup.parts import Note
from archive.markup.sentences import message
from archive.markup.tokens import Token

from . import plugins
from .autop import in_paragraphs
from .bare_urls import embedded
from .block_attributes import cover, words
from .block_comments import Event, events
from .shortcodes import expanded

# Elements that no surrounding block may hide.
_MORE = Token("figure", '<div data-wp="more"></div>', "div")
_PAGE_BREAK = Token("figure", '<div data-wp="page-break"></div>', "div")
_COMMENT_READ = re.compile(r"<!--(more|nextpage|noteaser)(?=\s|-->)")
_HAS_PICTURE = re.compile(r"<(?:img|video)(?=[\s/])", re.IGNORECASE)
_CLASSIC = frozenset(("", "freeform", "shortcode"))
# Elements that carry the ID of an attachment from a block's attributes.
_NUMBERED = {"image": "<img", "file": "<div"}
NOT_HERE = message("The block %(name)s is not in the export: see on the old site what it holds.")
_DEEPEST = 20  # nested reusable blocks
_REUSED = 5_000_000  # characters; blocks that contain others twice would grow without end


def classic(text: str, notes: list[Note], is_certain: bool = False) -> Iterator[Token]:
    """Classic text with its shortcodes, videos, paragraphs and line breaks."""
    if not text.strip():
        return iter(())
    return in_paragraphs(embedded(_marked(expanded(text, notes, is_certain))))


class _Blocks:
    """Reads a post, with reusable blocks inserted."""

    def __init__(self, reusable: Callable[[int], str | None], notes: list[Note]) -> None:
        self.reusable, self.notes = reusable, notes
        self.reused = 0
        self.noted = set[tuple[str, str]]()

    def tokens(self, content: str, refs: tuple[Any, ...] = ()) -> Iterator[Token]:
        open_blocks, names = [""], Counter[str]()
        empty: Event | None = None  # the block that has just begun
        for event in events(content, self.notes):
            if event.kind == "html":
                yield from self._html(event.text, open_blocks[-1], empty)
            elif event.kind == "start":
                open_blocks.append(event.text)
                names[event.text] += 1
            elif event.kind == "end" and names[event.text]:
                while (name := open_blocks.pop()) != event.text:
                    names[name] -= 1
                names[event.text] -= 1
                if empty and empty.text == event.text:
                    yield from self._filled_when_shown(empty)
            elif event.kind == "void" and event.text == "block":
                yield from self._reused(event.attributes.get("ref"), refs)
            elif event.kind == "void":
                yield from self._filled_when_shown(event)
            if event.kind != "html" or event.text.strip():
                empty = event if event.kind == "start" else None

    def _html(self, text: str, block: str, begins: Event | None) -> Iterable[Token]:
        if block in _CLASSIC:
            return classic(text, self.notes, is_certain=block == "shortcode")
        tag = _NUMBERED.get(begins.text) if begins else None
        if begins and tag and type(begins.attributes.get("id")) is int:
            text = text.replace(tag, f'{tag} data-id="{begins.attributes["id"]}"', 1)
        html_tokens = embedded(_marked(expanded(text, self.notes)))
        if begins is None or _HAS_PICTURE.search(text):
            return html_tokens
        return chain(_cover(begins), html_tokens)

    def _filled_when_shown(self, block: Event) -> Iterable[Token]:
        if block.text in ("more", "nextpage"):
            return [_MORE if block.text == "more" else _PAGE_BREAK]
        if picture := _cover(block):
            return picture
        if block.text == "pattern":  # words and pictures from the theme
            name = str(block.attributes.get("slug", block.text))
            self._note("reusable-block", NOT_HERE, name, is_loss=True)
            return ()
        if kind := plugins.of_block(block.text):
            self.notes.append(plugins.note_on(kind, block.text))
            return ()
        sentence = message(
            "The block %(name)s was filled when it was shown; only words in its settings are here."
        )
        self._note("dynamic-block", sentence, block.text)
        return words(block.attributes)

    def _reused(self, ref: Any, refs: tuple[Any, ...]) -> Iterable[Token]:
        content = self.reusable(ref) if type(ref) is int else None
        self.reused += len(content or "")
        if content is None:
            sentence = NOT_HERE
        elif ref in refs or len(refs) == _DEEPEST:
            sentence = message("The block %(name)s holds itself.")
        elif self.reused > _REUSED:
            sentence = message("The block %(name)s makes the post too long.")
        else:
            return self.tokens(content.replace("\r\n", "\n"), (*refs, ref))
        self._note("reusable-block", sentence, str(ref), is_loss=True)
        return ()

    def _note(self, code: str, sentence: str, name: str, is_loss: bool = False) -> None:
        if (code, name) not in self.noted:
            self.noted.add((code, name))
            self.notes.append(Note(code, sentence, {"name": name}, is_loss))


def _marked(source: Iterable[Token]) -> Iterator[Token]:
    """The tokens with markers for the comments that WordPress interprets."""
    for token in source:
        match = _COMMENT_READ.match(token.raw) if token.kind == "comment" else None
        if not match:
            yield token
        elif match[1] != "noteaser":
            yield _MORE if match[1] == "more" else _PAGE_BREAK


def _cover(block: Event) -> list[Token]:
    return cover(block.attributes) if block.text == "cover" else []


def blocks(
    content: str, reusable: Callable[[int], str | None], notes: list[Note]
) -> Iterator[Token]:
    """Block markup as HTML, and text outside of blocks as classic text; adds to the notes.

    `reusable` returns the content of the block with that post ID, or None.
    """
    return _Blocks(reusable, notes).tokens(content)
