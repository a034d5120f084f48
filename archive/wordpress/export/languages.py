"""Pure: splits items in several languages, as qTranslate stores them, into one for each.

The marks are "[:en]Letter[:ja]書簡[:]", in its early years
"<!--:en-->Letter<!--:--><!--:ja-->書簡<!--:-->", or "{:en}Letter{:}{:ja}書簡{:}". A single such
mark in prose does not count. Text outside of the marks belongs to all languages. WPML marks nothing
in an export, so the language of its items is guessed from their addresses, "/ja/…".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import replace
from urllib.parse import urlsplit, urlunsplit

from archive.imports.ids import PER_LANGUAGE

from .addresses import in_language
from .item_addresses import root_of
from .records import Item, Record, Site, Term, TermRef

LANGUAGE, TRANSLATIONS = "language", "post_translations"
_MARK = re.compile(r"\[:([a-z]{2})?\]|<!--:([a-z]{2})?-->|\{:([a-z]{2})?\}")
# Language codes at the start of an address: "is", "no" and "to" are words.
_IN_ADDRESSES = ("en", "ja", "ko", "zh", "fr", "de", "es", "pt", "ru", "th", "vi", "ar")


def in_languages(records: Iterable[Record]) -> Iterator[Record]:
    """The records, with one item for each language of an item."""
    site, pages = Site("", "", "", ""), set[str]()  # pages whose slug merely looks like a language
    for record in records:
        if isinstance(record, Site):
            site = record
        if isinstance(record, Item):
            if record.kind == "page" and record.slug in _IN_ADDRESSES:
                pages.add(record.slug)
            yield from _items(record, site, pages)
        elif isinstance(record, Term):
            yield replace(record, name=in_one(record.name, site.language[:2]))
        else:
            yield record


def in_one(text: str, language: str) -> str:
    """The text in a language; otherwise in its first language."""
    texts = _texts(text)
    return texts.get(language) or next(iter(texts.values())) if texts else text


def _texts(text: str) -> dict[str, str]:
    """The text by language; empty if it has no mark."""
    marks = list(_MARK.finditer(text))
    if len(marks) == 1 and text[: marks[0].start()].strip():
        return {}
    pieces: list[tuple[str, str]] = []
    language, position = "", 0
    for mark in marks:
        pieces.append((language, text[position : mark.start()]))
        language, position = mark[1] or mark[2] or mark[3] or "", mark.end()
    pieces.append((language, text[position:]))
    languages = dict.fromkeys(language for language, _text in pieces if language)
    return {
        language: "".join(piece for of, piece in pieces if of in ("", language)).strip()
        for language in languages
    }


def _items(item: Item, site: Site, pages: Set[str]) -> Iterator[Item]:
    languages = list(_texts(item.content)) or list(_texts(item.title))
    if item.kind == "attachment" or not languages:
        yield _guessed(_of(item, site.language[:2]), site, pages)
        return
    main = site.language[:2] if site.language[:2] in languages else languages[0]
    for language in languages:
        terms = (
            *(ref for ref in item.terms if ref.domain not in (LANGUAGE, TRANSLATIONS)),
            TermRef(LANGUAGE, language, language),
            TermRef(TRANSLATIONS, f"qtranslate-{item.id}", ""),
        )
        version = _of(replace(item, terms=terms), language)
        yield version if language == main else _apart(version, language, site)


def _of(item: Item, language: str) -> Item:
    """The item with its texts in one language."""
    if not _MARK.search(f"{item.title}{item.content}{item.excerpt}{item.terms}"):
        return item
    return replace(
        item,
        title=in_one(item.title, language),
        content=in_one(item.content, language),
        excerpt=in_one(item.excerpt, language),
        terms=tuple(ref._replace(name=in_one(ref.name, language)) for ref in item.terms),
    )


def _apart(item: Item, language: str, site: Site) -> Item:
    """The item as a separate one, with the address that its language had."""
    offset = (ord(language[0]) - 96) * 27 + ord(language[1]) - 96
    split, root = urlsplit(item.link), root_of(site.url)
    path = f"{root}/{language}{split.path.removeprefix(root)}" if split.path.strip("/") else ""
    link = urlunsplit(split._replace(path=path)) if path else f"{item.link}&lang={language}"
    return replace(
        item,
        # It has no slug of its own: the item's slug, with the language before it.
        id=offset * PER_LANGUAGE + item.id,
        parent=offset * PER_LANGUAGE + item.parent if item.parent else 0,
        link=link,
        guid="",
        meta={name: values for name, values in item.meta.items() if name != "_wp_old_slug"},
    )


def _guessed(item: Item, site: Site, pages: Set[str]) -> Item:
    if item.kind == "attachment" or any(ref.domain == LANGUAGE for ref in item.terms):
        return item
    language, place = in_language(item.link, site.url, _IN_ADDRESSES)
    if not language or language in {site.language[:2], *pages}:
        return item
    if not place.strip("/") and (item.kind != "page" or not item.slug):  # or it is a front page
        return item
    terms = (*item.terms, TermRef(LANGUAGE, language, language))
    return replace(item, terms=terms, language_is_guessed=True)
