"""Following docs/extending.md leaves no gap."""

import ast
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cms.test_catalogues import bare_words

ROOT = Path(__file__).parents[1]
CODE = re.compile(r"^```python\n# (\S+)\n(.+?)^```", re.MULTILINE | re.DOTALL)


@pytest.fixture
def copy(tmp_path):
    """A copy of the project in which somebody has followed the guide."""
    for name in ("archive", "cms", "home", "media", "tests"):
        shutil.copytree(ROOT / name, tmp_path / name)  # with what is compiled of it
    for name in ("manage.py", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path / name)
    for path, code in CODE.findall((ROOT / "docs/extending.md").read_text("utf-8")):
        with (tmp_path / path).open("a", encoding="utf-8") as file:  # new, or longer by this
            file.write(f"\n\n{code}")
    body = tmp_path / "archive/blocks/body.py"
    embed, mine = 'embed = EmbedBlock(label=_("Embed"))', "sighting = SightingBlock()"
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


def test_the_code_of_the_guide_marks_the_words_of_the_admin():
    code = CODE.findall((ROOT / "docs/extending.md").read_text("utf-8"))
    parts = {path: part for path, part in code if not path.startswith(("archive/graphql", "tests"))}
    assert len(parts) == 3
    assert not [word for part in parts.values() for word in bare_words(ast.parse(part))]


MODEL = "archive/models/pages/journey.py"


FORGOTTEN = {
    "columns": [
        (MODEL, 'd("vessel")', 'd("vesel")', "search_fields names “vesel”, which is no column"),
        (MODEL, '"stops",', '"latest_revision",', "takes words from “latest_revision”"),
    ],
    "what is hidden": [
        (
            "archive/graphql/documents/pages.py",
            "    photo = ",
            "    photo_caption = graphene.String(description='The words below it.')\n    photo = ",
            "Stop.photo_caption shows “photo_caption” even while readers do not see “photo”",
        )
    ],
    "an import": [
        (
            "archive/models/__init__.py",
            "from .pages.journey import",
            "# ",
            "\nAttributeError: module 'archive.models' has no attribute 'JourneyPage'\n",
        )
    ],
}


@pytest.mark.parametrize("forgotten", FORGOTTEN.values(), ids=FORGOTTEN)
def test_what_was_forgotten_is_said_at_the_start(run, copy, forgotten):
    """In a process of its own, as what is connected when one starts reads it as well."""
    for path, code, spoiled, _sentence in forgotten:
        file = copy / path
        text = file.read_text("utf-8")
        assert code in text
        file.write_text(text.replace(code, spoiled), "utf-8")
    said = run("manage.py", "check", is_refused=True)
    assert [sentence for *_place, sentence in forgotten if sentence not in said] == []
