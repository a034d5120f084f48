"""Names of glyphs; unknown ones are replaced, consistently."""

from __future__ import annotations

import hashlib
import re

from fontTools.agl import AGL2UV, LEGACY_AGL2UV

NAMES = AGL2UV.keys() | LEGACY_AGL2UV.keys()
USUAL = re.compile(
    r"\.notdef|(uni([0-9A-F]{4})+|u[0-9A-F]{4,6}|[A-Za-z]{0,4}\d{1,6})(\.[a-z0-9]{1,4})?"
)


def plain(name: str) -> str:
    """The name, if it is a standard name or a number; otherwise a neutral one."""
    stem, _, suffix = name.partition(".")
    parts = stem.split("_")
    if USUAL.fullmatch(name) or (all(part in NAMES for part in parts) and len(suffix) <= 4):
        return name
    # The same in every font of the file, and not reversible.
    return f"g{int.from_bytes(hashlib.sha256(name.encode()).digest()[:3], 'big')}"
