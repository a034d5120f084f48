"""What lies on the server's disk is for its own user alone: drafts, originals, who works here."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from stat import S_IMODE

OTHERS = 0o077  # what a mode gives to anybody but the owner


def open_to_others(*paths: Path) -> Iterator[str]:
    """Yield one sentence for each file or folder that other users of the machine can enter.

    Of a folder only itself is looked at, since nobody reaches what lies in a closed one.
    """
    for path in paths:
        if path.exists() and S_IMODE(path.stat().st_mode) & OTHERS:
            yield f"{path} is open to other users of this machine: run chmod -R go= {path}"
