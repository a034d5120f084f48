"""Files that were written for a row that never came, as their writer was killed in between.

Only who gives files a key of its own, and gives the same one again, can find them: `file_key` of
`media.storage.sealed`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .models import CustomDocument, CustomImage
from .storage.backends import PRIVATE, PUBLIC


def delete_leftovers(key: str, suffix: str) -> None:
    """Delete the files of this key, unless a picture or document has them."""
    original = f"originals/{key}{suffix.lower()[:10]}"
    # It is written before all others, and here it is deleted after them.
    if not PRIVATE.exists(original) or _is_named(original):
        return
    for storage, folder in ((PUBLIC, f"images/{key}"), (PRIVATE, f"documents/{key}")):
        for name in _inside(storage, folder):
            storage.delete(name)
    PRIVATE.delete(original)


def _is_named(original: str) -> bool:
    return any(
        model._base_manager.filter(original=original).exists()
        for model in (CustomImage, CustomDocument)
    )


def _inside(storage: Any, folder: str) -> Iterator[str]:
    try:
        _, names = storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (f"{folder}/{name}" for name in names)
