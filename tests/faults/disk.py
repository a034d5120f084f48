"""A small disk for files, which can be filled, with production's settings."""

import os
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path

import pytest

from cms.outages.stores import ROOM

AS_ROOT = [] if os.geteuid() == 0 else ["sudo", "-n"]
MISSING = "a full disk: this user may mount none (root may, or sudo without a password)"
LEFT = 48 * 1024  # free bytes of a full disk: a file can be begun, but not finished


class Disk:
    def __init__(self, folder):
        self.folder, self.filler = folder, folder / "filler"

    def fill(self, left=LEFT):
        with self.filler.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, shutil.disk_usage(self.folder).free - left)

    def make_room(self):
        self.filler.unlink()


@contextmanager
def mounted(folder):
    folder.mkdir()
    options = f"size={ROOM + 16 * 2**20},mode=700,uid={os.geteuid()}"
    mount = [*AS_ROOT, "mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip(MISSING)
    try:
        yield Disk(Path(folder))
    finally:
        subprocess.run([*AS_ROOT, "umount", "--lazy", str(folder)], check=True)
