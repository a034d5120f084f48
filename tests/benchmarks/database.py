"""A database for a benchmark, deleted afterwards."""

from __future__ import annotations

import sys
from collections.abc import Callable

from django.db import connection

from .fairness import UnequalWork


def in_a_test_database(benchmark: Callable[[], object]) -> int:
    """Run the benchmark; the exit status is 1 if the contestants' answers differ."""
    name = connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        return unequal_is_refused(benchmark)
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def unequal_is_refused(benchmark: Callable[[], object]) -> int:
    """Run the benchmark; returns 1 with a message if the contestants' answers differ."""
    try:
        benchmark()
    except UnequalWork as refusal:
        print(f"Nothing is compared: {refusal}", file=sys.stderr)
        return 1
    return 0
