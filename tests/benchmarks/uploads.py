"""Memory and time of a process that stores a large picture and makes its sizes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PIL import Image

from .report import numbers, print_row

SIZE = (8_000, 6_000)
GOAL = 350
KINDS: dict[str, tuple[str, dict[str, Any]]] = {
    "JPEG": ("RGB", {"format": "JPEG"}),
    "progressive": ("RGB", {"format": "JPEG", "progressive": True, "subsampling": 0}),
    "PNG": ("RGBA", {"format": "PNG"}),
}
SCRIPT = """
import sys, time
from pathlib import Path
content = Path(sys.argv[1]).read_bytes()
from media.cleaning.pictures import Limits, access_copy
from media.rendering import Cut, rendered
copy = access_copy(content, Limits(50_000_000, 10))
rendered(copy.content, Cut((0, 0, copy.width, copy.height), (2400, 1800)), "webp")
peak = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(int(peak) / 1_000, time.process_time())
"""


def print_uploads() -> None:
    """Print the peak and the time of a process that stores a picture, if Linux tells them."""
    if not Path("/proc/self/status").exists():
        return
    print(f"\nA picture of 48 megapixels, its copy and a size of it; the goal is {GOAL} MB")
    print_row("", ("peak, MB", "CPU, s"))
    for name, (mode, options) in KINDS.items():
        with TemporaryDirectory() as folder:
            path = Path(folder, "picture")
            with Image.radial_gradient("L").resize(SIZE) as grey, grey.convert(mode) as picture:
                picture.save(path, **options)
            command = [sys.executable, "-c", SCRIPT, str(path)]
            output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        print_row(name, numbers(map(float, output.split())))
