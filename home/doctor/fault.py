"""What a check finds."""

from __future__ import annotations

from typing import NamedTuple


class Fault(NamedTuple):
    """What is wrong, and what mends it: two sentences for whoever runs the server."""

    says: str
    mend: str
