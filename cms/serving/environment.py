"""Numbers that the environment gives a server, for it and for who looks after it."""

from __future__ import annotations

import os
import sys
from typing import NoReturn


def number(name: str, default: int) -> int:
    """A number that is not negative; ends the program where it is none."""
    value = os.environ.get(name) or str(default)
    if not value.isdecimal():
        _refuse(name, value)
    return int(value)


def number_of_workers() -> int:
    """As many as there are cores, unless said; at least one."""
    return number("WORKERS", _cores()) or _refuse("WORKERS", "0")


def _cores() -> int:
    """Those that this process may use; macOS says only how many there are."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _refuse(name: str, value: str) -> NoReturn:
    sys.exit(f"{name} must be a number, not {value!r}.")
