"""Pure: a summary from the beginning of a body, if the editor wrote none."""

from __future__ import annotations

import re
from collections.abc import Iterable

LENGTH = 300
# A sentence ends at 。！？ anywhere, at . ! ? only before a space (not in "3.5" or "U.N.’s").
_SENTENCE_END = re.compile(r"[。！？]|[.!?…][”’\"')」』]?(?=\s|$)")


def summary_of(texts: Iterable[str]) -> str:
    """About 300 characters from the texts of a body, on one line."""
    opening = ""
    for text in texts:
        opening = " ".join([opening, *text.split()]).strip()
        if len(opening) > LENGTH:
            break
    return cut(opening)


def cut(text: str) -> str:
    """Up to the last sentence, otherwise the last word, otherwise (without spaces) the last
    character."""
    if len(text) <= LENGTH:
        return text
    opening = text[: LENGTH + 1]
    ends = [match.end() for match in _SENTENCE_END.finditer(opening) if match.end() <= LENGTH]
    if ends and ends[-1] >= LENGTH // 2:
        return opening[: ends[-1]]
    words, space, _rest = opening.rpartition(" ")
    beginning = words if space and len(words) >= LENGTH // 2 else opening[: LENGTH - 1]
    return beginning.rstrip(" ,;:、，") + "…"
