"""Pure: turns pictures embedded in the text of a post into attachments of it.

Text pasted from a mail program contains <img src="data:image/png;base64,…">.
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterable, Iterator
from html import unescape

from archive.imports.ids import Given, given_id

from .records import Item, Record

_PICTURE = re.compile(r"""\bsrc=["'](data:image/[^"']+)["']""", re.IGNORECASE)
# A placeholder for a picture that is loaded later.
_LATE = re.compile(r"<img\b[^>]*\bdata-(?:lazy-)?src=[^>]*>", re.IGNORECASE)
_DATA = re.compile(
    r"data:image/(png|jpe?g|gif|webp|avif|bmp);base64,(.+)", re.IGNORECASE | re.DOTALL
)
_MOST = 1_000  # per post


def with_inline_pictures(records: Iterable[Record]) -> Iterator[Record]:
    """The records, with an attachment for every picture in an item's text before the item."""
    for record in records:
        if isinstance(record, Item) and "data:image/" in record.content:
            content = _LATE.sub("", record.content)
            addresses = dict.fromkeys(map(unescape, _PICTURE.findall(content)))
            yield from (_attachment(record, address) for address in [*addresses][:_MOST])
        yield record


def decoded_picture(address: str) -> tuple[str, bytes] | None:
    """A file name and the bytes of a data address; None if it cannot be decoded."""
    match = _DATA.fullmatch(address.strip())
    if not match:
        return None
    try:
        return f"picture.{match[1].lower()}", b64decode("".join(match[2].split()), validate=True)
    except ValueError:
        return None


def _attachment(item: Item, address: str) -> Item:
    return Item(
        id=given_id(Given.INLINE_PICTURE, f"{item.id} {address}".encode()),
        kind="attachment",
        title=item.title,
        status="inherit",
        parent=item.id,
        attachment_url=address,
        offset=item.offset,
    )
