"""Spreadsheets: the values of the cells that somebody sees, in a new file.

Formulas come as what they make. Charts, pictures, comments, links, names, macros, styles and all
that says who has made the file stay behind, since nothing copies them. What a reader would not see
is no matter of taste but of secrets: it is named to the editor, who shows or deletes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from media.cleaning.refused import Refused

from .packages import packed, parts_of, refuse_too_much

VALUES = (str, bool, int, float, datetime, date, time, timedelta)
MOST_CELLS = 200_000  # some ten seconds of work
# Of a format without words, which may be any.
FORMAT = re.compile(r"General|@|[0#?.,%Ee+()\-/: ymdhs年月日時分秒년월일시분초]+", re.IGNORECASE)
WHITE = ("FFFFFFFF", "00FFFFFF")
PROPERTIES = (
    b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    b'core-properties"/>'
)


def clean_spreadsheet(content: bytes) -> bytes:
    """Write the values anew; raise Refused."""
    try:
        refuse_too_much(content)
        source = load_workbook(BytesIO(content), data_only=True, keep_links=False)
        cells = {sheet.title: _cells(sheet) for sheet in source.worksheets}
    except (Refused, MemoryError):
        raise
    except Exception as error:  # whatever the libraries meet in a broken file
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
    """What a clean spreadsheet says, cell by cell."""
    workbook = load_workbook(BytesIO(content), read_only=True)
    lines = [
        "\t".join(str(value) for value in row if value is not None)
        for sheet in workbook.worksheets
        for row in sheet.iter_rows(values_only=True)
    ]
    return "\n".join([*workbook.sheetnames, *lines])


def _cells(sheet: Any) -> list[Any]:
    """Those with a value: only they cost anything, wherever they are."""
    return [cell for cell in sheet._cells.values() if isinstance(cell.value, VALUES)]


def _refuse_hidden(sheet: Any, cells: list[Any]) -> None:
    if sheet.sheet_state != "visible":
        raise Refused(
            "The sheet “%(sheet)s” is hidden. Show it or delete it, then upload the file again.",
            sheet=sheet.title,
        )
    columns = _hidden_columns(sheet)
    for cell in cells:
        if cell.column in columns or _is_in_hidden_row(sheet, cell) or _is_invisible(cell):
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
    return bool(row.hidden or row.height == 0)


def _hidden_columns(sheet: Any) -> set[int]:
    return {
        number
        for column in sheet.column_dimensions.values()
        if column.hidden or column.width == 0
        for number in range(column.min or 0, (column.max or 0) + 1)
    }


def _is_invisible(cell: Any) -> bool:
    """White on nothing, or in a format that shows nothing of it."""
    colour = cell.font.color
    is_white = colour is not None and (
        (colour.type == "rgb" and colour.rgb in WHITE)
        or (colour.type == "theme" and colour.theme == 0)
    )
    shows_nothing = cell.number_format.replace(" ", "").startswith(";;")
    return (is_white and cell.fill.fill_type is None) or shows_nothing


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
            copy.data_type = "s"  # what begins like a formula is none
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
