"""Fields of a Word file: their results are read, their code is not."""

from __future__ import annotations

from dataclasses import dataclass

from media.cleaning.office.markup import Element, name_of, value_of

MARKS = ("w:fldChar", "w:instrText")


@dataclass
class _Field:
    code: str = ""
    is_result: bool = False


class Fields:
    """The nested fields that are open at the current place."""

    def __init__(self) -> None:
        self._open: list[_Field] = []

    def meet(self, mark: Element) -> bool:
        """Process a field mark; return whether a page number is shown from here."""
        if name_of(mark) == "w:instrText":
            if self._open and not self._open[-1].is_result:
                self._open[-1].code += mark.text or ""
            return False
        kind = value_of(mark, "w:fldCharType")
        if kind == "begin":
            self._open.append(_Field())
        elif kind == "end" and self._open:
            self._open.pop()
        elif kind == "separate" and self._open:
            self._open[-1].is_result = True
            return counts_pages(self._open[-1].code)
        return False

    @property
    def is_seen(self) -> bool:
        """Whether content here is visible: neither code nor a number that is generated anyway."""
        return all(field.is_result and not counts_pages(field.code) for field in self._open)


def counts_pages(code: str | None) -> bool:
    return (code or "").split()[:1] == ["PAGE"]
