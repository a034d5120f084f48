"""What a comparison looks at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from wagtail.models import Page

from cms.record.chunks import chunks
from cms.record.models import PAGES
from cms.record.subjects import Subject, subjects
from cms.record.trees import parents_first


@dataclass
class Touched:
    """What may have changed: rows by subject, and whether anything may have opened or closed."""

    keys: dict[str, set[int]] = field(default_factory=dict)
    anything: bool = False
    who: str = ""
    # Pages among them that only moved with another one: their words need not be read.
    along: set[int] = field(default_factory=set)

    def add(self, subject: str, keys: Iterable[int]) -> None:
        self.keys.setdefault(subject, set()).update(keys)

    def parts(self) -> Iterator[Touched]:
        """The same rows in small parts; those come first that the others' use depends on, and a
        page before those below it.
        """
        yield from self._in_chunks(0)

    def halves(self) -> list[Touched]:
        """The same rows in two parts; empty if there is only one row."""
        count = sum(map(len, self.keys.values()))
        return list(self._in_chunks((count + 1) // 2)) if count > 1 else []

    def _in_chunks(self, size: int) -> Iterator[Touched]:
        rows = [(s.name, key) for s in subjects() for key in self._in_order(s)]
        for chunk in chunks(rows, size):
            part = Touched(
                who=self.who, along={key for name, key in chunk if name == PAGES} & self.along
            )
            for subject, key in chunk:
                part.add(subject, [key])
            yield part

    def __str__(self) -> str:
        return ", ".join(
            f"{name} {key}" for name, keys in self.keys.items() for key in sorted(keys)
        )

    def _in_order(self, subject: Subject) -> list[int]:
        keys = self.keys.get(subject.name, ())
        return parents_first(keys) if issubclass(subject.model, Page) else sorted(keys)


class TooMuchError(Exception):
    """Raised if more pages depend on the touched ones than were to be compared."""
