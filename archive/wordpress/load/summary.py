"""What a run came to, for the terminal and for the end of the report's file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from archive.models import ImportRun

from .bookkeeping.outcomes import Outcome


@dataclass
class Summary:
    """What a run came to."""

    pages: Counter[str] = field(default_factory=Counter)  # by what happened
    files: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)
    losses: int = 0
    errors: int = 0
    to_review: int = 0
    notes: list[str] = field(default_factory=list)  # about the file itself
    run: ImportRun | None = None

    def add(self, outcome: Outcome) -> None:
        counter = self.files if outcome.is_file else self.pages
        counter[outcome.action.value] += 1
        if outcome.model and not outcome.is_file:
            self.types[outcome.model] += 1
        self.losses += bool(outcome.losses)
        self.errors += outcome.is_error
        self.to_review += bool(outcome.notes)

    def data(self) -> dict[str, Any]:
        """The summary as it stands at the end of the report's file."""
        return {
            "pages": self.pages,
            "files": self.files,
            "types": self.types,
            "withLosses": self.losses,
            "errors": self.errors,
            "toReview": self.to_review,
            "notes": self.notes,
        }

    def lines(self) -> Iterator[str]:
        """The summary in lines for a person to read."""
        for name, counter in (("Pages", self.pages), ("Files", self.files), ("Types", self.types)):
            counts = ", ".join(f"{number:,} {word}" for word, number in sorted(counter.items()))
            yield f"{name}: {counts.replace('_', ' ') or 'none'}."
        yield f"With losses: {self.losses:,}. Errors: {self.errors:,}."
        yield f"For an editor to look at: {self.to_review:,}."
        yield from self.notes
