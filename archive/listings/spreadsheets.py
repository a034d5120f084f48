"""Exports that contain text and no formulas: see `archive.formulas`.

XLSX has cell types, and Wagtail marks none as a formula; its CSV contains titles unchanged.
"""

from __future__ import annotations

from typing import Any

from wagtail.admin.views.mixins import SpreadsheetExportMixin

from archive.formulas import safe


def write_safe_row(view: SpreadsheetExportMixin, writer: Any, row: dict[str, Any]) -> Any:
    """Write a row of CSV, with a quote before anything that would be a formula."""
    cells = {
        field: view.preprocess_field_value(field, value, view.FORMAT_CSV)
        for field, value in row.items()
    }
    return writer.writerow({field: safe(value) for field, value in cells.items()})
