"""What the addresses and IDs of the old site lead to here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from mimetypes import guess_type
from typing import Any, Literal
from urllib.parse import urljoin, urlsplit

from django.conf import settings

from archive.wordpress.export.addresses import key
from archive.wordpress.export.catalogue import Catalogue
from archive.wordpress.parts import File, Picture
from cms import richtext
from media.models import CustomImage

from .choice import left_out
from .earlier import Earlier
from .ledger import Ledger
from .lists import list_path


def is_picture_name(name: str) -> bool:
    """Whether WordPress took a file of this name for a picture."""
    return (guess_type(name, strict=False)[0] or "").startswith("image/")


@dataclass(frozen=True)
class Found:
    """Something that is here, or will be."""

    kind: Literal["page", "document", "image", "address", "later"]
    key: int = 0
    alt: str = ""
    caption: str = ""
    address: str = ""


LATER = Found("later")


class Targets:
    """Looks up in the export what is meant, and in the ledger what became of it."""

    def __init__(
        self, catalogue: Catalogue, ledger: Ledger, *, is_dry: bool, language: str = ""
    ) -> None:
        self._catalogue, self._ledger, self._is_dry = catalogue, ledger, is_dry
        self._language = language
        self._from_before = Earlier(ledger, catalogue.site.url)
        self._taken: dict[int, Found] = {}  # in a dry run: attachments whose file is at hand

    @property
    def site(self) -> str:
        return self._ledger.site

    def picture(self, named: Picture) -> Found | None:
        attachment = self._attachment(named.attachment, named.source)
        if attachment is None:
            found = self._earlier_file(named.attachment, named.source)
            return found if found and found.kind == "image" else None
        found = self._media(attachment.id)
        if found is None or found.kind != "image":
            return None
        caption = richtext.text(attachment.caption)
        return replace(found, alt=attachment.alt, caption=caption)

    def document(self, named: File) -> Found | None:
        attachment = self._attachment(named.attachment, named.url)
        if attachment:
            found = self._media(attachment.id)
        else:
            found = self._earlier_file(named.attachment, named.url)
        return found if found and found.kind == "document" else None

    def link(self, href: str) -> Found | None:
        """Where a link leads; None where it led into the old site and nothing of it is here."""
        if attachment := self._catalogue.attachment_at(href):
            return self._media(attachment.id)
        if item := self._catalogue.find(href):
            return self._page(item)
        if path := list_path(href, self._catalogue, self._language):
            return Found("address", address=settings.FRONTEND_URL + path)
        if key(href, self._catalogue.site.url) is None:
            return Found("address", address=href)
        return self._earlier(href)

    def absolute(self, href: str) -> str:
        return urljoin(f"{self._catalogue.site.url}/", href)

    def address_of(self, attachment: int | None) -> str:
        found = self._catalogue.attachment(attachment) if attachment else None
        return found.url if found else ""

    def attached_to(self, source_id: int) -> Iterator[tuple[int, str]]:
        """ID and caption of each picture that the old site showed as attached to a post."""
        for attachment in self._catalogue.attached_to(source_id):
            is_picture = is_picture_name(attachment.path or urlsplit(attachment.url).path)
            if is_picture and self.was_in_galleries(attachment.id):
                yield attachment.id, richtext.text(attachment.caption)

    def knows_attached(self, source_id: int) -> bool:
        """Whether the export would hold what was attached to a post."""
        has_files = next(self._catalogue.attachments(), None) is not None
        return has_files and self._catalogue.item(source_id) is not None

    def was_in_galleries(self, number: int) -> bool:
        """Whether a gallery showed this attachment: neither a private one nor a trashed one."""
        item = self._catalogue.item(number)
        return item is None or (item.status in ("inherit", "publish") and not item.is_restricted)

    def note_taken(self, number: int, *, is_image: bool) -> None:
        """In a dry run: the file of this attachment would be here."""
        self._taken[number] = Found("image" if is_image else "document")

    def _attachment(self, number: int | None, address: str) -> Any:
        by_number = self._catalogue.attachment(number) if number else None
        return by_number or (self._catalogue.attachment_at(address) if address else None)

    def _earlier(self, href: str) -> Found | None:
        """What an earlier run brought from there."""
        if page := self._from_before.page(href):
            return Found("page", page)
        if file := self._earlier_file(None, href):
            return file
        path = self._from_before.address(href)
        return Found("address", address=settings.FRONTEND_URL + path) if path else None

    def _earlier_file(self, number: int | None, address: str) -> Found | None:
        file = self._from_before.file(number, address)
        if isinstance(file, CustomImage):
            return Found("image", file.pk, alt=file.description)
        return Found("document", file.pk) if file else None

    def _media(self, number: int) -> Found | None:
        if number in self._taken:
            return self._taken[number]
        known = self._ledger.get(number)
        if known and known.image_id:
            return Found("image", known.image_id)
        if known and known.document_id:
            return Found("document", known.document_id)
        return None

    def _page(self, item: Any) -> Found | None:
        if left_out(item.kind, item.status):
            return None
        known = self._ledger.get(item.id)
        if known is None:
            return Found("page") if self._is_dry else LATER
        return Found("page", known.page_id) if known.page_id else None
