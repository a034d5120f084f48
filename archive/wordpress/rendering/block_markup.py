"""Pure: what the block editor stored, as the HTML that WordPress shows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from archive.wordpress.parts import Note
from archive.wordpress.tokens import Token, tokens, written

from . import block_figures, plugins
from .autop import in_paragraphs
from .bare_urls import embedded
from .block_comments import Event, events
from .markers import MORE, PAGE_BREAK, marked
from .shortcodes import expanded

_HAS_PICTURE = re.compile(r"<(?:img|video)(?=[\s/])", re.IGNORECASE)
_CLASSIC = frozenset(("freeform", "shortcode"))
_NESTED_FIGURES = 8  # the HTML of each is kept until its end; a gallery needs two
_REUSED = 5_000_000  # characters; blocks that hold blocks twice each would be without end


def classic(text: str, notes: list[Note], is_certain: bool = False) -> Iterator[Token]:
    """Classic text with its shortcodes, videos, paragraphs and line breaks."""
    return in_paragraphs(embedded(marked(expanded(text, notes, is_certain))))


@dataclass
class _Frame:
    name: str
    attributes: dict[str, Any]
    is_figure: bool  # its tokens are kept up to its end, where they become one figure
    picture: Token | None = None  # to be shown unless the HTML does
    is_empty: bool = True


@dataclass
class _Source:
    events: Iterator[Event]
    ref: int | None = None
    depth: int = 0  # so many blocks are around it


class _Blocks:
    """Reads blocks from the outside in, on a stack of its own."""

    def __init__(self, reusable: Callable[[int], str | None], notes: list[Note]) -> None:
        self.reusable, self.notes = reusable, notes
        self.frames: list[_Frame] = []
        self.names: Counter[str] = Counter()
        self.sinks: list[list[Token]] = []
        self.sources: list[_Source] = []
        self.reused = 0
        self.noted = set[tuple[str, str]]()

    def tokens(self, content: str) -> Iterator[Token]:
        self.sources.append(_Source(events(content, self.notes)))
        while self.sources:
            event = next(self.sources[-1].events, None)
            event_tokens = self._read(event) if event else self._end_source()
            if self.sinks:
                self.sinks[-1].extend(event_tokens)
            else:
                yield from event_tokens

    def _read(self, event: Event) -> Iterable[Token]:
        frame = self._frame()
        if frame and event.kind != "end" and (event.kind != "html" or event.text.strip()):
            frame.is_empty = False
        if event.kind == "html":
            return self._html(frame, event.text)
        if event.kind == "void":
            return self._void(event)
        if event.kind == "start":
            self._start(event)
            return ()
        return self._end(event.text)

    def _frame(self) -> _Frame | None:
        """The block that is open in this source, if one is."""
        return self.frames[-1] if len(self.frames) > self.sources[-1].depth else None

    def _html(self, frame: _Frame | None, text: str) -> Iterable[Token]:
        if frame is None or frame.name in _CLASSIC:
            is_certain = frame is not None and frame.name == "shortcode"
            return classic(text, self.notes, is_certain)
        if self.sinks:
            return marked(tokens(text))
        html_tokens = embedded(marked(expanded(text, self.notes)))
        picture, frame.picture = frame.picture, None
        return (
            chain([picture], html_tokens)
            if picture and not _HAS_PICTURE.search(text)
            else html_tokens
        )

    def _start(self, event: Event) -> None:
        name = "embed" if event.text.startswith("core-embed/") else event.text
        is_figure = name in block_figures.FIGURES and len(self.sinks) < _NESTED_FIGURES
        frame = _Frame(name, event.attributes, is_figure)
        if name == "cover":
            frame.picture = block_figures.cover(event.attributes)
        if is_figure:
            self.sinks.append([])
        self.frames.append(frame)
        self.names[name] += 1

    def _end(self, name: str) -> Iterable[Token]:
        name = "embed" if name.startswith("core-embed/") else name
        frame = self._frame()
        if not frame or not self.names[name]:
            self._note("unbalanced-block", name, "ends, but did not start")
            return ()
        if frame.name == name:
            return self._close()
        return self._close_up_to(name)

    def _close_up_to(self, name: str) -> Iterable[Token]:
        content: list[Token] = []
        while (frame := self._frame()) and frame.name != name:
            self._note("unbalanced-block", frame.name, "has no end")
            content = self._close_around(content)
        return self._close_around(content)

    def _close_around(self, content: list[Token]) -> list[Token]:
        """Closes the innermost block, of which `content` was shown by the blocks in it."""
        if self._frame() is None:
            return content
        if self.frames[-1].is_figure:
            self.sinks[-1].extend(content)
            content = []
        content.extend(self._close())
        return content

    def _close(self) -> Iterable[Token]:
        frame = self.frames.pop()
        self.names[frame.name] -= 1
        if frame.is_figure:
            return self._figure(frame, self.sinks.pop())
        if frame.is_empty:
            return self._filled_when_shown(frame.name, frame.attributes)
        return ()

    def _figure(self, frame: _Frame, content: list[Token]) -> list[Token]:
        html = written(token for token in content if token.kind != "marker")
        figure = block_figures.figure_block(frame.name, html, frame.attributes)
        if figure is None:
            return content or list(self._filled_when_shown(frame.name, frame.attributes))
        return [figure, *(token for token in content if token.kind == "marker")]

    def _void(self, event: Event) -> Iterable[Token]:
        if event.text == "block":
            self._reuse(event.attributes.get("ref"))
            return ()
        if event.text in ("more", "nextpage"):
            return [MORE if event.text == "more" else PAGE_BREAK]
        if event.text == "cover" and (picture := block_figures.cover(event.attributes)):
            return [picture]
        return self._filled_when_shown(event.text, event.attributes)

    def _filled_when_shown(self, name: str, attributes: dict[str, Any]) -> Iterable[Token]:
        if kind := plugins.of_block(name):
            self.notes.append(plugins.note_on(kind, name))
            return ()
        self._note(
            "dynamic-block", name, "has no content of its own; it is filled when it is shown"
        )
        words = block_figures.words(attributes)
        return [words] if words else ()

    def _reuse(self, ref: Any) -> None:
        if ref is not None and any(source.ref == ref for source in self.sources):
            self._note("reusable-block", str(ref), "holds itself", is_loss=True)
            return
        content = self.reusable(ref) if type(ref) is int else None
        if content is None:
            self._note("reusable-block", str(ref), "is not in the export", is_loss=True)
            return
        self.reused += len(content)
        if self.reused > _REUSED:
            self._note("reusable-block", str(ref), "makes the post too long", is_loss=True)
            return
        inner = events(content.replace("\r\n", "\n"), self.notes)
        self.sources.append(_Source(inner, ref, len(self.frames)))

    def _end_source(self) -> Iterable[Token]:
        content: list[Token] = []
        while frame := self._frame():
            self._note("unbalanced-block", frame.name, "has no end")
            content = self._close_around(content)
        self.sources.pop()
        return content

    def _note(self, code: str, name: str, reason: str, is_loss: bool = False) -> None:
        if (code, name) not in self.noted:
            self.noted.add((code, name))
            self.notes.append(Note(code, f"The block {name} {reason}.", is_loss))


def blocks(
    content: str, reusable: Callable[[int], str | None], notes: list[Note]
) -> Iterator[Token]:
    """Block markup as HTML, what is outside of blocks as classic text; it adds to the notes.

    `reusable` gives the content of the block with that post ID, None where there is none.
    """
    return _Blocks(reusable, notes).tokens(content)
