"""Pure: the contents of an export, read once and queried as often as needed.

It is a temporary SQLite file that is deleted with it, so memory does not grow.
"""

from __future__ import annotations

import json
import pickle
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from itertools import islice
from typing import Any, NamedTuple, Self
from urllib.parse import unquote

from archive.markup.sentences import Sentence

from .addresses import key, original, upload_candidates, upload_path, without_endpoint
from .catalogue_tables import LINK, Tables
from .hosts import Hosts
from .item_addresses import root_of
from .records import Item, Record, Skipped, Term

# Default account names of installers and offices, which are nobody's.
_NOBODY = {"admin", "administrator", "editor", "office", "root", "user", "webmaster", "wordpress"}
_DATED = re.compile(
    r"(?:/archives)?(?:/([0-9]{4}))?(?:/([0-9]{2}))?(?:/([0-9]{2}))?/(?P<slug>[^/?]*[^/?0-9][^/?]*)"
)


class Attachment(NamedTuple):
    """A file of the old site's media library."""

    id: int
    path: str  # below uploads, "2006/01/x.jpg"; "" if it was elsewhere
    url: str
    alt: str
    caption: str  # HTML
    title: str
    parent: int


class Owner(NamedTuple):
    """The item that the old site showed at an address."""

    item: int
    is_now: bool  # whether readers saw it there at the time of the export


class Catalogue(Tables):
    """The site, authors, terms, items and addresses of an export, and what is added to it."""

    @classmethod
    def of(cls, records: Iterable[Record], hosts: Hosts | None = None) -> Self:
        """Read the records once; the site must be the first."""
        catalogue = cls(hosts or Hosts())
        try:
            for record in records:
                catalogue.add(record)
        except BaseException:
            catalogue.close()
            raise
        return catalogue

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        self.db.close()

    def mentions(self) -> list[tuple[str, int]]:
        """The paths of uploaded files that items name, each with the item's ID."""
        return self.db.execute("SELECT path, item FROM mention ORDER BY rowid").fetchall()

    def item(self, id: int) -> Item | None:
        return next(self._stored("id = ?", id), None)

    def find(self, url: str) -> Item | None:
        """The item at this address in any spelling, including its feed and further pages."""
        place = key(url, self.site.url)
        while place:
            if row := self._row("SELECT item FROM address WHERE key = ?", place):
                return self.item(row[0])
            place = without_endpoint(place)
        return self._of_slug(url)

    def _of_slug(self, url: str) -> Item | None:
        """The only item with the slug that an address of former permalinks ends in.

        It guesses like WordPress: "/2009/03/04/slug/" for "/slug/" and vice versa; dates must
        agree.
        """
        match = _DATED.fullmatch(key(url, self.site.url) or "")
        if match is None:
            return None
        date = "-".join(filter(None, match.groups()[:3]))
        query = """
            SELECT id FROM item WHERE slug = ? AND status = 'publish' AND NOT restricted
            AND kind IN ('post', 'page') AND coalesce(posted, '') LIKE ? LIMIT 2
        """
        rows = self.db.execute(query, [unquote(match["slug"]), f"{date}%"]).fetchall()
        return self.item(rows[0][0]) if len(rows) == 1 else None

    def owner(self, url: str) -> Owner | None:
        """The item at exactly this address; if several had it, the one that had it last."""
        place = key(url, self.site.url)
        row = place and self._row("SELECT item, rank FROM address WHERE key = ?", place)
        return Owner(row[0], row[1] == LINK) if row else None

    def attachment(self, id: int) -> Attachment | None:
        return next(self._attachments("id = ?", id), None)

    def attachment_at(self, url: str) -> Attachment | None:
        """The attachment whose file is at this address, in any size or edited version."""
        path = upload_path(url, self.site.url)
        if path is None:
            return self._attachment_where("url", url) if url else None
        for candidate in [path, *upload_candidates(path)]:
            if attachment := self._attachment_where("path", candidate):
                return attachment
        return self._attachment_where("original", original(path))

    def without_network_folder(self, path: str) -> str:
        """The path of a file in the uploads folder as addresses have it, "2006/01/x.jpg"."""
        own = next((own for own in self.network_folders if path.startswith(own)), "")
        return path.removeprefix(own)

    def names_file(self, path: str) -> bool:
        """Whether an attachment or a post names the file at this path, in any size."""
        paths = dict.fromkeys([path, original(path), *upload_candidates(path)])
        queries = (
            "SELECT 1 FROM attachment WHERE path = ?",
            "SELECT 1 FROM attachment WHERE original = ?",
            "SELECT 1 FROM mention WHERE path = ?",
        )
        return any(self._row(query, spelling) for spelling in paths for query in queries)

    def reusable(self, id: int) -> str | None:
        """The content of a reusable block; None also if readers could not see it."""
        row = self._row("SELECT content FROM reusable WHERE id = ?", id)
        return row[0] if row else None

    def author(self, login: str) -> str | None:
        """The name of a person; None if it would be a login, an e-mail address or nobody's."""
        row = self._row("SELECT name FROM author WHERE login = ?", login)
        name = " ".join(row[0].split()) if row else ""
        is_nobody = name.casefold() in _NOBODY | {"", login.strip().casefold()}
        return None if is_nobody or "@" in name else name

    def term(self, domain: str, slug: str) -> Term | None:
        return self._term("domain = ? AND slug = ?", domain, slug)

    def term_numbered(self, id: int) -> Term | None:
        """The term of ?cat=ID."""
        return self._term("id = ?", id) if id else None

    @cached_property
    def bases(self) -> dict[str, str]:
        """The bases of term lists besides "category" and "tag", and their taxonomies."""
        root = root_of(self.site.url)

        def domain_of(slug: str) -> str:
            return next((name for name in ("category", "post_tag") if self.term(name, slug)), "")

        return self.links.bases(lambda path: bool(self.find(f"{root}/{path}")), domain_of)

    def listed_at(self, place: str) -> Term | None:
        """The term whose list had the address with this key, below a base of the site's own."""
        path = place.partition("?")[0].removeprefix(root_of(self.site.url))
        segments = [unquote(part) for part in path.split("/") if part]
        if segments[-2:-1] == ["page"]:
            del segments[-2:]
        base = segments[0] if len(segments) > 1 else ""
        return (
            self.term(self.bases[base], segments[-1]) if segments and base in self.bases else None
        )

    def attached_to(self, id: int) -> list[Attachment]:
        """The files that were uploaded to a post, in order."""
        return [*self._attachments("parent = ?", id)]

    def attachments(self) -> Iterator[Attachment]:
        return self._attachments("TRUE")

    def items_of(self, kind: str) -> Iterator[Item]:
        """All items of a kind, in the order of the export."""
        return self._stored("kind = ?", kind)

    def items_but(self, *kinds: str) -> Iterator[Item]:
        """All items of other kinds than these."""
        return self._stored("kind NOT IN (SELECT value FROM json_each(?))", json.dumps(kinds))

    def items_numbered(self, ids: Iterable[int]) -> Iterator[Item]:
        return self._stored("id IN (SELECT value FROM json_each(?))", json.dumps([*ids]))

    def pages(self) -> Iterator[Item]:
        """All pages, each after its ancestors."""
        query = "SELECT id FROM item WHERE kind = 'page' ORDER BY place"
        pages = [id for (id,) in self.db.execute(query)]
        for id in sorted(pages, key=self._depth):
            yield from self._stored("id = ?", id)

    def months(self) -> list[tuple[str, str]]:
        """Year and month of everything that was published, "2006" and "10"."""
        query = """
            SELECT DISTINCT substr(posted, 1, 4), substr(posted, 6, 2) FROM item
            WHERE kind = 'post' AND status = 'publish' AND NOT restricted AND posted IS NOT NULL
        """
        return self.db.execute(query).fetchall()

    def terms(self) -> list[Term]:
        """First the terms of the export's head, then those that only items name."""
        return [Term(*row) for row in self.db.execute("SELECT * FROM term ORDER BY rowid")]

    @cached_property
    def languages(self) -> set[str]:
        """The languages of items that become pages, not those that are only defined."""
        return {language for (language,) in self.db.execute("SELECT language FROM spoken")}

    def counts(self) -> Counter[str]:
        """The number of items of each kind."""
        return Counter(dict(self.db.execute("SELECT kind, count(*) FROM item GROUP BY kind")))

    def skipped(self) -> list[Skipped]:
        rows = self.db.execute("SELECT byte, reason FROM skipped")
        return [Skipped(byte, Sentence(**json.loads(reason))) for byte, reason in rows]

    def _stored(self, condition: str, *values: object) -> Iterator[Item]:
        query = f"SELECT stored FROM item WHERE {condition} ORDER BY place"  # noqa: S608 - ours
        for (stored,) in self.db.execute(query, values):
            item: Item = pickle.loads(stored)  # noqa: S301 - this process wrote it
            # All hosts are known by now.
            yield replace(item, link=self.hosts.own(item.link), guid=self.hosts.own(item.guid))

    def _depth(self, id: int) -> int:
        """How many pages of the export are above a page; 0 if its parents form a cycle."""
        above: list[int] = []
        page = self.item(id)
        while page and (page := self.item(page.parent)) and page.kind == "page":
            if page.id in (id, *above):
                return 0
            above.append(page.id)
        return len(above)

    def _row(self, query: str, *values: object) -> tuple[Any, ...] | None:
        row: tuple[Any, ...] | None = self.db.execute(query, values).fetchone()
        return row

    def _term(self, condition: str, *values: object) -> Term | None:
        row = self._row(f"SELECT * FROM term WHERE {condition}", *values)  # noqa: S608 - ours
        return Term(*row) if row else None

    def _attachment_where(self, column: str, value: str) -> Attachment | None:
        """The only attachment with this value; None if there are several."""
        attachments = [*islice(self._attachments(f"{column} = ?", value), 2)]
        return attachments[0] if len(attachments) == 1 else None

    def _attachments(self, condition: str, *values: object) -> Iterator[Attachment]:
        query = f"SELECT * FROM attachment WHERE {condition} ORDER BY id"  # noqa: S608 - ours
        for *row, _original in self.db.execute(query, values):
            yield Attachment(*row)
