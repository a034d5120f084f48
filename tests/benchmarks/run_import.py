"""The benchmark of the import, on the database that DATABASE_URL names.

It has its own process to measure the import's memory: `python -m tests.benchmarks.run_import`
"""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "cms.settings.test"
os.environ["CHECK_DECLARATIONS"] = "0"  # as in production
django.setup()

from django.db import connection  # noqa: E402 -- Django has to be set up before it is used

from archive.models import ArchiveSectionPage  # noqa: E402
from archive.wordpress.load.site.tree import SLUG  # noqa: E402

from . import imports  # noqa: E402
from .database import in_a_test_database  # noqa: E402
from .report import print_import  # noqa: E402

POSTS = 100


def main() -> int:
    posts = int(os.environ.get("IMPORT") or POSTS)
    with TemporaryDirectory() as folder:
        return in_a_test_database(partial(compare, Path(folder), posts))


def compare(folder: Path, posts: int) -> None:
    imports.write_archive(folder, posts)
    before = imports.peak_memory()
    first, _summary = imports.import_archive(folder)
    memory = (before, imports.peak_memory())
    again, _summary = imports.import_archive(folder)
    imported = ArchiveSectionPage.objects.get(slug=SLUG)
    section, plain = imports.write_plainly(imported)
    imports.check_same_bodies(imported, section)
    print(
        f"\n{connection.display_name}, {posts:,} posts and {posts // 2:,} pictures from WordPress"
    )
    efforts = {"imported": first.posts, "imported again": again.posts, "Wagtail alone": plain}
    print_import(posts, efforts, "Wagtail alone")
    print(f"The pictures took {first.files.cpu:.1f} s of CPU, {first.files.wall:.1f} s in all.")
    print(f"Memory: {memory[1]:.0f} MB at most, {memory[0]:.0f} MB before.")


if __name__ == "__main__":
    sys.exit(main())
