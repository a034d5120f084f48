"""Pure: the marks that browsers draw around quotations and readings, as characters."""

from __future__ import annotations

# Of the outer and of the inner quotation (CLDR).
_QUOTES = {
    "ja": "「」『』",
    "zh": "“”‘’",
    "fr": "«»‹›",
    "de": "„“‚‘",
}
_ENGLISH = "“”‘’"
_BRACKETS = {"(": ")", "（": "）"}


class Marks:
    """<q> and <ruby> while they are open."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._quotes: list[str] = []  # the closing marks of those that are open
        self._reading = ""  # the closing bracket of the reading that is open

    def opened(self, name: str, attributes: dict[str, str], before: str) -> str:
        """The mark where an element begins; `before` are the words that stand there."""
        if name == "q":
            language = attributes.get("lang", self._language)[:2].lower()
            marks = _QUOTES.get(language, _ENGLISH)
            level = 2 * (len(self._quotes) % 2)
            self._quotes.append(marks[level + 1])
            return marks[level]
        if name == "rt" and not before.rstrip().endswith(tuple(_BRACKETS)):  # nor has it an <rp>
            bracket = "(" if before.isascii() else "（"
            closing = self.closed("rt")  # of a reading that no tag has ended
            self._reading = _BRACKETS[bracket]
            return closing + bracket
        return self.closed("rt") if name in ("rb", "rp") else ""

    def closed(self, name: str) -> str:
        """The mark where an element ends."""
        if name == "q" and self._quotes:
            return self._quotes.pop()
        if name in ("rt", "ruby"):
            mark, self._reading = self._reading, ""
            return mark
        return ""
