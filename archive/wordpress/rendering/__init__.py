"""Pure: converts a post's stored content to the HTML that WordPress would show.

Beyond plain HTML it has figures with data-wp="caption" (data-attachment) and "gallery" (data-ids,
or data-of and data-exclude), and divs with data-wp="more" and "page-break". No source can write
these.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from archive.markup.parts import Note, once

from .block_comments import has_blocks
from .block_markup import blocks, classic
from .stored import written
from .unseen import seen


class Rendered(NamedTuple):
    """A post's HTML, and what an editor should know about it."""

    html: str
    notes: tuple[Note, ...]


def rendered(content: str, reusable: Callable[[int], str | None]) -> Rendered:
    """The HTML without any known shortcode or block comment.

    `reusable` returns the content of the reusable block with that post ID, or None.
    """
    notes: list[Note] = []
    text = content.replace("\r\n", "\n").replace("\r", "\n")
    pieces = blocks(text, reusable, notes) if has_blocks(text) else classic(text, notes)
    html = written(seen(pieces, notes)).strip()
    return Rendered(html, tuple(once(notes)))
