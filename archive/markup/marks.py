"""Pure: characters for the marks that browsers add around quotations and readings."""

from __future__ import annotations

# For outer and inner quotations (CLDR).
_QUOTES = {
    "ja": "「」『』",
    "zh": "“”‘’",
    "fr": "«»‹›",
    "de": "„“‚‘",
}
_ENGLISH = "“”‘’"
_BRACKETS = {"(": ")", "（": "）"}


class Marks:
    """The open <q> and <ruby> elements."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._quotes: list[str] = []  # the closing marks of the open quotations
        self._reading = ""  # the closing bracket of the open reading

    def opened(self, name: str, attributes: dict[str, str], before: str) -> str:
        """The mark at the start of an element; `before` is the text before it."""
        if name == "q":
            language = attributes.get("lang", self._language)[:2].lower()
            marks = _QUOTES.get(language, _ENGLISH)
            level = 2 * (len(self._quotes) % 2)
            self._quotes.append(marks[level + 1])
            return marks[level]
        if name == "rt" and not before.rstrip().endswith(tuple(_BRACKETS)):  # and it has no <rp>
            bracket = "(" if before.isascii() else "（"
            closing = self.closed("rt")  # of a reading without an end tag
            self._reading = _BRACKETS[bracket]
            return closing + bracket
        return self.closed("rt") if name in ("rb", "rp") else ""

    def closed(self, name: str) -> str:
        """The mark at the end of an element."""
        if name == "q" and self._quotes:
            return self._quotes.pop()
        if name in ("rt", "ruby"):
            mark, self._reading = self._reading, ""
            return mark
        return ""
