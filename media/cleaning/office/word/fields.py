"""Fields of a Word file: what they show is read, their code is not."""

from __future__ import annotations

from dataclasses import dataclass

from media.cleaning.office.markup import Element, name_of, value_of

MARKS = ("w:fldChar", "w:instrText")


@dataclass
class _Field:
    code: str = ""
    is_result: bool = False


class Fields:
    """Those that have begun and not ended at the place that is being read, one in another."""

    def __init__(self) -> None:
        self._open: list[_Field] = []

    def meet(self, mark: Element) -> bool:
        """Take a mark of one; tell whether the number of the page is shown from here."""
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
        """Whether somebody sees what stands here: no code, and no number that is told otherwise."""
        return all(field.is_result and not counts_pages(field.code) for field in self._open)


def counts_pages(code: str | None) -> bool:
    return (code or "").split()[:1] == ["PAGE"]
