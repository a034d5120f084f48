"""Spreadsheets: the values of visible cells, in a new file.

A formula becomes its result. Charts, pictures, comments, links, names, macros, styles and metadata
are not copied. Hidden content may be a secret: it is reported to the editor, who shows or deletes
it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font
from openpyxl.styles.colors import COLOR_INDEX
from openpyxl.utils import get_column_letter

from media.cleaning.refused import Refused

from .packages import packed, parts_of, refuse_too_much
from .sight import BLACK, WHITE, Colour, in_parts, look_the_same

VALUES = (str, bool, int, float, datetime, date, time, timedelta)
MOST_CELLS = 200_000  # about ten seconds of work
# Number formats without literal text, which could say anything.
FORMAT = re.compile(r"General|@|[0#?.,%Ee+()\-/: ymdhs年月日時分秒년월일시분초]+", re.IGNORECASE)
SHAPE = re.compile(rb"<(?:\w+:)?(?:sp|cxnSp|grpSp)[\s/>]")
SMALLEST = 3  # points, of letters and rows; anything smaller is unreadable
NARROWEST = 0.5  # of a column, in digits
_THEME = {0: WHITE, 1: BLACK}
PROPERTIES = (
    b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    b'core-properties"/>'
)


def clean_spreadsheet(content: bytes) -> bytes:
    """Write the values to a new file; raises Refused."""
    try:
        refuse_too_much(content)
        _refuse_shapes(content)
        source = load_workbook(BytesIO(content), data_only=True, keep_links=False)
        cells = {sheet.title: _cells(sheet) for sheet in source.worksheets}
    except (Refused, MemoryError):
        raise
    except Exception as error:  # the libraries raise anything for a broken file
        raise Refused(
            "This spreadsheet is damaged or protected and cannot be read. Open it, save it as a "
            "new file without a password, then upload that."
        ) from error
    if sum(map(len, cells.values())) > MOST_CELLS:
        raise Refused(
            "This spreadsheet has more than %(cells)s cells. Split it, or save its sheets as CSV.",
            cells=MOST_CELLS,
        )
    for sheet in source.worksheets:
        _refuse_hidden(sheet, cells[sheet.title])
    return _written(source.worksheets, cells)


def words_of_spreadsheet(content: bytes) -> str:
    """The text of a clean spreadsheet, cell by cell."""
    workbook = load_workbook(BytesIO(content), read_only=True)
    lines = [
        "\t".join(str(value) for value in row if value is not None)
        for sheet in workbook.worksheets
        for row in sheet.iter_rows(values_only=True)
    ]
    return "\n".join([*workbook.sheetnames, *lines])


def _refuse_shapes(content: bytes) -> None:
    """Refuse shapes: they may cover cells, and are not copied."""
    for name, part in parts_of(content).items():
        if name.startswith("xl/drawings/") and SHAPE.search(part):
            raise Refused(
                "Shapes are drawn on this spreadsheet, and readers would get what lies under them. "
                "Delete the shapes and what nobody may read, then upload the file again."
            )


def _cells(sheet: Any) -> list[Any]:
    """The cells with a value: only these cost time."""
    return [cell for cell in sheet._cells.values() if isinstance(cell.value, VALUES)]


def _refuse_hidden(sheet: Any, cells: list[Any]) -> None:
    if sheet.sheet_state != "visible":
        raise Refused(
            "The sheet “%(sheet)s” is hidden. Show it or delete it, then upload the file again.",
            sheet=sheet.title,
        )
    columns = _hidden_columns(sheet)
    conditions = list(sheet.conditional_formatting)
    for cell in cells:
        is_hidden = cell.column in columns or _is_in_hidden_row(sheet, cell)
        if is_hidden or _is_invisible(cell) or _is_hidden_sometimes(cell, conditions):
            raise Refused(
                "The cell %(cell)s of “%(sheet)s” is hidden. Show or delete what is hidden there, "
                "then upload the file again.",
                cell=cell.coordinate,
                sheet=sheet.title,
            )


def _is_in_hidden_row(sheet: Any, cell: Any) -> bool:
    if cell.row not in sheet.row_dimensions:
        return bool(sheet.sheet_format.zeroHeight)
    row = sheet.row_dimensions[cell.row]
    return bool(row.hidden or (row.height is not None and row.height < SMALLEST))


def _hidden_columns(sheet: Any) -> set[int]:
    return {
        number
        for column in sheet.column_dimensions.values()
        if column.hidden or column.width < NARROWEST
        for number in range(column.min or 0, (column.max or 0) + 1)
    }


def _is_invisible(cell: Any) -> bool:
    """Whether it has its background's colour, is too small, or has a format without output."""
    is_tiny = cell.font.sz is not None and cell.font.sz < SMALLEST
    is_seen = not look_the_same(_words(cell), _ground(cell)) and not _is_empty(cell.number_format)
    return is_tiny or not is_seen


def _is_hidden_sometimes(cell: Any, conditions: list[Any]) -> bool:
    """Whether a conditional format could hide it, whether or not it does now."""
    return any(
        _hides(rule, cell)
        for condition in conditions
        if cell.coordinate in condition
        for rule in condition.rules
    )


def _hides(rule: Any, cell: Any) -> bool:
    if any(sign is not None and sign.showValue is False for sign in (rule.iconSet, rule.dataBar)):
        return True
    grounds, words = [_ground(cell)], _words(cell)
    if rule.colorScale is not None:
        grounds = [_rgb(colour, WHITE) for colour in rule.colorScale.color]
    if (style := rule.dxf) is not None:
        words = _rgb(style.font and style.font.color, words)
        grounds = [_rgb(style.fill.bgColor, grounds[0])] if style.fill else grounds
        if style.numFmt is not None and _is_empty(style.numFmt.formatCode):
            return True
    return any(look_the_same(words, ground) for ground in grounds)


def _words(cell: Any) -> Colour:
    return _rgb(cell.font.color, BLACK)


def _ground(cell: Any) -> Colour:
    return _rgb(cell.fill.fgColor, BLACK) if cell.fill.fill_type == "solid" else WHITE


def _is_empty(format: str) -> bool:
    return format.replace(" ", "").startswith(";;")


def _rgb(colour: Any, default: Colour) -> Colour:
    """Red, green and blue; for theme colours a number that equals no other colour."""
    if colour is None or colour.type == "auto":
        return default
    if colour.type == "theme":
        parts = _THEME.get(colour.theme, (1_000 * (colour.theme + 1),) * 3)
    elif colour.type == "indexed":
        parts = _INDEXED.get(colour.indexed, default)
    else:
        parts = in_parts(colour.rgb)
    tint = colour.tint
    return tuple(
        round(part * (1 + tint) if tint < 0 else part * (1 - tint) + 255 * tint) for part in parts
    )


_INDEXED = {
    **{number: in_parts(digits) for number, digits in enumerate(COLOR_INDEX[:64])},
    64: BLACK,  # the system's window colours
    65: WHITE,
}


def _written(sheets: list[Any], cells: dict[str, list[Any]]) -> bytes:
    target = Workbook()
    target.remove(target.active)
    for sheet in sheets:
        _copy(sheet, cells[sheet.title], target.create_sheet(sheet.title))
    if not sheets:
        raise Refused("This spreadsheet has no sheet with cells. Save it as a PDF.")
    output = BytesIO()
    target.save(output)
    return packed(parts_of(output.getvalue()) | {"docProps/core.xml": PROPERTIES})


def _copy(sheet: Any, cells: list[Any], new: Any) -> None:
    for cell in cells:
        copy = new.cell(cell.row, cell.column, cell.value)
        if isinstance(cell.value, str):
            copy.data_type = "s"  # text that looks like a formula is not one
        elif FORMAT.fullmatch(cell.number_format):
            copy.number_format = cell.number_format
        if cell.font.bold:
            copy.font = Font(bold=True)
    for area in sheet.merged_cells.ranges:
        new.merge_cells(str(area))
    for number, width in _widths(sheet):
        new.column_dimensions[get_column_letter(number)].width = width
    new.freeze_panes = sheet.freeze_panes


def _widths(sheet: Any) -> Iterator[tuple[int, float]]:
    for column in sheet.column_dimensions.values():
        for number in range(column.min or 0, min(column.max or 0, sheet.max_column) + 1):
            yield number, column.width
