"""Redirects from files, and from their attachment pages on the old site."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Page

from archive.wordpress.export.addresses import key
from archive.wordpress.export.catalogue import Attachment, Catalogue
from archive.wordpress.export.item_addresses import has_own_path, root_of
from archive.wordpress.load.bookkeeping.ledger import Ledger
from cms.visibility.gate import closed_collections_now
from media.models import CustomImage
from media.renditions import filter_spec, signed_path

from .writer import RedirectWriter


def file_redirects(
    attachment: Attachment, catalogue: Catalogue, ledger: Ledger, writer: RedirectWriter
) -> Iterator[tuple[str, Page | str]]:
    """Redirects from a file to the same file here, and from its attachment page to its post."""
    imported_item = ledger.get(attachment.id)
    file = imported_item and (imported_item.image or imported_item.document)
    # An unreviewed file's address works once somebody has reviewed it.
    if file and closed_collections_now().filter(pk=file.collection_id).exists():
        return
    address = catalogue.hosts.own(attachment.url)
    if file and key(address, catalogue.site.url):
        yield urlsplit(address).path, address_of(file)
    parent = ledger.get(attachment.parent) if attachment.parent else None
    for old_path in _pages_of(attachment, catalogue, writer):
        if parent and parent.page:
            yield old_path, parent.page
        elif file:
            yield old_path, address_of(file)


def _pages_of(
    attachment: Attachment, catalogue: Catalogue, writer: RedirectWriter
) -> Iterator[str]:
    item, url = catalogue.item(attachment.id), catalogue.site.url
    if item is None or item.status not in ("inherit", "publish") or item.is_restricted:
        return
    yield f"{root_of(url)}/?attachment_id={item.id}"
    yield f"{root_of(url)}/?p={item.id}"
    if has_own_path(item.link, url) and not writer.owner(item.link, other_than=item.id):
        yield urlsplit(item.link).path


def address_of(file: Any) -> str:
    """The address of the file for readers, or of the largest rendition that they may have."""
    path = signed_path(file.pk, filter_spec()) if isinstance(file, CustomImage) else file.url
    return f"{settings.WAGTAILADMIN_BASE_URL}{path}"
