"""Pure: footnotes, which WordPress stores apart from their post."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

_BLOCK = re.compile(r"<!-- wp:(?:core/)?footnotes\b[^>]*?/?-->")


def with_footnotes(content: str, values: Sequence[str]) -> str:
    """The post with a numbered list in place of its footnotes block.

    `values` are those of the metadata "footnotes": JSON, [{"id": "…", "content": "HTML"}]. A post
    without that block shows none, as in WordPress.
    """
    texts = [text for value in values for text in _texts(value)]
    items = "".join(f"<li>{text}</li>" for text in texts)
    if not items:
        return content
    list_block = f'<!-- wp:list {{"ordered":true}} --><ol>{items}</ol><!-- /wp:list -->'
    return _BLOCK.sub(lambda _match: list_block, content, count=1)


def _texts(value: str) -> list[str]:
    try:
        notes: Any = json.loads(value)
    except ValueError:
        return []
    if not isinstance(notes, list):
        return []
    return [
        note["content"]
        for note in notes
        if isinstance(note, dict) and isinstance(note.get("content"), str)
    ]
