"""Reads what a person sees of a Word file into a `Text`.

Deleted text, comments and properties are not read. Hidden text is reported to the editor, and
unknown elements are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from media.cleaning.office.markup import (
    Element,
    child,
    name_of,
    parsed,
    qualified,
    value_of,
    whole_number,
)
from media.cleaning.office.packages import parts_of, refuse_too_much
from media.cleaning.office.relations import Parts, part_of_kind, targets_of
from media.cleaning.office.sight import WHITE, in_parts
from media.cleaning.refused import Refused

from .fields import MARKS, Fields, counts_pages
from .lists import CHARACTERS, OPENED, drawn, pass_over
from .looks import (
    ALIGNMENTS,
    Looks,
    Properties,
    Surroundings,
    fills_of_cell,
    is_fixed_and_low,
    is_hidden,
    is_on,
    is_said_to_be_hidden,
    marks_of,
)
from .numbers import Numbers
from .pictures import pictures_of
from .texts import (
    Block,
    Cell,
    Note,
    Page,
    PageNumber,
    Paragraph,
    Picture,
    Run,
    Table,
    Text,
)
from .writing import written

MOST_PARAGRAPHS = 50_000
MOST_SPAN = 60  # columns of a cell
_PART = re.compile(r"word/(document|header|footer|footnotes)\.xml")
PAGE_SIDE = (1_000, 32_000)  # minimum and maximum, in twentieths of a point
ON_PAPER = Surroundings()
Inline = Run | PageNumber | Picture | Note


@dataclass(frozen=True)
class _Place:
    """The current paragraph and its surroundings."""

    part: str
    around: Surroundings = ON_PAPER
    element: Element | None = None
    properties: Properties = field(default_factory=dict)


class _Reader:
    def __init__(self, parts: Parts, document: str) -> None:
        self.parts, self.document = parts, document
        self.looks = Looks(self._related("styles"))
        self.numbers = Numbers(self._related("numbering"))
        self.notes = {kind: self._notes(kind) for kind in ("footnote", "endnote")}
        self.fields = Fields()
        self.paragraphs = 0

    def text(self) -> Text:
        root = parsed(self.parts[self.document])
        body = child(root, "w:body")
        if name_of(root) != "w:document" or body is None:
            raise ValueError("no document")
        sections = [*body.iterfind("{*}p/{*}pPr/{*}sectPr"), *body.iterfind("{*}sectPr")]
        ground = value_of(child(root, "w:background"), "w:color") or "auto"
        around = Surroundings((WHITE, *([] if ground == "auto" else [in_parts(ground)])))
        return Text(
            list(self.blocks(body, _Place(self.document, around))),
            self._margin("header", sections),
            self._margin("footer", sections),
            _page(child(sections[0], "w:pgSz") if sections else None),
        )

    def blocks(self, parent: Element, place: _Place) -> Iterator[Block]:
        for element in parent:
            name = name_of(element)
            if name == "w:p":
                yield self.paragraph(element, place)
            elif name == "w:tbl":
                yield self.table(element, place)
            elif name in OPENED:
                yield from self.blocks(element, place)
            else:
                pass_over(name)

    def paragraph(self, element: Element, place: _Place) -> Paragraph:
        self.paragraphs += 1
        if self.paragraphs > MOST_PARAGRAPHS:
            raise Refused(
                "This file has more than %(paragraphs)s paragraphs. Split it, or save it as a PDF.",
                paragraphs=MOST_PARAGRAPHS,
            )
        if child(element, "w:pPr", "w:framePr") is not None:
            raise drawn()
        properties = self.looks.of_paragraph(element)
        here = replace(place, element=element, properties=properties)
        label, indent = self.numbers.label(properties)
        return Paragraph(
            list(self.inlines(element, here)),
            self.looks.heading(element),
            ALIGNMENTS.get(value_of(properties.get("w:jc")) or "", ""),
            indent,
            label,
        )

    def inlines(self, parent: Element, place: _Place) -> Iterator[Inline]:
        for element in parent:
            name = name_of(element)
            if name == "w:r":
                yield from self.run(element, place)
            elif name == "w:fldSimple" and counts_pages(value_of(element, "w:instr")):
                yield PageNumber()
            elif name in OPENED:
                yield from self.inlines(element, place)
            else:
                pass_over(name)

    def run(self, run: Element, place: _Place) -> Iterator[Inline]:
        look = self.looks.of_run(run, place.element, place.around)
        words = ""
        for content in self._contents(run, place):
            if isinstance(content, str):
                words += content
                continue
            if words:
                yield self._seen(words, look, place)
            words = ""
            if is_said_to_be_hidden(look):
                raise Refused(
                    "A picture or note is hidden in this file. Show or delete what is hidden "
                    "there, then upload the file again."
                )
            yield content
        if words:
            yield self._seen(words, look, place)

    def _contents(self, run: Element, place: _Place) -> Iterator[str | Inline]:
        for element in run:
            name = name_of(element)
            if name in MARKS:
                if self.fields.meet(element):
                    yield PageNumber()
            elif self.fields.is_seen:
                yield from self._content(element, name, place)

    def _content(self, element: Element, name: str, place: _Place) -> Iterator[str | Inline]:
        if name == "w:t":
            yield element.text or ""
        elif name == "w:br":
            yield "\f" if value_of(element, "w:type") == "page" else "\n"
        elif name in CHARACTERS:
            yield CHARACTERS[name]
        elif name in ("w:footnoteReference", "w:endnoteReference"):
            yield from self._note(name[2:-9], value_of(element, "w:id"))
        elif name == "w:drawing":
            yield from pictures_of(element, self.parts, place.part)
        elif name == "w:ruby":
            yield from self._ruby(element, place)
        else:
            pass_over(name)

    def _ruby(self, element: Element, place: _Place) -> Iterator[Inline]:
        """The words, followed by their reading in brackets."""
        for part, before, after in (("w:rubyBase", "", ""), ("w:rt", "（", "）")):
            if (words := child(element, part)) is not None:
                yield from self._within(before, self.inlines(words, place), after)

    @staticmethod
    def _within(before: str, content: Iterable[Inline], after: str) -> Iterator[Inline]:
        yield Run(before)
        yield from content
        yield Run(after)

    def _seen(self, words: str, look: Properties, place: _Place) -> Run:
        if words.strip() and is_hidden(look, place.properties, place.around):
            raise Refused(
                "The words “%(words)s” are hidden in this file. Show or delete what is hidden "
                "there, then upload the file again.",
                words=words.strip()[:40],
            )
        size = whole_number(value_of(look.get("w:sz")))
        return Run(words, marks_of(look), min(size, 400))

    def _note(self, kind: str, identifier: str | None) -> Iterator[Note]:
        part, notes = self.notes[kind]
        if part and (note := notes.get(identifier)) is not None:
            yield Note(list(self.blocks(note, _Place(part))))

    def table(self, table: Element, place: _Place) -> Table:
        style = value_of(child(table, "w:tblPr", "w:tblStyle"))
        around = replace(
            place.around,
            table_style=style,
            grounds=(*place.around.grounds, *self.looks.grounds_of_table(style)),
        )
        rows = self._rows(table, replace(place, around=around))
        return Table([row for row in rows if row])

    def _rows(self, parent: Element, place: _Place) -> Iterator[list[Cell]]:
        for element in parent:
            name = name_of(element)
            if name == "w:tr":
                properties = child(element, "w:trPr")
                if child(properties, "w:del") is None:
                    _refuse_hidden_row(element, properties)
                    yield list(self._cells(element, place))
            elif name in OPENED:
                yield from self._rows(element, place)
            else:
                pass_over(name)

    def _cells(self, parent: Element, place: _Place) -> Iterator[Cell]:
        for element in parent:
            name = name_of(element)
            if name == "w:tc":
                if child(element, "w:tcPr", "w:cellDel") is None:
                    yield self._cell(element, place)
            elif name in OPENED:
                yield from self._cells(element, place)
            else:
                pass_over(name)

    def _cell(self, cell: Element, place: _Place) -> Cell:
        grounds = fills_of_cell(cell) or place.around.grounds
        inside = replace(place, around=replace(place.around, grounds=grounds))
        span = whole_number(value_of(child(cell, "w:tcPr", "w:gridSpan")), 1)
        merged = child(cell, "w:tcPr", "w:vMerge")
        merge = "" if merged is None else value_of(merged) or "continue"
        blocks = list(self.blocks(cell, inside))
        # the content of such a cell is invisible
        if merge == "continue" and _says_something(blocks):
            raise Refused(
                "A table of this file has words in cells that others cover. Split or empty these "
                "cells, then upload the file again."
            )
        is_known = merge in ("restart", "continue")
        return Cell(blocks, min(max(span, 1), MOST_SPAN), merge if is_known else "")

    def _margin(self, kind: str, sections: Sequence[Element]) -> list[Block]:
        """The headers or footers of the last section, including that of its first page.

        A section inherits what it does not define from the previous one.
        """
        relations = {
            value_of(reference, "w:type"): value_of(reference, "r:id")
            for section in sections
            for reference in section.iterfind(f"{{*}}{kind}Reference")
        }
        names = [relations.get("default")]
        if sections and child(sections[-1], "w:titlePg") is not None:
            names.insert(0, relations.get("first"))
        targets = targets_of(self.parts, self.document)
        parts = [targets[name] for name in names if name in targets]
        return [
            block for part in parts for block in self.blocks(parsed(self.parts[part]), _Place(part))
        ]

    def _related(self, kind: str) -> Element | None:
        name = part_of_kind(self.parts, self.document, kind)
        return parsed(self.parts[name]) if name else None

    def _notes(self, kind: str) -> tuple[str | None, dict[str | None, Element]]:
        name = part_of_kind(self.parts, self.document, f"{kind}s")
        notes = parsed(self.parts[name]) if name else ()
        return name, {value_of(note, "w:id"): note for note in notes}


def clean_word(content: bytes) -> bytes:
    """A new Word file (.docx) of what is visible in this one; raises Refused."""
    return written(read_word(content))


def words_of_word(content: bytes) -> str:
    """The text of a clean Word file, paragraph by paragraph."""
    parts = parts_of(content)
    roots = [parsed(part) for name, part in parts.items() if _PART.fullmatch(name)]
    paragraphs = (paragraph for root in roots for paragraph in root.iter(qualified("w:p")))
    words = qualified("w:t")
    return "\n".join("".join(part.text or "" for part in p.iter(words)) for p in paragraphs)


def read_word(content: bytes) -> Text:
    """The visible content of a Word file (.docx); raises Refused."""
    try:
        refuse_too_much(content)
        parts = parts_of(content)
        document = part_of_kind(parts, "", "officeDocument")
        if document is None:
            raise ValueError("no document")
        return _Reader(parts, document).text()
    except (Refused, MemoryError):
        raise
    except Exception as error:  # the libraries raise anything for a broken file
        raise Refused(
            "This file is damaged or protected and cannot be read. Open it, save it as a new file "
            "without a password, then upload that."
        ) from error


def _refuse_hidden_row(row: Element, properties: Element | None) -> None:
    height = child(properties, "w:trHeight")
    is_low = is_fixed_and_low(value_of(height), value_of(height, "w:hRule"))
    hidden = child(properties, "w:hidden")
    is_gone = hidden is not None and is_on({"w:hidden": hidden}, "w:hidden")
    if (is_low or is_gone) and "".join(row.itertext()).strip():
        raise Refused(
            "A row of a table in this file is hidden. Show or delete it, then upload the file "
            "again."
        )


def _says_something(blocks: Iterable[Block]) -> bool:
    return any(isinstance(block, Table) or block.content for block in blocks)


def _page(size: Element | None) -> Page:
    least, most = PAGE_SIDE
    sides = [whole_number(value_of(size, side)) for side in ("w:w", "w:h")]
    return Page(*sides) if all(least <= side <= most for side in sides) else Page()
