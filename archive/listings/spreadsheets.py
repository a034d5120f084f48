"""Spreadsheets that hold words and no programs: see `archive.formulas`.

XLSX says of each cell what it is, and Wagtail says that none is a formula; its CSV takes titles as
they are.
"""

from __future__ import annotations

from typing import Any

from wagtail.admin.views.mixins import SpreadsheetExportMixin

from archive.formulas import safe


def write_safe_row(view: SpreadsheetExportMixin, writer: Any, row: dict[str, Any]) -> Any:
    """Write a row of CSV, a quote before what would be a formula."""
    cells = {
        field: view.preprocess_field_value(field, value, view.FORMAT_CSV)
        for field, value in row.items()
    }
    return writer.writerow({field: safe(value) for field, value in cells.items()})
