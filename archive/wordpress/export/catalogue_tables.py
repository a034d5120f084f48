"""Pure: the tables of a catalogue, and what each record of an export adds to them."""

from __future__ import annotations

import json
import pickle
import re
import sqlite3
from collections.abc import Iterator
from html import unescape

from archive.markup.sentences import Sentence, message

from .addresses import Place, attached_path, key, original, upload_place
from .bases import LinkedPaths, hrefs
from .hosts import Hosts
from .item_addresses import former_path, root_of, uses_index
from .records import Author, Item, Record, Site, Skipped, Term
from .selection import left_out

_SCHEMA = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -8000;
CREATE TABLE author (login TEXT PRIMARY KEY, name TEXT);
CREATE TABLE term (
    domain TEXT, slug TEXT, name TEXT, parent TEXT, description TEXT, id INTEGER,
    picture INTEGER, PRIMARY KEY (domain, slug)
);
CREATE INDEX term_id ON term (id);
CREATE TABLE item (
    place INTEGER PRIMARY KEY, id INTEGER UNIQUE, kind TEXT, status TEXT, restricted INTEGER,
    slug TEXT, posted TEXT, stored BLOB
);
CREATE INDEX item_slug ON item (slug);
CREATE TABLE attachment (
    id INTEGER PRIMARY KEY, path TEXT, url TEXT, alt TEXT, caption TEXT, title TEXT,
    parent INTEGER, original TEXT
);
CREATE INDEX attachment_path ON attachment (path);
CREATE INDEX attachment_url ON attachment (url);
CREATE INDEX attachment_original ON attachment (original);
CREATE TABLE reusable (id INTEGER PRIMARY KEY, content TEXT);
CREATE TABLE address (key TEXT PRIMARY KEY, item INTEGER, rank INTEGER);
CREATE TABLE spoken (language TEXT PRIMARY KEY);
CREATE TABLE mention (path TEXT, item INTEGER, PRIMARY KEY (path, item));
CREATE TABLE skipped (byte INTEGER, reason TEXT);
"""
# If two items have the same address, that with the lower rank has it, as on the old site.
_ADD_ADDRESS = """
INSERT INTO address VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE
SET item = excluded.item, rank = excluded.rank WHERE excluded.rank < rank
"""
# Checked one by one, since Japanese continues for pages without a space, and so do embedded
# pictures.
_WORD = re.compile(r"""[^\s"'<>\[\]]++""")
_UPLOADS = re.compile(r"(?:wp-content/uploads|\.files\.wordpress\.com)/(?!\Z)", re.IGNORECASE)
_MOST_FIELDS = 1_000
LINK, _GUID, _OLD_SLUG, _HIDDEN = 0, 1, 2, 3
_PUBLIC = {"publish", "inherit"}
# WordPress's own records among the posts, which readers never saw.
_WITHOUT_ADDRESS = {
    *("nav_menu_item", "revision", "customize_changeset", "custom_css", "oembed_cache"),
    *("user_request", "wp_global_styles", "wp_block"),
}


class Tables:
    """An empty catalogue, filled record by record."""

    def __init__(self, hosts: Hosts) -> None:
        self.hosts = hosts
        self.site = Site("", "", "", "")
        self.custom_fields: dict[str, list[int]] = {}  # item IDs by the metadata that they have
        self.comments = 0
        self.network_folders: set[str] = set()  # of the site below uploads, if it is in a network
        self.links = LinkedPaths()
        self.uses_index = False  # whether addresses contain index.php
        self.db = sqlite3.connect("")
        self.db.executescript(_SCHEMA)

    def add(self, record: Record) -> None:
        match record:
            case Site():
                self.site = record
            case Author(login, name):
                self._insert("author", login, name)
            case Term():
                self._add_term(record)
            case Skipped(offset, reason):
                self._insert("skipped", offset, json.dumps(reason.as_data()))
            case Item():
                self._add_item(record)

    def _insert(self, table: str, *values: object) -> bool:
        """Whether it was the first with its key."""
        places = ", ".join("?" * len(values))
        query = f"INSERT OR IGNORE INTO {table} VALUES ({places})"  # noqa: S608 - ours
        return self.db.execute(query, values).rowcount == 1

    def _add_term(self, term: Term) -> None:
        self._insert("term", *vars(term).values())

    def _add_item(self, item: Item) -> None:
        posted = item.posted.isoformat() if item.posted else None
        row = (item.id, item.kind, item.status, item.is_restricted, item.slug, posted)
        if not self._insert("item", None, *row, pickle.dumps(item, pickle.HIGHEST_PROTOCOL)):
            sentence = message("“%(title)s” has the ID %(id)d of another item and was not taken.")
            values = {"title": item.title, "id": item.id}
            self.add(Skipped(item.offset, Sentence(sentence, values)))
            return
        self._count_what_is_not_taken(item)
        self.hosts.learn(item.link, item.guid, item.attachment_url, content=item.content)
        self._add_mentions(item)
        self._add_links(item)
        self.uses_index = self.uses_index or uses_index(item, self.site.url)
        for ref in item.terms:
            if ref.slug:
                self._add_term(Term(*ref))
            if ref.domain == "language" and left_out(item.kind, item.status) is None:
                self._insert("spoken", ref.slug)
        if item.kind == "guest-author":  # of Co-Authors Plus: a person without an account
            self._insert("author", item.slug.removeprefix("cap-"), item.title)
        if item.kind == "attachment":
            self._add_attachment(item)
        if item.kind == "wp_block" and item.status == "publish" and not item.is_restricted:
            self._insert("reusable", item.id, item.content)
        if item.kind not in _WITHOUT_ADDRESS:
            self._add_addresses(item)

    def _count_what_is_not_taken(self, item: Item) -> None:
        self.comments += item.comments
        for name in item.custom_fields:
            if name in self.custom_fields or len(self.custom_fields) < _MOST_FIELDS:
                self.custom_fields.setdefault(name, []).append(item.id)

    def _add_mentions(self, item: Item) -> None:
        """Store which uploaded files it names, even if an attachment does, too."""
        for mention in _mentions(item.content):
            address = self.hosts.own(unescape(mention))
            if place := self._upload_place(address):
                self._insert("mention", place.path, item.id)

    def _upload_place(self, address: str) -> Place | None:
        """Where a file of the site is, which reveals its folder in a network."""
        place = upload_place(address, self.site.url)
        if place and place.folder:
            self.network_folders.add(place.folder)
        return place

    def _add_links(self, item: Item) -> None:
        """Store its links within the site, which reveal the bases of lists."""
        addresses = [*hrefs(item.content), *item.meta.get("_menu_item_url", ())]
        if addresses and item.status == "publish":
            url = self.site.url
            self.links.learn(
                addresses, lambda address: key(self.hosts.own(unescape(address)), url), root_of(url)
            )

    def _add_attachment(self, item: Item) -> None:
        url = item.attachment_url or item.guid
        place = self._upload_place(self.hosts.own(url))
        alt = item.first("_wp_attachment_image_alt")
        path = attached_path(item.first("_wp_attached_file")) or (place.path if place else "")
        row = (item.id, path, url, alt, item.excerpt, item.title, item.parent)
        self._insert("attachment", *row, original(path) or None)

    def _add_addresses(self, item: Item) -> None:
        rank = 0 if item.status in _PUBLIC and not item.is_restricted else _HIDDEN
        link = key(item.link, self.site.url)
        places = [(link, LINK), (key(f"?p={item.id}", self.site.url), LINK)]
        if item.guid.startswith(("http://", "https://", "//")):
            places.append((key(item.guid, self.site.url), _GUID))
        for slug in item.meta.get("_wp_old_slug", ()):
            former = former_path(item.link, item.slug, slug)
            places.append((former and key(former, self.site.url), _OLD_SLUG))
        rows = [(place, item.id, rank + kind_rank) for place, kind_rank in places if place]
        self.db.executemany(_ADD_ADDRESS, rows)


def _mentions(content: str) -> Iterator[str]:
    """Possible addresses of uploaded files."""
    for word in _WORD.findall(content):
        if place := _UPLOADS.search(word):
            before = word[: place.start()].replace(")", "(")
            yield word[before.rfind("(") + 1 :]
