"""The data of the toy schema: numbers, from which all values and all failures follow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cms.graphql.errors import BadUserInput

DEEPEST = 6
KINDS: list[Any] = []  # the object types, set by their module


@dataclass(frozen=True, eq=False)
class Thing:
    """A number from which all values of an object follow."""

    number: int
    depth: int = 0
    kind: int = 0

    def below(self, count: int, *, mixed: bool = False) -> list[Thing]:
        """Some further things; none beyond a depth, so that answers end."""
        if self.depth >= DEEPEST:
            return []
        numbers = [(self.number * 7 + index * 3 + 1) % 97 for index in range(count)]
        return [Thing(number, self.depth + 1, number % 3 * mixed) for number in numbers]

    def child(self) -> Thing | None:
        return next(iter(self.below(self.number % 4)), None)

    def every(self, divisor: int, value: Any, otherwise: Any) -> Any:
        return otherwise if self.number % divisor == 0 else value

    def refuse(self, divisor: int, place: str) -> None:
        """Fail sometimes: with a message for the client, or with one that it must not see."""
        if self.number % divisor == 0:
            if self.number % 2:
                raise BadUserInput(f"{self.number} fails in {place}")
            raise ValueError(f"nobody may read this: {place}")

    @property
    def graphql_type(self) -> Any:
        """The type for objects of an abstract type, as the kit requests it."""
        return KINDS[self.kind]
