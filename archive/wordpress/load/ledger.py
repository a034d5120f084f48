"""What has been imported from one old site: nothing of it twice."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from archive.models import ImportedItem
from archive.wordpress.export.records import Item


class Ledger:
    """The items of a site that are here already, by their ID there."""

    def __init__(self, site: str) -> None:
        self.site = site[:255]

    def get(self, source_id: int) -> ImportedItem | None:
        return self._items.filter(source_id=source_id).first()

    def of(self, source_ids: Iterable[int]) -> dict[int, ImportedItem]:
        found = self._items.filter(source_id__in=set(source_ids))
        return {item.source_id: item for item in found}

    def incomplete(self) -> set[int]:
        """Those that wait for something: a link to what was not there yet, a picture."""
        waiting = self._items.filter(is_complete=False).values_list("source_id", flat=True)
        return set(waiting)

    def keep(self, item: Item, **values: Any) -> ImportedItem:
        defaults = {"kind": item.kind[:40], "source_digest": digest_of(item), **values}
        kept, _ = ImportedItem.objects.update_or_create(
            site=self.site, source_id=item.id, defaults=defaults
        )
        return kept

    @property
    def _items(self) -> Any:
        return ImportedItem.objects.filter(site=self.site)


def digest_of(item: Item) -> str:
    """Of all that the export says about an item; where in the file it stands says nothing."""
    values = {
        name: value for name, value in vars(item).items() if name not in ("offset", "comments")
    }
    return sha256(repr(sorted(values.items())).encode(errors="surrogatepass")).hexdigest()
