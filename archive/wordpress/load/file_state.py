"""What the import itself made of a file: whether anybody has changed anything about it since."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from archive.models import ImportedItem

from .collections import OPEN

_MARK = 24  # hexadecimal digits of each digest: the ledger's column has room for 64 characters


@dataclass(frozen=True)
class FileState:
    """Its bytes, its words, and whether readers may have it; "" for what is not the import's."""

    file: str = ""
    words: str = ""
    is_open: bool = False

    @classmethod
    def of(cls, file: Any) -> FileState:
        """As the file is now, an image or a document."""
        words = _mark(file.title, getattr(file, "description", ""))
        return cls(file.original_sha256[:_MARK], words, file.collection.name == OPEN)

    @classmethod
    def of_new(cls, content: bytes, title: str, description: str) -> FileState:
        """As a file would be that is made of these."""
        return cls(sha256(content).hexdigest()[:_MARK], _mark(title, description))

    @classmethod
    def read(cls, written: str) -> FileState | None:
        """As the ledger has it; None where nothing was kept."""
        parts = written.split(" ")
        return cls(parts[0], parts[1], parts[2] == "open") if len(parts) == 3 else None

    def __str__(self) -> str:
        return f"{self.file} {self.words} {'open' if self.is_open else 'closed'}"


def is_edited(part: str, now: FileState, rows: Iterable[ImportedItem]) -> bool:
    """Whether the file's bytes or words are no longer as the import made them for these items."""
    states = [FileState.read(row.written_digest) for row in rows]
    marks = {getattr(state, part) for state in states if state} - {""}
    return None in states or (bool(marks) and getattr(now, part) not in marks)


def _mark(title: str, description: str) -> str:
    words = f"{title}\n{description}"
    return sha256(words.encode(errors="surrogatepass")).hexdigest()[:_MARK]
