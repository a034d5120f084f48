"""A database that a benchmark fills, and that is gone after it."""

from __future__ import annotations

import sys
from collections.abc import Callable

from django.db import connection

from .fairness import UnequalWork


def in_a_test_database(benchmark: Callable[[], None]) -> int:
    """Run it; the exit status is 1 where the contestants did not do the same."""
    name = connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        benchmark()
    except UnequalWork as refusal:
        print(f"Nothing is compared: {refusal}", file=sys.stderr)
        return 1
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
    return 0
