"""Pure: repairs broken exports, and names each repair by its place and a remedy.

Plugins, editors and bad disks break old files in few ways: a byte that is not UTF-8, a bare “&” in
an address, content after the end. Only strict mode refuses such files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from archive.markup.parts import Note
from archive.markup.sentences import message

_MOST = 100  # are named; the others are counted
_MARK = re.compile(
    r"<!\[CDATA\[|<!--|&(?!(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,8}|[a-zA-Z][a-zA-Z0-9]{1,31});)"
)
_CLOSING = {"<![CDATA[": "]]>", "<!--": "-->"}  # of what is read as it is
_HELD = 40  # characters at the end of a piece that may be incomplete
_NO_TEXT = re.compile("[\udc80-\udcff]+")  # undecodable bytes, as Python represents them
_SHOWN = 40  # bytes of one place in a note
_BARE = message(
    "Line %(line)s, column %(column)s: a bare “&” was read as it stands. Write “&amp;”."
)
_NO_UTF_8 = message(
    "Line %(line)s, column %(column)s: what is no UTF-8 (%(bytes)s) was read as “%(text)s”, as in "
    "Windows-1252."
)


class Repairs:
    """The repairs made while reading a file."""

    def __init__(self) -> None:
        self.notes: list[Note] = []
        self.count = 0
        self.unknown_bytes = 0  # bytes that Windows-1252 lacks, too

    def add(self, note: Note) -> None:
        self.count += 1
        if len(self.notes) < _MOST:
            self.notes.append(note)

    def text(self, pieces: Iterable[str]) -> Iterator[str]:
        """The text as valid XML: other bytes as Windows-1252, and a bare “&” as “&amp;”."""
        line, column, position, closing, carried = 1, 1, 0, "", ""
        for piece, is_last in _with_last(pieces):
            text = carried + piece
            end = len(text) if is_last else max(0, len(text) - _HELD)
            cuts: list[tuple[int, int, str]] = []
            for bad in _NO_TEXT.finditer(text, 0, end):
                stop = min(bad.end(), end)
                cuts.append((bad.start(), stop, _as_windows_1252(text[bad.start() : stop])))
            while position < end:
                if closing:
                    start = text.find(closing, position)
                    is_closed = 0 <= start < end
                    position, closing = (start + 3, "") if is_closed else (end, closing)
                    continue
                mark = _MARK.search(text, position)
                if mark is None or mark.start() >= end:
                    position = end
                elif mark[0] == "&":
                    cuts.append((mark.start(), mark.end(), "&amp;"))
                    position = mark.end()
                else:
                    closing, position = _CLOSING[mark[0]], mark.end()
            yield from self._cut(text, end, sorted(cuts), line, column)
            lines = text.count("\n", 0, end)
            column = end - text.rfind("\n", 0, end) if lines else column + end
            line += lines
            carried, position = text[end:], position - end

    def _cut(
        self, text: str, end: int, cuts: list[tuple[int, int, str]], line: int, column: int
    ) -> Iterator[str]:
        last = 0
        for start, stop, instead in cuts:
            row = line + text.count("\n", 0, start)
            place = start - text.rfind("\n", 0, start) if row > line else column + start
            where = {"line": f"{row:,}", "column": f"{place:,}"}
            if instead == "&amp;":
                self.add(Note("repaired", _BARE, where))
            else:
                self.unknown_bytes += sum("\x80" <= character <= "\x9f" for character in instead)
                self.add(Note("repaired", _NO_UTF_8, where | _bytes(text[start:stop], instead)))
            yield text[last:start] + instead
            last = stop
        yield text[last:end]


def _as_windows_1252(escaped: str) -> str:
    """Decode what databases of that time contained.

    The five bytes without a character become controls, as in browsers (WHATWG, Encoding, index
    windows-1252), so that each can be told apart.
    """
    return "".join(
        byte.decode("cp1252", "ignore") or byte.decode("latin-1")
        for byte in (bytes([value]) for value in escaped.encode("utf-8", "surrogateescape"))
    )


def _bytes(escaped: str, instead: str) -> dict[str, str]:
    """These bytes, and what they were read as."""
    more = "…" if len(escaped) > _SHOWN else ""
    first_bytes = escaped[:_SHOWN].encode("utf-8", "surrogateescape").hex(" ").upper()
    return {"bytes": first_bytes + more, "text": instead[:_SHOWN] + more}


def _with_last(pieces: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """Each piece, followed by an empty last one."""
    for piece in pieces:
        yield piece, False
    yield "", True
