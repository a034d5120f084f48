"""What the import itself made of a file: whether anybody has changed anything about it since."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

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
        words = f"{file.title}\n{getattr(file, 'description', '')}"
        return cls(file.original_sha256[:_MARK], _mark(words), file.collection.name == OPEN)

    @classmethod
    def read(cls, written: str) -> FileState | None:
        """As the ledger has it; None where nothing was kept."""
        parts = written.split(" ")
        return cls(parts[0], parts[1], parts[2] == "open") if len(parts) == 3 else None

    def __str__(self) -> str:
        return f"{self.file} {self.words} {'open' if self.is_open else 'closed'}"


def _mark(words: str) -> str:
    return sha256(words.encode()).hexdigest()[:_MARK]
