"""Pure: combines items to the passages of a body, and takes the text before "more" as summary."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from .figures import lone_document
from .parts import Note
from .reading import Item, SummaryEnd, shortened
from .rich_text import Converted, Listing, Paragraph, part

SUMMARY_LENGTH = 600
_HEADING_LENGTH = 120
# A bold line with such an end is a sentence or the label of a speaker, not a heading.
_NO_HEADING = re.compile(r"[.,:;?!…。、，：；？！][”’\"'」』）)]*$")
_SENTENCE_END = re.compile(r"[。！？]|[.!?…][”’\"')」』]?(?=\s)")


def assembled(
    items: Sequence[Item], notes: Iterable[Note], headings_from_bold: bool = True
) -> Converted:
    """The items without the marks between them, and the summary before the "more" mark."""
    converted = Converted([], notes=list(notes))
    opening = _opening(items) if headings_from_bold else len(items)
    for at, item in enumerate(items):
        if isinstance(item, SummaryEnd):
            converted.summary = converted.summary or _summary(items[:at], opening)
        elif not isinstance(item, Paragraph):
            converted.passages.append(item)
        elif at >= opening and _is_heading(item) and _is_text(_after(items, at)):
            note = Note(
                "heading-from-bold",
                "A bold line became a heading: “%(words)s”",
                {"words": item.text},
            )
            converted.notes.append(note)
            converted.passages.append(part("heading", text=item.text, level="2"))
        else:
            converted.passages.append(lone_document(item) or item)
    return converted


def _opening(items: Sequence[Item]) -> int:
    """The end of the bold lines and pictures with which a post may begin.

    They are no headings: one of them is a second headline.
    """
    for at, item in enumerate(items):
        is_picture = isinstance(item, dict) and item["type"] in ("image", "gallery")
        if not (is_picture or isinstance(item, SummaryEnd) or _is_bold(item)):
            return at
    return len(items)


def _is_bold(item: Item | None) -> bool:
    return isinstance(item, Paragraph) and item.is_bold and not item.is_line_only


def _is_heading(item: Paragraph) -> bool:
    text = item.text
    if not _is_bold(item) or "\n" in text or len(text) > _HEADING_LENGTH or item.links:
        return False
    return not item.is_code and not _NO_HEADING.search(text)


def _after(items: Sequence[Item], at: int) -> Item | None:
    following = (item for item in items[at + 1 : at + 3] if not isinstance(item, SummaryEnd))
    return next(following, None)


def _is_text(item: Item | None) -> bool:
    return isinstance(item, Listing) or (isinstance(item, Paragraph) and not _is_bold(item))


def _summary(items: Sequence[Item], opening: int) -> str:
    """The running text without headlines, up to the last sentence that fits."""
    texts = []
    for at, item in enumerate(items):
        if isinstance(item, Paragraph | Listing) and not (at < opening and _is_bold(item)):
            texts.append(item.text)
        elif isinstance(item, dict) and item["type"] == "quote":
            texts.append(item["value"]["quote"])
    text = " ".join(" ".join(texts).split())
    beginning, remainder = shortened(text, SUMMARY_LENGTH - 1)
    if not remainder:
        return text
    ends = [match.end() for match in _SENTENCE_END.finditer(text, 0, SUMMARY_LENGTH)]
    if ends and ends[-1] >= SUMMARY_LENGTH // 2:
        return text[: ends[-1]]
    return f"{beginning.rstrip(' ,;:、，')}…"
