"""wagtail-grapple says the same as this API before both are timed."""

import subprocess
import sys

import pytest
from django.db import connection

from tests.factories import languages

from .archive import BenchmarkArchive
from .grapple_contestant.packages import is_installed
from .run_grapple import unpublish_what_is_hidden

pytestmark = [
    pytest.mark.skipif(not is_installed(), reason="wagtail-grapple comes with `make bench`"),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="takes a copy of the file"),
]


@pytest.fixture
def compared(db, tmp_path):
    """Compares both on a copy of the rows that the test has written, in a process of their own."""

    def compare():
        copy = tmp_path / "copy.sqlite3"
        copy.write_bytes(connection.connection.serialize())
        return subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.run_grapple", "--compare"],
            env={"PATH": "", "DATABASE_URL": f"sqlite:///{copy}"},
            capture_output=True,
            text=True,
            check=False,
        )

    return compare


def test_grapple_gives_the_same_cards_and_is_refused_where_it_does_not(compared):
    languages()
    BenchmarkArchive().grow(60)
    refused = compared()
    unpublish_what_is_hidden()
    equal = compared()
    assert refused.returncode == 1
    assert "this API and grapple differ at data" in refused.stderr
    assert equal.returncode == 0, equal.stderr
