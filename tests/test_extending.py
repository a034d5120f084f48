"""A stranger who does what docs/extending.md says leaves no gap."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CODE = re.compile(r"^```python\n# (\S+)\n(.+?)^```", re.MULTILINE | re.DOTALL)


@pytest.fixture
def copy(tmp_path):
    """A copy of the project in which somebody has followed the guide."""
    for name in ("archive", "cms", "home", "media", "tests"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("manage.py", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path / name)
    for path, code in CODE.findall((ROOT / "docs/extending.md").read_text("utf-8")):
        with (tmp_path / path).open("a", encoding="utf-8") as file:  # new, or longer by this
            file.write(f"\n\n{code}")
    body = tmp_path / "archive/blocks/body.py"
    embed, mine = "embed = EmbedBlock()", "sighting = SightingBlock()"
    code = body.read_text("utf-8").replace(embed, f"{embed}\n    {mine}")
    before = "class RelatedEntriesBlock"
    code = code.replace(before, f"from .journey import SightingBlock\n\n\n{before}")
    body.write_text(code, "utf-8")
    return tmp_path


@pytest.fixture
def run(copy):
    """Runs a command of Python in the copy, and gives what it says."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "cms.settings.test"}
    environment.pop("DATABASE_URL", None)

    def run(*command, is_refused=False):
        done = subprocess.run(
            [sys.executable, *command],
            cwd=copy,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert bool(done.returncode) == is_refused, done.stdout[-6000:] + done.stderr[-2000:]
        return done.stdout + done.stderr

    return run


def test_a_new_type_with_rows_and_a_block_with_a_picture_leaves_no_gap(run):
    run("manage.py", "makemigrations", "archive", "home")
    run("-m", "pytest", "-q", "-n0", "tests/journey_tests.py", "tests/archive/test_journey.py")


def test_what_was_forgotten_is_said_before_anything_starts(run, copy):
    """In a process that begins with it: what is connected at the start reads it as well."""
    model = copy / "archive/models/pages/journey.py"
    code = model.read_text("utf-8").replace('SearchField("vessel")', 'SearchField("vesel")')
    code = code.replace('"stops",\n            [', '"latest_revision",\n            [')
    model.write_text(code, "utf-8")
    said = run("manage.py", "check", is_refused=True)
    assert "JourneyPage.search_fields names “vesel”, which is no column" in said
    assert "takes words from “latest_revision”" in said

    names = copy / "archive/models/__init__.py"
    text = names.read_text("utf-8").replace("from .pages.journey import", "# ")
    names.write_text(text, "utf-8")
    last = run("manage.py", "check", is_refused=True).strip().splitlines()[-1]
    assert last == "AttributeError: module 'archive.models' has no attribute 'JourneyPage'"
