"""The imported items of an old site, so that none is imported twice."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from archive.models import ImportedItem
from archive.wordpress.export.records import Item
from media.models import CustomImage

_NOT_TAKEN = {"offset", "comments", "fields_with_words", "language_is_guessed"}


class Ledger:
    """The items of a site that were imported, by their ID there."""

    def __init__(self, site: str) -> None:
        self.site = site[:255]

    def get(self, source_id: int) -> ImportedItem | None:
        return ImportedItem.objects.filter(site=self.site, source_id=source_id).first()

    def rows_of(self, file: Any) -> list[ImportedItem]:
        """The items that became this image or document."""
        return list(ImportedItem.objects.filter(site=self.site, **pointing_to(file)))

    def keep(self, item: Item, **values: Any) -> ImportedItem:
        defaults = {"kind": item.kind[:40], "source_digest": digest_of(item), **values}
        return ImportedItem.objects.update_or_create(
            site=self.site, source_id=item.id, defaults=defaults
        )[0]


def pointing_to(file: Any) -> dict[str, Any]:
    """The column in which a row refers to this image or document."""
    return {"image" if isinstance(file, CustomImage) else "document": file}


def digest_of(item: Item) -> str:
    """A digest of all that the export says about an item, except its position in the file."""
    values = {name: value for name, value in vars(item).items() if name not in _NOT_TAKEN}
    return sha256(repr(sorted(values.items())).encode(errors="surrogatepass")).hexdigest()
