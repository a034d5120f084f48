"""What the import wrote of a file, to tell whether anybody has changed it since."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from archive.models import ImportedItem

from .collections import OPEN

_DIGITS = 24  # hexadecimal, of each digest: the ledger's column has room for 64 characters


@dataclass(frozen=True)
class FileState:
    """Digests of its bytes and texts ("" for what the import did not write), and its visibility."""

    file: str = ""
    words: str = ""
    is_open: bool = False

    @classmethod
    def of(cls, file: Any) -> FileState:
        """The present state of an image or a document."""
        words = _digest(file.title, getattr(file, "description", ""))
        return cls(file.original_sha256[:_DIGITS], words, file.collection.name == OPEN)

    @classmethod
    def of_new(cls, content: bytes, title: str, description: str) -> FileState:
        """The state of a file with this content and these texts."""
        return cls(sha256(content).hexdigest()[:_DIGITS], _digest(title, description))

    @classmethod
    def read(cls, written_digest: str) -> FileState | None:
        """The state as stored in the ledger; None if there is none."""
        parts = written_digest.split(" ")
        return cls(parts[0], parts[1], parts[2] == "open") if len(parts) == 3 else None

    def __str__(self) -> str:
        return f"{self.file} {self.words} {'open' if self.is_open else 'closed'}"


def is_edited(part: str, current: FileState, rows: Iterable[ImportedItem]) -> bool:
    """Whether the file's bytes or texts differ from what the import wrote for these items."""
    states = [FileState.read(row.written_digest) for row in rows]
    written_digests = {getattr(state, part) for state in states if state} - {""}
    return None in states or (
        bool(written_digests) and getattr(current, part) not in written_digests
    )


def _digest(title: str, description: str) -> str:
    words = f"{title}\n{description}"
    return sha256(words.encode(errors="surrogatepass")).hexdigest()[:_DIGITS]
