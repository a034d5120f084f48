"""Rewrites content streams token by token: operators that draw, with their operands.

Comments, unknown operators and surplus operands are dropped. Names are replaced. An inline picture
becomes a separate object. The content of hidden layers is dropped. Letters that cannot be read
back, to check whether they are visible, are refused.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import cache
from typing import Any

import pikepdf
from pikepdf import Array, ContentStreamInstruction, Dictionary, Name, Operator, String

from .keeping import Copy, Unclean, anew, fill, language, number, numbers, plain_name
from .lettering import Lettering
from .structure import TYPES

# The number of numeric operands of an operator: PDF 32000-1:2008, annex A.
NUMBERS = {
    "w": 1, "J": 1, "j": 1, "M": 1, "i": 1, "cm": 6, "m": 2, "l": 2, "c": 6, "v": 4, "y": 4,
    "re": 4, "Tc": 1, "Tw": 1, "Tz": 1, "TL": 1, "Tr": 1, "Ts": 1, "Td": 2, "TD": 2, "Tm": 6,
    "g": 1, "G": 1, "rg": 3, "RG": 3, "k": 4, "K": 4, "d0": 2, "d1": 6,
}  # fmt: skip
ALONE = {
    "q", "Q", "h", "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "n", "W", "W*", "BT", "ET", "T*",
}  # fmt: skip
PAINTING = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*"}
SHOWING = {"Tj", "'", '"', "TJ"}
VISIBLE = {*PAINTING, *SHOWING, "Do", "sh"}
RESOURCES = {"Do": "/XObject", "gs": "/ExtGState", "sh": "/Shading", "Tf": "/Font"}
COLOURS = {"cs", "CS", "scn", "SCN", "sc", "SC"}
DEVICE_COLOURS = ("DeviceGray", "DeviceRGB", "DeviceCMYK", "Pattern")
BARE = ("Artifact", "ReversedChars")  # marks that are meaningful without properties
PROPERTIES = {"/MCID": number, "/Lang": language}
INTENTS = ("AbsoluteColorimetric", "RelativeColorimetric", "Saturation", "Perceptual")


_operator = cache(Operator)


def _is_plain(operator: str, operands: list[Any]) -> bool:
    """Whether it takes only numbers, and has the right number of them."""
    return NUMBERS.get(operator) == len(operands) and all(
        type(value) in (int, Decimal) for value in operands
    )


class Drawing:
    """A content stream being copied to the target."""

    def __init__(self, copy: Copy, resources: Any, matrix: Any = None) -> None:
        """Begin a page's content stream, or, with a matrix, one that others use."""
        self.copy, self.resources = copy, resources
        self.lettering = Lettering(matrix)
        self.instructions: list[Any] = []
        self.marks: list[str] = []  # the state of each open marked content: kept, hidden or dropped

    def rewrite(self, stream: Any) -> bytes:
        for instruction in pikepdf.parse_content_stream(stream):
            operator = str(instruction.operator)
            operands = list(instruction.operands)
            if operator == "INLINE IMAGE":
                self._inline(operands[0])
            elif _is_plain(operator, operands):  # most operators
                self.instructions.append(instruction)
                self.lettering.follow(operator, operands)
            else:
                self._instruction(operator, operands)
        for mark in reversed(self.marks):
            if mark == "kept":
                self._write("EMC")
        return pikepdf.unparse_content_stream(self.instructions)

    def _write(self, operator: str, *operands: Any) -> None:
        self.instructions.append(ContentStreamInstruction(list(operands), _operator(operator)))
        self.lettering.follow(operator, operands)

    def _instruction(self, operator: str, operands: list[Any]) -> None:
        if operator in VISIBLE and "hidden" in self.marks:
            if operator in PAINTING:
                self._write("n")  # ends a path, which clips what follows
        elif operator in ALONE:
            self._write(operator)
        elif rewrite := REWRITERS.get(operator):
            rewrite(self, operator, operands)

    def _numbers(self, operator: str, operands: list[Any]) -> None:
        self._last_numbers(operator, operands, NUMBERS[operator])

    def _last_numbers(self, operator: str, operands: list[Any], count: int, *before: Any) -> None:
        values = [value for value in operands if number(self.copy, value) is not None]
        if len(values) >= count:
            self._write(operator, *before, *values[-count:])

    def _dash(self, operator: str, operands: list[Any]) -> None:
        if operands and isinstance(operands[0], Array):
            self._last_numbers(operator, operands[1:], 1, numbers(self.copy, operands[0]))

    def _intent(self, operator: str, operands: list[Any]) -> None:
        if operands and plain_name(operands[0]) in INTENTS:
            self._write(operator, anew(plain_name(operands[0])))

    def _show(self, operator: str, operands: list[Any]) -> None:
        if not operands:
            return
        *spacing, letters = operands
        if _has_letters(letters) and (self.copy.is_unread or not self.lettering.is_legible()):
            raise Unclean("letters that cannot be read again")
        self._note_shown(letters)
        if operator == "TJ" and isinstance(letters, Array):
            parts = [
                part
                for part in letters.as_list()
                if isinstance(part, String) or number(self.copy, part) is not None
            ]
            self._write("TJ", Array(parts))
        elif isinstance(letters, String):
            values = [value for value in spacing if number(self.copy, value) is not None]
            self._write(operator, *(values[-2:] if operator == '"' else ()), letters)

    def _note_shown(self, letters: Any) -> None:
        """Note which glyphs of its font a text shows."""
        font = self.resources.copied("/Font", self.lettering.font)
        if font is None:
            self.copy.shows_unknown_font = True
        elif font.is_indirect:
            self.copy.shown_codes[font.objgen].update(*map(bytes, _strings(letters)))

    def _use(self, operator: str, operands: list[Any]) -> None:
        name, *surplus = operands or [None]
        new_name = self.resources.use(RESOURCES[operator], name)
        if operator == "Tf":
            if new_name is None:
                raise Unclean("a font that is missing in it")
            self._last_numbers("Tf", surplus, 1, new_name)
        elif new_name is not None:
            self._write(operator, new_name)

    def _colour(self, operator: str, operands: list[Any]) -> None:
        name = operands[-1] if operands and isinstance(operands[-1], Name) else None
        if operator.lower() == "cs":
            is_device = plain_name(name) in DEVICE_COLOURS
            space = name if is_device else self.resources.use("/ColorSpace", name)
            if space is not None:
                self._write(operator, space)
            return
        values = [value for value in operands if number(self.copy, value) is not None]
        if name is None:
            self._write(operator, *values)
        elif (pattern := self.resources.use("/Pattern", name)) is not None:
            self._write(operator, *values, pattern)

    def _inline(self, picture: Any) -> None:
        if "hidden" not in self.marks and (name := self.resources.add_inline(picture)):
            self._write("Do", name)

    def _end(self, operator: str, _operands: list[Any]) -> None:
        if self.marks and self.marks.pop() == "kept":
            self._write(operator)

    def _begin(self, _operator: str, operands: list[Any]) -> None:
        """Keep the link from the content to the structure tree, and its language."""
        tag, properties, *_surplus = [*operands, None, None]
        if isinstance(properties, Name):
            properties = self.resources.properties(properties)
        if plain_name(tag) == "OC":
            self.marks.append("hidden" if self.copy.is_hidden(properties) else "dropped")
            return
        marked = Dictionary()
        if isinstance(properties, Dictionary):
            fill(self.copy, marked, properties, PROPERTIES)
        self.marks.append("kept" if marked or plain_name(tag) in BARE else "dropped")
        if self.marks[-1] == "kept":
            name = plain_name(tag)
            self._write("BDC", anew(name if name in {*TYPES, *BARE} else "Span"), marked)


def _has_letters(operand: Any) -> bool:
    return any(bytes(part).strip(b"\0 ") for part in _strings(operand))


def _strings(operand: Any) -> list[Any]:
    parts = operand.as_list() if isinstance(operand, Array) else [operand]
    return [part for part in parts if isinstance(part, String)]


Rewriter = Callable[[Drawing, str, list[Any]], None]
REWRITERS: dict[str, Rewriter] = {
    **dict.fromkeys(NUMBERS, Drawing._numbers),
    **dict.fromkeys(SHOWING, Drawing._show),
    **dict.fromkeys(RESOURCES, Drawing._use),
    **dict.fromkeys(COLOURS, Drawing._colour),
    **dict.fromkeys(("BMC", "BDC"), Drawing._begin),
    "EMC": Drawing._end,
    "d": Drawing._dash,
    "ri": Drawing._intent,
}
