"""Pure: tables with headers and merged cells; layout tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeGuard

from .elements import HEADINGS
from .figures import CAPTION_LENGTH
from .parts import Part
from .reading import Item, Reader, plain, shortened
from .rich_text import Paragraph, paragraph, part
from .sentences import message
from .tree import Element, Image, Node, Player

AREA = 100_000  # cells; a row of a thousand columns multiplies the others
_SPAN = 100
_WIDTH = 1000
_LONGEST_HEAD = 80  # characters
_LAYOUT = message("A table that only laid out the page was taken as the text in its cells.")
_GROUPS = {"thead", "tbody", "tfoot"}
_CELLS = {"td", "th"}
_FLOWING = HEADINGS | {"figure", "ul", "ol", "blockquote", "table", "dl"}


@dataclass
class _Sheet:
    """The rows of a table as written."""

    rows: list[list[Element]] = field(default_factory=list)
    captions: list[Element] = field(default_factory=list)
    strays: list[Node] = field(default_factory=list)  # outside of all cells
    has_head: bool = False


def table(element: Element, reader: Reader) -> list[Item]:
    """The table, followed by what its cells cannot contain; for a layout table, its content.

    Content outside of all cells comes before the table, as in browsers ("foster parenting").
    """
    sheet = _Sheet()
    _gather(element, sheet)
    strays = reader.items(sheet.strays)
    cells = [cell for row in sheet.rows for cell in row]
    if _is_layout(sheet, cells):
        return _unwrapped(strays, [*sheet.captions, *cells], reader)
    grid = _Grid(reader)
    for row in sheet.rows:
        grid.add(row)
    if grid.is_merged:
        reader.note("merged-cells", "A table has merged cells; their words stand in the first one.")
    caption, over = _caption(sheet, grid, reader)
    if grid.below and not any(map(any, grid.rows)):
        reader.note("layout-table", _LAYOUT)
    parts = list(_filled(caption, grid, _has_header(sheet), reader))
    return [*strays, *parts, *_texts([over]), *grid.below]


def _caption(sheet: _Sheet, grid: _Grid, reader: Reader) -> tuple[str, str]:
    captions = []
    for element in sheet.captions:
        words, further_items = plain(reader, element.children, "caption")
        captions.append(words)
        grid.below += further_items
    return shortened(" ".join(filter(None, captions)), CAPTION_LENGTH)


def _filled(caption: str, grid: _Grid, has_header: bool, reader: Reader) -> Iterable[Item]:
    rows = grid.rows
    if not any(map(any, rows)):
        return _texts([caption])
    if len(rows) * max(map(len, rows)) > AREA:
        reader.note(
            "large-table",
            "A table of %(rows)d rows was too large and became a paragraph for each row.",
            rows=len(rows),
        )
        return _texts([caption, *(" | ".join(filter(None, row)) for row in rows)])
    return [_part(caption, grid, has_header)]


def _gather(element: Element, sheet: _Sheet) -> None:
    for child in element.children:
        if not isinstance(child, Element):
            sheet.strays.append(child)
        elif child.name in _GROUPS:
            is_first = not sheet.rows
            _gather(child, sheet)
            sheet.has_head |= child.name == "thead" and is_first and bool(sheet.rows)
        elif child.name == "tr":
            sheet.rows.append([cell for cell in child.children if _is_cell(cell)])
            sheet.strays += [node for node in child.children if not _is_cell(node)]
            sheet.strays.append(Element("", ""))  # text of two rows is not one line
        elif child.name in _CELLS:
            sheet.rows.append([child])
        elif child.name == "caption":
            sheet.captions.append(child)
        else:
            sheet.strays.append(child)


def _is_cell(node: Node) -> TypeGuard[Element]:
    return isinstance(node, Element) and node.name in _CELLS


def _has_header(sheet: _Sheet) -> bool:
    return sheet.has_head or all(cell.name == "th" for cell in sheet.rows[0])


def _is_layout(sheet: _Sheet, cells: list[Element]) -> bool:
    if len(cells) <= 1:
        return True
    if sheet.has_head or sheet.captions or any(cell.name == "th" for cell in cells):
        return False
    cells_with_content = [cell for cell in cells if any(_shows(node) for node in cell.children)]
    return bool(cells_with_content) and 2 * sum(map(_is_flowing, cells_with_content)) >= len(
        cells_with_content
    )


def _shows(node: Node) -> bool:
    if isinstance(node, Element):
        return any(map(_shows, node.children))
    return isinstance(node, Image | Player) or bool(getattr(node, "text", "").strip())


def _is_flowing(cell: Element) -> bool:
    """Whether it contains something that belongs on a page rather than in a cell."""
    blocks = [node for node in cell.children if isinstance(node, Element)]
    several = sum(block.name in ("p", "div") and _shows(block) for block in blocks) > 1
    pictures = any(isinstance(node, Image | Player) for node in cell.children)
    return several or pictures or any(_contains_flow(block) for block in blocks)


def _contains_flow(element: Element) -> bool:
    if element.name in _FLOWING:
        return True
    return any(
        isinstance(node, Image | Player) or (isinstance(node, Element) and _contains_flow(node))
        for node in element.children
    )


def _unwrapped(strays: list[Item], cells: list[Element], reader: Reader) -> list[Item]:
    items = [*strays, *(item for cell in cells for item in reader.items(cell.children))]
    if items:
        reader.note("layout-table", _LAYOUT)
    return items


class _Grid:
    """The text of the cells by column; that of a merged cell is in the first one."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.rows: list[list[str]] = []
        self.heads: list[bool] = []  # for each row, whether its first cell is a header
        self.below: list[Item] = []
        # how many more rows a merged cell above occupies in a column
        self.hanging: dict[int, int] = {}
        self.blanks = 0
        self.has_data = False
        self.is_merged = False

    def add(self, row: list[Element]) -> None:
        if 0 in self.hanging:
            self.heads.append(self.heads[-1])
        else:
            self.heads.append(bool(row) and row[0].name == "th")
        self.rows.append([])
        self.has_data |= any(cell.name == "td" for cell in row)
        for cell in row:
            while len(self.rows[-1]) in self.hanging:
                self._blank(1)
            self._add_cell(cell)
        self.hanging = {column: left - 1 for column, left in self.hanging.items() if left > 1}

    def _add_cell(self, cell: Element) -> None:
        words, further_items = plain(self.reader, cell.children, "table", between="\n")
        self.below += [_of_row(item, self.rows[-1]) for item in further_items]
        wide, tall = _span(cell, "colspan"), _span(cell, "rowspan")
        self.is_merged |= wide > 1 or tall > 1
        line = self.rows[-1]
        if self.blanks > AREA or len(line) + wide > _WIDTH:  # merged cells of a hostile size
            wide = tall = 1
            self.hanging.clear()
        if tall > 1:
            self.hanging.update(dict.fromkeys(range(len(line), len(line) + wide), tall))
        line.append(words)
        self._blank(wide - 1)

    def _blank(self, count: int) -> None:
        self.rows[-1] += [""] * count
        self.blanks += count


def _of_row(item: Item, row: list[str]) -> Item:
    """A link below the table, with the header of its row to tell links called “Full” apart."""
    head = row[0].replace("\n", " ") if row else ""
    if not head or len(head) > _LONGEST_HEAD or not isinstance(item, Paragraph) or not item.links:
        return item
    return Paragraph([*paragraph(f"{head}, ").leaves, *item.leaves], item.is_line_only)


def _span(cell: Element, name: str) -> int:
    digits = cell.attributes.get(name, "").strip()
    return min(max(int(digits), 1), _SPAN) if digits.isascii() and digits.isdecimal() else 1


def _part(caption: str, grid: _Grid, has_header: bool) -> Part:
    width = max(map(len, grid.rows))
    padded_rows = [row + [""] * (width - len(row)) for row in grid.rows if row]
    heads = [is_head for row, is_head in zip(grid.rows, grid.heads, strict=True) if row]
    has_header = has_header and len(padded_rows) > 1
    header = padded_rows.pop(0) if has_header else [""] * width
    columns = [{"type": "text", "heading": heading} for heading in header]
    cells = {"columns": columns, "rows": [{"values": row} for row in padded_rows], "caption": ""}
    header_column = grid.has_data and all(heads[-len(padded_rows) :])
    return part("table", caption=caption, table=cells, header_column=header_column)


def _texts(lines: Iterable[str]) -> Iterator[Item]:
    return (paragraph(line) for line in lines if line)
