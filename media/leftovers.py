"""Files that were written for a row that was never saved.

If the process was killed in between, only code that gives files a key of its own, and repeats it,
can find them (`file_key` of `media.storage.sealed`). Or somebody left the form that completes an
upload: Wagtail would keep the file forever.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone
from wagtail.models import UploadedFile

from .originals.destroying import is_in_use, is_kept
from .storage.backends import PRIVATE


def delete_leftovers(key: str, suffix: str) -> None:
    """Delete the files with this key, unless a picture or document has or had the original."""
    original = f"originals/{key}{suffix.lower()[:10]}"
    # The original is written first, and deleted last.
    if not PRIVATE.exists(original) or is_in_use(original) or is_kept(original):
        return
    for folder in (f"images/{key}", f"documents/{key}"):
        for name in _inside(folder):
            PRIVATE.delete(name)
    PRIVATE.delete(original)


def delete_unfinished_uploads() -> int:
    """Delete uploads that are in an unsent form for more than a day; return how many."""
    before, count = timezone.now() - timedelta(days=1), 0
    for upload in UploadedFile.objects.all():
        storage, name = upload.file.storage, upload.file.name
        is_there = storage.exists(name)
        if not is_there or storage.get_modified_time(name) < before:
            upload.delete()
            if is_there:
                storage.delete(name)
            count += 1
    return count


def _inside(folder: str) -> Iterator[str]:
    try:
        _, names = PRIVATE.listdir(folder)
    except FileNotFoundError:
        return
    yield from (f"{folder}/{name}" for name in names)
