"""All benchmarks on the database that DATABASE_URL names: `python -m tests.benchmarks.run`."""

from __future__ import annotations

import os
import sys
from functools import partial

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings.test"
os.environ["CHECK_DECLARATIONS"] = "0"  # as in production
django.setup()

from django.conf import settings  # noqa: E402 -- Django has to be set up before it is used
from django.db import connection  # noqa: E402

from .archive import BenchmarkArchive  # noqa: E402
from .asking import compare_ways  # noqa: E402
from .contestants import contestants, path_of_a_letter, tasks  # noqa: E402
from .database import in_a_test_database  # noqa: E402
from .fairness import check_equal_work  # noqa: E402
from .growth import compare  # noqa: E402
from .measure import measure  # noqa: E402
from .publishing import print_publishing, print_publishing_growth, publishing  # noqa: E402
from .report import print_comparison, print_growth  # noqa: E402
from .serving import compare_clients  # noqa: E402
from .uploads import print_uploads  # noqa: E402

ENTRIES = 1_000


def main() -> int:
    entries = int(os.environ.get("ENTRIES") or ENTRIES)
    seconds = float(os.environ.get("SECONDS") or 12)
    settings.ROOT_URLCONF = "tests.benchmarks.urls"
    connection.settings_dict["CONN_MAX_AGE"] = None  # as in production, for all alike
    return in_a_test_database(partial(compare_all, entries, seconds))


def compare_all(entries: int, seconds: float) -> None:
    print(f"\n{connection.display_name}, {ENTRIES:,} entries; milliseconds per request")
    archive = BenchmarkArchive()
    archive.grow(ENTRIES)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    compare_contestants(seconds)
    if connection.vendor == "postgresql":
        print_uploads()
    print_publishing(ENTRIES, small := publishing(seconds))
    if entries > ENTRIES and connection.vendor == "postgresql":
        print_growth(ENTRIES, entries, compare(archive, entries - ENTRIES, seconds))
        print_publishing(entries, large := publishing(seconds))
        print_publishing_growth(small, large)


def compare_contestants(seconds: float) -> None:
    first, *_ = all_tasks = tasks(path_of_a_letter())
    for task in all_tasks:
        size = check_equal_work(task)
        figures = measure(contestants(task), seconds)
        print_comparison(f"{task.name}, {size / 1000:.0f} kB of JSON", figures)
        compare_ways(task, seconds)
    compare_clients(first, seconds)


if __name__ == "__main__":
    sys.exit(main())
