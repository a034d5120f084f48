"""Pure: items in a row become the parts of a body, and what stood before "more" its summary."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from archive.wordpress.html.figures import lone_document
from archive.wordpress.html.reading import Item, SummaryEnd, part, shortened
from archive.wordpress.html.rich_text import Listing, Paragraph
from archive.wordpress.parts import Converted, Note, Part

SUMMARY_LENGTH = 600
_HEADING_LENGTH = 120
# A bold line that ends so is a sentence or the label of a speaker, not a heading.
_NO_HEADING = re.compile(r"[.,:;?!…。、，：；？！][”’\"'」』）)]*$")
_SENTENCE_END = re.compile(r"[。！？]|[.!?…][”’\"')」』]?(?=\s)")


def assembled(
    items: Sequence[Item], notes: Iterable[Note], headings_from_bold: bool = True
) -> Converted:
    """Paragraphs and lists that follow each other are one part, as editors write them."""
    converted = Converted([], notes=list(notes))
    html: list[str] = []
    opening = _opening(items) if headings_from_bold else len(items)
    for at, item in enumerate(items):
        if isinstance(item, SummaryEnd):
            converted.summary = converted.summary or _summary(items[:at], opening)
            continue
        own_part = (
            item if isinstance(item, dict) else _own_part(items, at, opening, converted.notes)
        )
        if own_part is None and not isinstance(item, dict):
            html.append(f"<p>{item.html}</p>" if isinstance(item, Paragraph) else item.html)
            continue
        converted.parts += [*_paragraph(html), *([own_part] if own_part else [])]
        html.clear()
    converted.parts += _paragraph(html)
    return converted


def _paragraph(html: list[str]) -> list[Part]:
    return [part("paragraph", text="".join(html))] if html else []


def _own_part(items: Sequence[Item], at: int, opening: int, notes: list[Note]) -> Part | None:
    """The part that running text is by itself, a heading or a file."""
    item = items[at]
    if not isinstance(item, Paragraph):
        return None
    if item.is_code:
        return part("paragraph", text=f"<p>{item.html}</p>") | {"is_code": True}
    if at >= opening and _is_heading(item) and _is_text(_after(items, at)):
        notes.append(Note("heading-from-bold", f"A bold line became a heading: “{item.text}”"))
        return part("heading", text=item.text, level="2")
    file = lone_document(item)
    return file if isinstance(file, dict) else None


def _opening(items: Sequence[Item]) -> int:
    """Where the bold lines and pictures end with which a post may begin.

    They are no headings: a second headline is among them.
    """
    for at, item in enumerate(items):
        is_picture = isinstance(item, dict) and item["type"] in ("image", "gallery")
        if not (is_picture or isinstance(item, SummaryEnd) or _is_bold(item)):
            return at
    return len(items)


def _is_bold(item: Item | None) -> bool:
    if not isinstance(item, Paragraph) or item.is_line_only:
        return False
    return bool(item.runs) and all("b" in run.style.marks for run in item.runs)


def _is_heading(item: Paragraph) -> bool:
    text = item.text
    if not _is_bold(item) or "\n" in text or len(text) > _HEADING_LENGTH or item.links:
        return False
    return not _NO_HEADING.search(text)


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
