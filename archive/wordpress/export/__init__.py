"""Pure: reads a WordPress export (WXR 1.0 to 1.2) record by record.

Passwords, comments, e-mail and IP addresses do not leave this module: it only reports that there is
a password, and the number of comments.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from io import SEEK_END
from typing import BinaryIO

from archive.markup.parts import Note
from archive.markup.sentences import message
from archive.wordpress.export import fields

from .hosts import Hosts
from .inline_pictures import with_inline_pictures
from .languages import in_languages
from .records import Author, Item, Record, Site, Skipped, Term, TermRef
from .repairs import Repairs
from .selection import OPEN_VALUES
from .stream import Broken, End, Start, Text, events

__all__ = ["Author", "Broken", "Item", "Record", "Site", "Skipped", "Term", "TermRef", "read"]

_RECORDS = {"item", "wp:author", "wp:category", "wp:tag", "wp:term"}
_SITE = {"title", "link", "language", "wp:wxr_version", "wp:base_site_url", "wp:base_blog_url"}
_METADATA = {"wp:postmeta", "wp:termmeta"}
_META = {
    *("_thumbnail_id", "_wp_attachment_image_alt", "_wp_attached_file", "_wp_old_slug"),
    *("footnotes", "enclosure", "_menu_item_type", "_menu_item_object_id", "_menu_item_url"),
    *("_menu_item_menu_item_parent", *OPEN_VALUES),
}
_KEPT = {
    *("title", "link", "guid", "dc:creator", "content:encoded", "excerpt:encoded", "category"),
    *("wp:post_id", "wp:post_date", "wp:post_date_gmt", "wp:post_modified_gmt", "wp:post_name"),
    *("wp:status", "wp:post_parent", "wp:menu_order", "wp:post_type", "wp:is_sticky"),
    *("wp:attachment_url", "wp:author_login", "wp:author_display_name", "wp:term_id"),
    *("wp:category_nicename", "wp:category_parent", "wp:cat_name", "wp:category_description"),
    *("wp:tag_slug", "wp:tag_name", "wp:tag_description"),
    *("wp:term_taxonomy", "wp:term_slug", "wp:term_parent", "wp:term_name"),
    *("wp:term_description", "wp:meta_key", "wp:meta_value"),
}


def read(
    *files: BinaryIO, hosts: Hosts | None = None, repairs: Repairs | None = None
) -> Iterator[Record]:
    """The site first, then authors, terms and items in file order; raises Broken.

    WordPress splits a large export into several files; here they are one, in any order.

    An item in several languages is yielded once for each, after the pictures in its text. With
    `repairs`, which collects notes, repairable files are read.
    """
    records = _on_own_host(_of_all(files, repairs), hosts or Hosts())
    return with_inline_pictures(in_languages(records))


def _of_all(files: Iterable[BinaryIO], repairs: Repairs | None) -> Iterator[Record]:
    """The records of all files, with continuous byte offsets; the site once."""
    site, base = None, 0
    for file in files:
        for record in _records(file, repairs):
            if isinstance(record, Site):
                if site and record.url != site.url:
                    raise Broken(f"This is an export of {record.url}, not of {site.url}.", base)
                if site is None:
                    site = record
                    yield record
            elif base and isinstance(record, Item | Skipped):
                yield replace(record, offset=base + record.offset)
            else:
                yield record
        base += file.seek(0, SEEK_END)


def _on_own_host(records: Iterable[Record], hosts: Hosts) -> Iterator[Record]:
    for record in records:
        if isinstance(record, Site):
            hosts.begin(record.url)
        if isinstance(record, Item):
            yield replace(record, link=hosts.own(record.link), guid=hosts.own(record.guid))
        else:
            yield record


def _records(file: BinaryIO, repairs: Repairs | None) -> Iterator[Record]:
    reader = _Reader(repairs)
    try:
        for event in events(file, repairs):
            record = reader.start(event) if isinstance(event, Start) else reader.end(event)
            if record:
                yield record
    except Broken as broken:
        raise Broken(broken.message + reader.so_far(), broken.offset) from None


class _Reader:
    """The position in the export, and what is known of the open record."""

    def __init__(self, repairs: Repairs | None) -> None:
        self._repairs = repairs
        self._path: list[str] = []
        self._families: dict[str, str] = {}
        self._channel: dict[str, str] = {}
        self._has_site = False
        self._raw: fields.Raw | None = None
        self._category: tuple[str, str] = ("", "")
        self._items = 0
        self._last = ""

    def start(self, event: Start) -> Record | None:
        if event.depth == 1:
            self._open(event)
        name = self._name(event.name)
        self._path.append(name)
        if event.depth == 3 and name in _RECORDS:
            self._raw = fields.Raw(event.offset)
            return self._site(event.offset)
        if self._raw and event.depth == 4:
            self._raw.comments += name == "wp:comment"
            attributes = event.attributes
            self._category = attributes.get("domain", ""), attributes.get("nicename", "")
        return None

    def end(self, event: End) -> Record | None:
        name = self._path.pop()
        if event.depth == 1:
            return self._site(0)
        if event.depth == 3:
            return self._close(name, event.text)
        if self._raw and event.depth == 4:
            self._field(self._raw, name, event.text)
        elif self._raw and event.depth == 5 and self._path[-1] in _METADATA and name in _KEPT:
            self._raw.put(name, event.text)
        return None

    def so_far(self) -> str:
        """How much was complete, for the error message."""
        if not self._has_site:
            return ""
        last = f", the last {self._last}" if self._items else ""
        return f" Whole items before: {self._items}{last}."

    def _open(self, root: Start) -> None:
        if root.name != "rss":
            raise Broken(
                f"This is no export of WordPress: it begins with <{root.name[:40]}>.", root.offset
            )
        for name, address in root.attributes.items():
            if name.startswith("xmlns:"):
                self._families[name.removeprefix("xmlns:")] = _family(address)

    def _name(self, name: str) -> str:
        """The name with our prefix: namespace addresses contain the version."""
        prefix, colon, local = name.rpartition(":")
        return f"{self._families.get(prefix, prefix)}{colon}{local}"

    def _site(self, offset: int) -> Site | None:
        if self._has_site:
            return None
        version = self._channel.get("wp:wxr_version", "")
        if not version and self._repairs and "wp" in self._families.values():
            sentence = message("The file does not say its version, and was read as 1.2.")
            self._repairs.add(Note("repaired", sentence))
            version = "1.2"
        if not version:
            raise Broken("This is a feed, no export of WordPress.", offset)
        if not version.startswith("1."):
            raise Broken(f"We cannot read version {version[:20]} of the export format.", offset)
        self._has_site = True
        element = self._channel.get
        url = element("wp:base_blog_url") or element("link") or element("wp:base_site_url") or ""
        return Site(element("title", ""), url, element("language", ""), version)

    def _close(self, name: str, text: Text) -> Record | None:
        raw, self._raw = self._raw, None
        if raw is None:
            if name in _SITE:
                self._channel.setdefault(name, text.as_read().strip())
            return None
        if name == "wp:author":
            return fields.author(raw)
        if name != "item":
            return fields.term(name, raw)
        record = fields.item(raw, self._repairs)
        self._items += 1
        self._last = (
            f"{record.id} “{record.title}”" if isinstance(record, Item) else "one without ID"
        )
        return record

    def _field(self, raw: fields.Raw, name: str, text: Text) -> None:
        if name == "wp:post_password":
            raw.protected = bool(text.as_written().strip())
        elif name == "category":
            raw.grow(text.size + sum(map(len, self._category)))
            raw.terms.append((*self._category, text))
        elif name == "wp:postmeta":
            key, value = raw.pop("wp:meta_key"), raw.pop("wp:meta_value")
            if key in _META:
                raw.meta.setdefault(key, []).append(value)
                return
            if fields.has_words(key, value):
                raw.fields_with_words.add(key)
            if key and (not key.startswith("_") or fields.is_for_searches(key)):
                raw.grow(len(key))
                raw.custom_fields.add(key)
        elif name == "wp:termmeta":
            raw.add_term_meta(raw.pop("wp:meta_key"), raw.pop("wp:meta_value"))
        elif name in _KEPT:
            raw.put(name, text)


def _family(address: str) -> str:
    if "wordpress.org/export/" in address:
        return "excerpt" if address.rstrip("/").endswith("/excerpt") else "wp"
    families = {"purl.org/rss/1.0/modules/content": "content", "purl.org/dc/elements": "dc"}
    return next((family for part, family in families.items() if part in address), address)
