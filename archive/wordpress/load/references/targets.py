"""Finds the targets of addresses and IDs of the old site."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from mimetypes import guess_type
from urllib.parse import urljoin, urlsplit

from archive.markup.parts import File, Picture
from archive.wordpress.export.addresses import key
from archive.wordpress.export.catalogue import Attachment, Catalogue
from archive.wordpress.export.records import Item
from archive.wordpress.export.selection import left_out
from archive.wordpress.load.bookkeeping.ledger import Ledger
from archive.wordpress.load.options import Options
from archive.wordpress.load.site.lists import list_path
from archive.wordpress.load.site.tree import Tree
from cms import richtext
from cms.visibility.models import frontend_of

from .previous import PreviousImports
from .target import LATER, Target

_RELATIVE = re.compile(r"(?![/#?]|[a-z][a-z0-9+.-]*:)", re.IGNORECASE)


class Targets:
    """Looks up in the export what is meant, and in the ledger what became of it."""

    def __init__(self, options: Options, catalogue: Catalogue, ledger: Ledger, tree: Tree) -> None:
        self._options, self._catalogue, self._ledger, self._tree = options, catalogue, ledger, tree
        self._previous = PreviousImports(ledger, tree, catalogue.site.url)
        self._frontend = frontend_of(tree.site)

    @property
    def site(self) -> str:
        return self._ledger.site

    def picture(self, picture: Picture) -> Target | None:
        picture = replace(picture, source=self._catalogue.hosts.own(picture.source))
        attachment = self._attachment(picture.attachment, picture.source)
        if attachment is None:
            target = self._previous.file(picture.attachment, picture.source)
            return target if target and target.kind == "image" else None
        target = self._media(attachment.id)
        if target is None or target.kind != "image":
            return None
        return replace(target, alt=attachment.alt, caption=richtext.text(attachment.caption))

    def document(self, file: File) -> Target | None:
        url = self._catalogue.hosts.own(file.url)
        if attachment := self._attachment(file.attachment, url):
            target = self._media(attachment.id)
        else:
            target = self._previous.file(file.attachment, url)
        return target if target and target.kind == "document" else None

    def link(self, href: str, base: str = "") -> Target | None:
        """The target of a link; None if it led into the old site and nothing of it is here.

        A relative link is resolved against the post (RFC 3986), otherwise against the home page, as
        some authors meant.
        """
        href = self._catalogue.hosts.own(href)
        if base and _RELATIVE.match(href):
            from_post = self._link(urljoin(base, href))
            return from_post or self._link(href)
        return self._link(href)

    def _link(self, href: str) -> Target | None:
        if attachment := self._catalogue.attachment_at(href):
            return self._media(attachment.id)
        if item := self._catalogue.find(href):
            return self._page(item)
        if path := list_path(href, self._catalogue, self._tree, self._options.locale):
            return Target("address", address=self._frontend + path)
        if key(href, self._catalogue.site.url) is None:
            return Target("address", address=href)
        target = self._previous.link(href)
        if target and target.kind == "address":
            return replace(target, address=self._frontend + target.address)
        return target

    def absolute(self, href: str) -> str:
        return urljoin(f"{self._catalogue.site.url}/", href)

    def address_of(self, number: int | None) -> str:
        attachment = self._catalogue.attachment(number) if number else None
        return attachment.url if attachment else ""

    def attached_to(self, source_id: int) -> Iterator[tuple[int, str]]:
        """ID and caption of each picture that the old site showed as attached to a post."""
        for attachment in self._catalogue.attached_to(source_id):
            is_picture = is_picture_name(attachment.path or urlsplit(attachment.url).path)
            if is_picture and self.was_in_galleries(attachment.id):
                yield attachment.id, richtext.text(attachment.caption)

    def knows_attached(self, source_id: int) -> bool:
        """Whether the export would contain the attachments of a post."""
        has_files = next(self._catalogue.attachments(), None) is not None
        return has_files and self._catalogue.item(source_id) is not None

    def was_in_galleries(self, number: int) -> bool:
        """Whether galleries could show this attachment: not if private or in the trash."""
        item = self._catalogue.item(number)
        return item is None or (item.status in ("inherit", "publish") and not item.is_restricted)

    def _attachment(self, number: int | None, address: str) -> Attachment | None:
        by_number = self._catalogue.attachment(number) if number else None
        return by_number or (self._catalogue.attachment_at(address) if address else None)

    def _media(self, number: int) -> Target | None:
        imported_item = self._ledger.get(number)
        if imported_item and imported_item.image_id:
            return Target("image", imported_item.image_id)
        if imported_item and imported_item.document_id:
            return Target("document", imported_item.document_id)
        return None

    def _page(self, item: Item) -> Target | None:
        if left_out(item.kind, item.status):
            return None
        imported_item = self._ledger.get(item.id)
        if imported_item is None:
            return LATER
        return Target("page", imported_item.page_id) if imported_item.page_id else None


def is_picture_name(name: str) -> bool:
    """Whether WordPress treated a file of this name as a picture."""
    return (guess_type(name, strict=False)[0] or "").startswith("image/")
