"""Where wagtail-grapple is installed: a folder that no other process imports from."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

FOLDER = Path(sys.prefix) / "grapple"
PINS = Path(__file__).parent.parent / "grapple.txt"
MISSING = "wagtail-grapple could not be installed"


def is_installed() -> bool:
    return (FOLDER / "grapple").is_dir()


def install() -> bool:
    """Install the pinned packages if missing; False if that is impossible."""
    if not is_installed():
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-compile"]
        pinned = ["--disable-pip-version-check", "--require-hashes", "--requirement", str(PINS)]
        subprocess.run([*command, *pinned, "--target", str(FOLDER)], check=False)
    return is_installed()
