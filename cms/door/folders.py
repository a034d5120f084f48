"""Keeps what is on the server's disk readable by its own user only: drafts, originals, accounts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from stat import S_IMODE

OTHERS = 0o077  # mode bits for anybody but the owner


def open_to_others(*paths: Path) -> Iterator[str]:
    """Yield one sentence for each file or folder that other users of the machine can open.

    Folders inside a closed folder are not checked, as nobody else can reach them.
    """
    for path in paths:
        if path.exists() and S_IMODE(path.stat().st_mode) & OTHERS:
            yield f"{path} is open to other users of this machine: run chmod -R go= {path}"
