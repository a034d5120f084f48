"""The pinned packages: for every installation, optional ones, and for tests."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
FILES = ("constraints.txt", "deploy/constraints-optional.txt", "tests/constraints.txt")
PIN = re.compile(r"([a-z0-9-]+)==(\S+)( ; .+)?")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


def read(name: str) -> dict[str, list[str]]:
    """Versions by canonical name: one, or one for each marker.

    Raises ValueError if a line has no pinned version, or no hashes.
    """
    found: dict[str, list[str]] = {}
    text = (ROOT / name).read_text("utf-8").replace("\\\n", "")
    for line in (line for line in text.splitlines() if not line.startswith("#")):
        pin, *hashes = line.split("    ")
        if not (match := PIN.fullmatch(pin.strip())):
            raise ValueError(f"{name} has a line that pins nothing: {pin}")
        package, version, _ = match.groups()
        if not hashes or not all(HASH.fullmatch(word.strip()) for word in hashes):
            raise ValueError(f"{name} does not pin {package} by its hashes.")
        found.setdefault(package, []).append(version)
    return found


def everything() -> dict[str, list[str]]:
    return {package: versions for name in FILES for package, versions in read(name).items()}
