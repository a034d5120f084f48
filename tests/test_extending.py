"""A stranger's type of documents leaves no gap; see `toy_project`."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture
def run(tmp_path):
    """Runs a command of Python with the settings of the toy project."""
    (tmp_path / "journey_migrations").mkdir()
    (tmp_path / "journey_migrations" / "__init__.py").touch()
    settings = {"DJANGO_SETTINGS_MODULE": "tests.toy_project.settings"}
    environment = {**os.environ, **settings, "PYTHONPATH": str(tmp_path)}
    environment.pop("DATABASE_URL", None)

    def run(*command):
        done = subprocess.run(
            [sys.executable, *command],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]

    return run


def test_a_new_type_with_rows_and_a_block_with_a_picture_leaves_no_gap(run):
    run("manage.py", "makemigrations", "journeys")
    run("-m", "pytest", "-q", "-n0", "tests/toy_project/journey_tests.py")
