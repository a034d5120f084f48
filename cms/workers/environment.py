"""Reads numbers for the server and its supervision from the environment."""

from __future__ import annotations

import os
import sys
from typing import NoReturn


def number(name: str, default: int) -> int:
    """A number that is not negative; exits the program if it is invalid."""
    value = os.environ.get(name) or str(default)
    if not value.isdecimal():
        _refuse(name, value)
    return int(value)


def number_of_workers() -> int:
    """The number of cores unless set; at least one."""
    return number("WORKERS", _cores()) or _refuse("WORKERS", "0")


def _cores() -> int:
    """The cores available to this process; on macOS all cores."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _refuse(name: str, value: str) -> NoReturn:
    sys.exit(f"{name} must be a number, not {value!r}.")
