"""The size of drawn letters: too small or too flat ones are invisible, and cannot be read back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Matrix = tuple[float, ...]  # the first four of six numbers, which rotate and scale
UPRIGHT: Matrix = (1, 0, 0, 1)
SMALLEST = 0.02  # units of a page, 1/72 inch; a form may be enlarged
FLATTEST = 200  # ratio of length to height, or of height to length


class Lettering:
    """What determines the size of letters at a place in a content stream."""

    def __init__(self, matrix: Matrix | None = None) -> None:
        """Begin a form with its own matrix, or the page itself."""
        is_page = matrix is None
        self.smallest = SMALLEST if is_page else 0.0
        self.outer: Matrix = UPRIGHT if matrix is None else matrix
        self.line = UPRIGHT
        self.size = 0.0 if is_page else 1.0  # a page shows nothing before a font is set
        self.width = 100.0
        self.font: Any = None  # its name
        self._kept: list[tuple[Matrix, float, float, Any]] = []

    def follow(self, operator: str, operands: Any) -> None:
        if step := STEPS.get(operator):
            step(self, operands)

    def is_legible(self) -> bool:
        letter = (self.size * self.width / 100, 0, 0, self.size)
        a, b, c, d = _product(_product(letter, self.line), self.outer)
        extent = a * a + b * b + c * c + d * d  # the sum of the squares of length and height
        return extent > 2 * self.smallest**2 and extent < FLATTEST * abs(a * d - b * c)

    def _concatenate(self, operands: Any) -> None:
        self.outer = _product(_numbers(operands[:4]), self.outer)

    def _set_line(self, operands: Any) -> None:
        self.line = _numbers(operands[:4])

    def _begin(self, _operands: Any) -> None:
        self.line = UPRIGHT

    def _set_size(self, operands: Any) -> None:
        self.font, self.size = operands[0], float(operands[1])

    def _set_width(self, operands: Any) -> None:
        self.width = float(operands[0])

    def _keep(self, _operands: Any) -> None:
        self._kept.append((self.outer, self.size, self.width, self.font))

    def _go_back(self, _operands: Any) -> None:
        if self._kept:
            self.outer, self.size, self.width, self.font = self._kept.pop()


STEPS: dict[str, Callable[[Lettering, Any], None]] = {
    "cm": Lettering._concatenate,
    "Tm": Lettering._set_line,
    "BT": Lettering._begin,
    "Tf": Lettering._set_size,
    "Tz": Lettering._set_width,
    "q": Lettering._keep,
    "Q": Lettering._go_back,
}


def _numbers(values: Any) -> Matrix:
    return tuple(map(float, values))


def _product(first: Matrix, second: Matrix) -> Matrix:
    a, b, c, d = first
    e, f, g, h = second
    return (a * e + b * g, a * f + b * h, c * e + d * g, c * f + d * h)
