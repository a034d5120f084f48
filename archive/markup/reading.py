"""Pure: the results of walking the tree, and the interface for readers of blocks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from .rich_text import BOLD, Listing, Paragraph, Passage, Style, paragraph
from .sentences import message
from .tree import Node


@dataclass(frozen=True)
class SummaryEnd:
    """The place of <!--more-->."""


Item = Passage | SummaryEnd

_LINK_IN = {
    "heading": message("A heading cannot hold links: “%(words)s” leads to %(href)s from below it."),
    "caption": message("A caption cannot hold links: “%(words)s” leads to %(href)s from below it."),
    "table": message("A table cannot hold links: “%(words)s” leads to %(href)s from below it."),
}


class Reader(Protocol):
    """Reads the content of a block."""

    def items(self, nodes: Iterable[Node]) -> list[Item]: ...

    def note(self, code: str, message: str, **values: Any) -> None: ...


def link(href: str, words: str = "") -> Paragraph:
    """A paragraph that contains only a link."""
    return paragraph(words or href, Style(href))


def as_text(item: Item) -> Paragraph | Listing | None:
    """The item as running text, for places without headings or quotations."""
    if isinstance(item, Paragraph | Listing):
        return item
    if not isinstance(item, dict):
        return None
    value = item["value"]
    if item["type"] == "heading":
        return paragraph(value["text"], BOLD)
    if item["type"] == "quote":
        return paragraph("\n".join(filter(None, (value["quote"], value["attribution"]))))
    return None


def plain(
    reader: Reader, nodes: Iterable[Node], place: str, between: str = " "
) -> tuple[str, list[Item]]:
    """The text of a heading, caption or cell, and the pictures and links that go below it."""
    lines, further_items = [], []
    for item in reader.items(nodes):
        words = as_text(item)
        if words is None:
            further_items.append(item)
            continue
        lines.append(words.text.replace("\n", between))
        for href, link_text in linked(words).items():
            reader.note(f"link-in-{place}", _LINK_IN[place], words=link_text[:80], href=href)
            further_items.append(link(href, link_text))
    return between.join(lines), further_items


def linked(item: Paragraph | Listing) -> dict[str, str]:
    """The text of each link, by target."""
    words = dict.fromkeys(item.links, "")
    for run in item.runs if isinstance(item, Paragraph) else ():
        if run.style.href:
            words[run.style.href] += run.text
    return {href: text.strip() for href, text in words.items()}


def shortened(text: str, limit: int) -> tuple[str, str]:
    """The text up to a limit, and the rest; words are not cut."""
    if len(text) <= limit:
        return text, ""
    end = limit
    while end and _is_within_word(text[end - 1], text[end]):
        end -= 1
    return text[:end].rstrip(), text[end:].lstrip()


def _is_within_word(before: str, after: str) -> bool:
    return all(letter.isalnum() and not _stands_alone(letter) for letter in (before, after))


def _stands_alone(letter: str) -> bool:
    """Whether its script has no spaces between words: kana or ideographs."""
    return "\u3040" <= letter <= "\u30ff" or "\u3400" <= letter <= "\u9fff"
