"""Keeps the cells of a CSV file from being run as formulas.

Spreadsheet programs treat a cell that begins with =, +, -, @, a tab or a carriage return as a
formula and run it, whoever wrote it (OWASP, “CSV Injection”).
"""

from __future__ import annotations

from typing import Any

FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def safe(value: Any) -> Any:
    """The value, with a quote before anything that would be a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULAS) else value
