"""Pure: counts what a post contained and what arrived of it, in two independent ways.

They share only the tokenizer (`tokens`) with `html`. Alternative texts count as words on both
sides, because for some readers they are the picture.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from archive.markup import links
from archive.markup.elements import BLOCKS, LATE, PLAYERS
from archive.markup.parts import File, Note, Part
from archive.markup.sentences import message
from archive.markup.tokens import feed, shown_tokens

_CJK = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(f"[{_CJK}]|(?:(?![{_CJK}])\\w)+")
_SHOWN = 20
# A single word in brackets on its own line is a shortcode, "[imagelist]"; "[sic]" in prose is not.
_LONE = re.compile(r"<(?:p|br/|li)>\[(/?[a-z][a-z0-9_-]{2,40})\](?=</(?:p|li)>|<br/>)")
_FEWEST_TWICE = 40  # words
# Tables and lists that have a note of their own because an editor would not call them so.
_TAKEN_APART = {"lists": ("list-of-blocks",), "tables": ("layout-table", "large-table")}
_FEWER = {
    "images": message("The post had %(there)d images, of which %(here)d arrived."),
    "lists": message("The post had %(there)d lists, of which %(here)d arrived."),
    "tables": message("The post had %(there)d tables, of which %(here)d arrived."),
    "embeds": message("The post had %(there)d embeds, of which %(here)d arrived."),
}


@dataclass
class Counts:
    """The words in order of first use, and the number of everything else."""

    words: Counter[str] = field(default_factory=Counter)
    links: Counter[str] = field(default_factory=Counter)  # by target
    images: int = 0
    lists: int = 0
    tables: int = 0
    embeds: int = 0

    def numbers(self) -> dict[str, int]:
        """The counts for the report, by name."""
        numbers = {"words": self.words.total(), "images": self.images, "links": self.links.total()}
        return numbers | {"lists": self.lists, "tables": self.tables, "embeds": self.embeds}


def words_of(text: str) -> list[str]:
    """Words in comparable form: without case and width, ideographs and kana one by one."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def source_counts(html: str) -> Counts:
    """What readers of the old site saw in a post's HTML, as `rendering` returns it."""
    count = _Count()
    feed(html, count)
    return count.finished()


def arrived_counts(texts: Iterable[str], parts: Iterable[Part]) -> Counts:
    """What a draft contains: the texts of its fields and rows, and the parts of its body."""
    counts = Counts()
    for text in texts:
        counts.words.update(words_of(text))
    for part in parts:
        kind = part["type"]
        counts.tables += kind == "table"
        counts.embeds += kind == "embed"
        is_rich = kind in ("paragraph", "dialogue")
        _count_value(part["value"], counts, is_rich)
    return counts


def losses(source: Counts, target: Counts, notes: Sequence[Note] = ()) -> list[Note]:
    """Notes on what did not arrive, except what `notes` already name."""
    notes_on_losses = []
    missing = source.words - target.words
    if missing:
        examples = ", ".join(list(missing)[:_SHOWN])
        sentence = message("%(count)d words did not arrive: %(words)s")
        values = {"count": missing.total(), "words": examples}
        notes_on_losses.append(Note("words-lost", sentence, values, is_loss=True))
    noted_text = "\n".join(note.text for note in notes)
    for href in source.links:
        if href not in target.links and href not in noted_text:
            sentence = message("A link to %(href)s did not arrive.")
            notes_on_losses.append(Note("link-lost", sentence, {"href": href}, is_loss=True))
    for attribute, sentence in _FEWER.items():
        codes = _TAKEN_APART.get(attribute, ())
        noted_count = sum(note.code in codes for note in notes)
        source_count, arrived_count = getattr(source, attribute), getattr(target, attribute)
        if arrived_count + noted_count < source_count:
            values = {"there": source_count, "here": arrived_count}
            notes_on_losses.append(Note(f"{attribute}-lost", sentence, values, is_loss=True))
    return notes_on_losses


def doubts(source: Counts, arrived: Counts, parts: Iterable[Part]) -> Iterator[Note]:
    """Notes on what arrived and may be wrong: a bracket, repeated words.

    Each counts as a loss, so that nobody takes such a page for finished.
    """
    texts = (str(part["value"].get("text", "")) for part in parts if part["type"] == "paragraph")
    for name in dict.fromkeys(match[1] for text in texts for match in _LONE.finditer(text)):
        sentence = message("“[%(name)s]” stands alone in a line: a plugin's shortcode, or words.")
        yield Note("in-brackets", sentence, {"name": name}, is_loss=True)
    was, now = source.words.total(), arrived.words.total()
    if now - was >= _FEWEST_TWICE and now >= 1.8 * was:
        sentence = message(
            "The post had %(there)d words, and the page has %(here)d: some may stand twice."
        )
        yield Note("doubled", sentence, {"there": was, "here": now}, is_loss=True)


class _Count:
    """Parses HTML once; a list, table or link counts only if it contains something."""

    def __init__(self) -> None:
        self.counts = Counts()
        self.text: list[str] = []
        self.depth = {"list": 0, "table": 0}
        self.empty = {"list": 0, "table": 0}
        self.link = ""
        self.is_button = False
        self.pictures: list[str] = []  # in the open link, as long as it has no words
        self.last_player = ""

    def words(self, text: str) -> None:
        if self.is_button:
            return
        self.text.append(text)
        if not text.strip():
            return
        self.last_player = ""
        self.counts.lists += self.empty["list"]
        self.counts.tables += self.empty["table"]
        self.empty = {"list": 0, "table": 0}
        if self.link:
            self.counts.links[self.link] += 1
            self.link = ""

    def open(self, name: str, attributes: dict[str, str]) -> None:
        if name in BLOCKS or name in ("br", "param", *PLAYERS):
            self.text.append("\n")
        if kind := _kind(name):
            self.depth[kind] += 1
            self.empty[kind] += 1
        if name == "a":
            self._end_link()
            href = links.written(attributes.get("href", ""))
            self.link = "" if href.startswith("#") else href
            self.is_button = "wp-block-file__button" in attributes.get("class", "")
        elif name in ("img", "image"):
            self._picture(attributes)
        elif name == "area":
            self._area(attributes)
        elif name in PLAYERS:
            self._play(attributes.get(PLAYERS[name], ""))
        elif name == "param" and attributes.get("name", "").lower() in ("movie", "src", "url"):
            self._play(attributes.get("value", ""))

    def close(self, name: str) -> None:
        if name in BLOCKS:
            self.text.append("\n")
        if name == "a":
            self._end_link()
        kind = _kind(name)
        if kind and self.depth[kind]:
            self.depth[kind] -= 1
            self.empty[kind] = max(self.empty[kind] - 1, 0)

    def finished(self) -> Counts:
        self._end_link()
        self.counts.words.update(words_of("".join(self.text)))
        return self.counts

    def _picture(self, attributes: dict[str, str]) -> None:
        names = ("src", "data-id", *LATE)
        sources = [attributes.get(name, "").strip() for name in names]
        sources.append("wp-image-" if "wp-image-" in attributes.get("class", "") else "")
        if not any(sources):
            words = attributes.get("alt", "").strip()
            self.text.append(f" {words} " if words else "")
            return
        self.counts.images += 1
        self.last_player = ""
        self.text.append(f"\n{attributes.get('alt', '')}\n")
        if self.link:
            self.pictures.append(next(filter(None, sources)))

    def _area(self, attributes: dict[str, str]) -> None:
        href = links.written(attributes.get("href", ""))
        self.counts.links.update([href] if href and not href.startswith("#") else [])
        self.text.append(f"\n{attributes.get('alt', '')}\n")

    def _play(self, address: str) -> None:
        address = links.written(address)
        video = links.video(address)
        if address and (video or address) != self.last_player:
            self.counts.embeds += video is not None
            self.counts.links.update([] if video else [address])
        self.last_player = video or address or self.last_player

    def _end_link(self) -> None:
        """A link around only pictures counts if it leads elsewhere than to them."""
        if any(not links.is_own_file(self.link, source) for source in self.pictures) and self.link:
            self.counts.links[self.link] += 1
        self.link, self.pictures, self.is_button = "", [], False


def _kind(name: str) -> str:
    return {"ul": "list", "ol": "list", "table": "table"}.get(name, "")


def _count_value(value: Any, counts: Counts, is_rich: bool, key: str = "") -> None:
    if isinstance(value, dict):
        for name, inner in value.items():
            _count_value(inner, counts, is_rich, name)
    elif isinstance(value, list):
        for inner in value:
            _count_value(inner, counts, is_rich, key)
    elif isinstance(value, File):
        counts.links[value.url] += 1
    elif key == "image" and value is not None:
        counts.images += 1
    elif isinstance(value, str) and key == "text" and is_rich:
        _count_rich_text(value, counts)
    elif isinstance(value, str) and key not in ("type", "level", "url", "kind", "date"):
        counts.words.update(words_of(value))


def _count_rich_text(html: str, counts: Counts) -> None:
    text = []
    for token in shown_tokens(html):
        if token.kind == "text":
            text.append(token.text)
            continue
        if token.name in BLOCKS or token.name == "br":
            text.append("\n")
        if token.kind != "end":
            counts.lists += token.name in ("ul", "ol")
            counts.links.update([token.attributes["href"]] if "href" in token.attributes else [])
    counts.words.update(words_of("".join(text)))
