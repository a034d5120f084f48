"""Pure: builds the records of an export from the texts of their elements."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html import escape
from typing import Any

from archive.imports.ids import Given, given_id
from archive.markup.parts import Note
from archive.markup.sentences import Sentence, message

from .addresses import decoded
from .records import Author, Item, Skipped, Term, TermRef
from .repairs import Repairs
from .selection import for_members
from .stream import TEXT_LIMIT, Broken, Text

_OVERHEAD = 500  # bytes that an element takes besides its text
_NUMBER = re.compile(r"-?[0-9]{1,18}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}")
_LOOKS = re.compile(
    r"</?(a|abbr|b|big|br|cite|del|em|font|i|img|ins|mark|rp|rt|ruby|s|small|span|strong|sub|sup|u"
    r"|wbr)(?=[\s/>])[^<>]*>",
    re.IGNORECASE,
)
# Four words in a row, or as much of a script without spaces.
_WORDS = re.compile(
    r"[^\W\d_]{2,}(?:[ ,'’-]{1,2}[^\W\d_]+){3}|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{8}"
)
# In a term's metadata, where each plugin has its own key.
_PICTURE = re.compile(r"image|thumb|picture|photo|icon", re.IGNORECASE)
_FOR_SEARCHES = re.compile(
    r"_(?:yoast_wpseo|aioseop?|genesis|seopress_titles)_\w*(?:title|desc)\w*"
)
_FOR_MACHINES = re.compile(r"seo|meta_?desc|open_?graph|og_|twitter|schema|^_wp_", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
# The taxonomy of tags in exports before WordPress 3.0.
_DOMAINS = {"": "category", "tag": "post_tag"}
# The elements of a term: slug, name, parent, description.
_TERMS = {
    "wp:category": ("category_nicename", "cat_name", "category_parent", "category_description"),
    "wp:tag": ("tag_slug", "tag_name", "", "tag_description"),
    "wp:term": ("term_slug", "term_name", "term_parent", "term_description"),
}
_TEXTS = {
    "kind": "wp:post_type",
    "link": "link",
    "guid": "guid",
    "author": "dc:creator",
    "status": "wp:status",
    "attachment_url": "wp:attachment_url",
}


class Raw:
    """The texts of one record while it is being read."""

    def __init__(self, offset: int) -> None:
        self.offset = offset
        self.terms: list[tuple[str, str, Text]] = []
        self.meta: dict[str, list[str]] = {}
        self.custom_fields: set[str] = set()
        self.fields_with_words: set[str] = set()
        self.picture = 0  # the ID of a term's picture
        self.comments = 0
        self.protected = False
        self._texts: dict[str, Text] = {}
        self._size = 0

    def grow(self, size: int) -> None:
        """Add to the size, so that many small elements have the same limit as a large one."""
        self._size += size + _OVERHEAD
        if self._size > TEXT_LIMIT:
            raise Broken(f"An item is longer than {TEXT_LIMIT:,} characters.", self.offset)

    def put(self, name: str, text: Text) -> None:
        if name not in self._texts:
            self.grow(text.size)
            self._texts[name] = text

    def add_term_meta(self, key: str, value: str) -> None:
        if _PICTURE.search(key):
            self.picture = self.picture or max(_number(value), 0)

    def pop(self, name: str) -> str:
        text = self._texts.pop(name, None)
        if text is None:
            return ""
        self._size -= text.size + _OVERHEAD
        return text.as_written().strip()

    def written(self, name: str) -> str:
        return self._texts[name].as_written() if name in self._texts else ""

    def text(self, name: str) -> str:
        return self.written(name).strip()

    def name(self, name: str) -> str:
        return self._texts[name].as_read().strip() if name in self._texts else ""

    def number(self, name: str) -> int:
        return _number(self.text(name))

    def slug(self, name: str) -> str:
        return _slug(self.text(name))


def author(raw: Raw) -> Author | Skipped:
    login = raw.text("wp:author_login")
    if not login:
        return Skipped(raw.offset, Sentence("An author has no login."))
    return Author(login, raw.name("wp:author_display_name"))


def term(element: str, raw: Raw) -> Term | Skipped:
    slug, name, parent, description = (f"wp:{part}" for part in _TERMS[element])
    domain = {"wp:category": "category", "wp:tag": "post_tag"}.get(element)
    domain = domain or raw.text("wp:term_taxonomy")
    if not domain or not raw.text(slug):
        sentence = message("The term “%(name)s” has no slug or taxonomy.")
        return Skipped(raw.offset, Sentence(sentence, {"name": raw.name(name)[:80]}))
    return Term(
        _DOMAINS.get(domain, domain),
        raw.slug(slug),
        raw.name(name),
        raw.slug(parent),
        raw.text(description),
        raw.number("wp:term_id"),
        raw.picture,
    )


def item(raw: Raw, repairs: Repairs | None) -> Item | Skipped:
    id = raw.number("wp:post_id")
    if id < 1 and repairs and (key := raw.text("link") or raw.text("guid")):
        id = given_id(Given.ITEM, key.encode())
        sentence = message("“%(title)s” has no post ID: it is known by its address.")
        repairs.add(Note("repaired", sentence, {"title": raw.name("title")[:80]}))
    if id < 1:
        values = {"title": raw.name("title")[:80], "id": raw.text("wp:post_id")[:40]}
        sentence = message("“%(title)s” has no post ID, but “%(id)s”.")
        return Skipped(raw.offset, Sentence(sentence, values))
    texts: dict[str, Any] = {field: raw.text(element) for field, element in _TEXTS.items()}
    content = _with_enclosures(raw.written("content:encoded"), raw.meta.pop("enclosure", []))
    return Item(
        **texts,
        id=id,
        title=_title(raw.name("title")),
        content=content,
        excerpt=raw.written("excerpt:encoded"),
        posted=_date(raw.text("wp:post_date")),
        posted_gmt=_date_gmt(raw.text("wp:post_date_gmt")),
        modified_gmt=_date_gmt(raw.text("wp:post_modified_gmt")),
        slug=raw.slug("wp:post_name"),
        parent=raw.number("wp:post_parent"),
        menu_order=raw.number("wp:menu_order"),
        protected=raw.protected,
        for_members=for_members(content, raw.meta),
        sticky=raw.text("wp:is_sticky") == "1",
        terms=_terms(raw),
        meta=_meta(raw),
        custom_fields=tuple(sorted(raw.custom_fields)),
        fields_with_words=tuple(sorted(raw.fields_with_words)),
        comments=raw.comments,
        offset=raw.offset,
    )


def _with_enclosures(content: str, enclosures: list[str]) -> str:
    """The content, followed by links to the recordings that its feed had as enclosures."""
    addresses = [value.split("\n", 1)[0].strip() for value in enclosures]
    links = [
        f'<p><a href="{escape(address)}">{escape(decoded(address.rpartition("/")[2]))}</a></p>'
        for address in dict.fromkeys(addresses)
        if address.startswith(("http://", "https://")) and address not in content
    ]
    return "\n\n".join([content, *links])


def has_words(key: str, value: str) -> bool:
    """Whether it contains a sentence for readers, whatever a plugin has put around it."""
    return _WORDS.search(value) is not None and not _FOR_MACHINES.search(key)


def is_for_searches(key: str) -> bool:
    """Whether a plugin keeps a post's description for search engines there."""
    return _FOR_SEARCHES.fullmatch(key) is not None


def _terms(raw: Raw) -> tuple[TermRef, ...]:
    """The terms, each once: old exports name a category with and again without its slug."""
    refs = [
        TermRef(_DOMAINS.get(domain, domain), _slug(slug.strip()), text.as_read().strip())
        for domain, slug, text in raw.terms
    ]
    complete = {(ref.domain, ref.name) for ref in refs if ref.slug}
    return tuple(
        dict.fromkeys(ref for ref in refs if ref.slug or (ref.domain, ref.name) not in complete)
    )


def _meta(raw: Raw) -> dict[str, tuple[str, ...]]:
    meta = {key: tuple(values) for key, values in raw.meta.items()}
    if "_wp_old_slug" in meta:
        meta["_wp_old_slug"] = tuple(map(_slug, meta["_wp_old_slug"]))
    return meta


def _title(text: str) -> str:
    """The title without tags."""
    return _LOOKS.sub(lambda tag: " " if tag[1].lower() == "br" else "", text).strip()


def _slug(text: str) -> str:
    slug = decoded(text)
    return text if _CONTROL.search(slug) else slug


def _number(text: str) -> int:
    return int(text) if _NUMBER.fullmatch(text) else 0


def _date(text: str) -> datetime | None:
    """The instant; None for 0000-00-00, WordPress's date of undated drafts."""
    try:
        return datetime.fromisoformat(text) if _DATE.fullmatch(text) else None
    except ValueError:
        return None


def _date_gmt(text: str) -> datetime | None:
    date = _date(text)
    return date.replace(tzinfo=UTC) if date else None
