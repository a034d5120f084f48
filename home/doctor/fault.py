"""A fault that a check finds."""

from __future__ import annotations

from typing import NamedTuple


class Fault(NamedTuple):
    """What is wrong, and how to fix it: two sentences for whoever runs the server."""

    says: str
    mend: str
