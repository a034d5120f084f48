"""Pure: a summary from the opening of a body, where the editor wrote none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any

LENGTH = 300
_BLOCK_END = re.compile(r"</(?:p|li)>|<br\s*/?>|<hr\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
# A sentence ends at 。！？ anywhere, at . ! ? only before a space (not in "3.5" or "U.N.’s").
_SENTENCE_END = re.compile(r"[。！？]|[.!?…][”’\"')」』]?(?=\s|$)")


def summary_of(body: Iterable[dict[str, Any]]) -> str:
    """About 300 characters of plain text from the raw data of a body's running text."""
    text = ""
    for source in _running_text(body):
        text = f"{text} {_plain(source)}".strip()
        if len(text) > LENGTH:
            return _cut(text)
    return text


def _running_text(body: Iterable[dict[str, Any]]) -> Iterator[str]:
    for block in body:
        value = block["value"] or {}
        if block["type"] == "paragraph":
            yield value.get("text") or ""
        elif block["type"] == "dialogue":
            for turn in value.get("turns") or []:
                yield (turn.get("value") or turn).get("text") or ""


def _plain(source: str) -> str:
    text = unescape(_TAG.sub("", _BLOCK_END.sub(" ", source)))
    return re.sub(r"\s+", " ", text).strip()


def _cut(text: str) -> str:
    """Up to the last sentence, else the last word, else (without spaces) the last character."""
    opening = text[: LENGTH + 1]
    ends = [match.end() for match in _SENTENCE_END.finditer(opening) if match.end() <= LENGTH]
    if ends and ends[-1] >= LENGTH // 2:
        return opening[: ends[-1]]
    words, space, _rest = opening.rpartition(" ")
    kept = words if space and len(words) >= LENGTH // 2 else opening[: LENGTH - 1]
    return kept.rstrip(" ,;:、，") + "…"
