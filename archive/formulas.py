"""Cells that hold words and no programs.

A program of spreadsheets takes a cell of a CSV file that begins with =, +, -, @, a tab or a
carriage return as a formula and runs it, whoever wrote it (OWASP, “CSV Injection”).
"""

from __future__ import annotations

from typing import Any

FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def safe(value: Any) -> Any:
    """The value, a quote before what would be a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULAS) else value
