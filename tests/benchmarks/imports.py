"""An import from WordPress, compared with writing the same pages with Wagtail alone.

Wagtail alone reads no file, converts nothing, finds no structure, imports no pictures, keeps no
ledger, report or redirects, and writes each page once, whereas ours returns to pages that link to
later posts. Its input is the result of ours, and reading that is not timed.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from django.db import transaction
from wagtail.models import Page

from archive.models import ArchiveSectionPage, EntryPage
from archive.wordpress.load import Import, Options, Outcome, Summary
from tests.archive.wordpress.load import big

from .fairness import UnequalWork, first_difference

# Values that Wagtail or the archive assigns: they differ between equal pages.
OWN = {
    *("pk", "path", "depth", "numchild", "url_path", "page_ptr", "entrypage_ptr", "content_type"),
    *("translation_key", "reference_code", "latest_revision", "live_revision"),
    *("latest_revision_created_at", "wagtail_admin_comments", "page"),
    "content_object",
}


@dataclass
class Effort:
    """Seconds that something took."""

    cpu: float = 0
    wall: float = 0

    @contextmanager
    def timed(self) -> Iterator[None]:
        cpu, wall = time.process_time(), time.perf_counter()
        yield
        self.cpu += time.process_time() - cpu
        self.wall += time.perf_counter() - wall


@dataclass
class Follower:
    """Separates the time of posts from that of files, which come first."""

    files: Effort = field(default_factory=Effort)
    posts: Effort = field(default_factory=Effort)
    at: tuple[float, float] = (0, 0)

    def begin(self, files: int, posts: int) -> None:
        self.at = (time.process_time(), time.perf_counter())

    def advance(self, outcome: Outcome) -> None:
        self.add(self.files if outcome.is_file else self.posts)

    def add(self, effort: Effort) -> None:
        cpu, wall = time.process_time(), time.perf_counter()
        effort.cpu += cpu - self.at[0]
        effort.wall += wall - self.at[1]
        self.at = (cpu, wall)


def write_archive(folder: Path, posts: int) -> None:
    """Write an export and its uploads, with a picture for every second post."""
    with (folder / "export.xml").open("wb") as file:
        big.write_export(file, posts, posts // 2)
    big.write_uploads(folder / "uploads", posts // 2)


def import_archive(folder: Path) -> tuple[Follower, Summary]:
    """Import everything, as the command does; final links count with the posts."""
    follower = Follower()
    options = Options((folder / "export.xml",), uploads=folder / "uploads")
    summary = Import(options, follower).run()
    follower.add(follower.posts)
    if summary.errors:
        raise UnequalWork(f"{summary.errors} posts were not imported")
    return follower, summary


def write_plainly(imported: ArchiveSectionPage) -> tuple[ArchiveSectionPage, Effort]:
    """Write the pages of a section again into another section, each in its own transaction."""
    section = ArchiveSectionPage(title="Plain", slug="plain", locale=imported.locale)
    imported.get_parent().add_child(instance=section)
    effort = Effort()
    for page in entries(imported):
        content = without_keys(page.serializable_data())
        above = Page.objects.get(pk=section.pk).specific
        with effort.timed(), transaction.atomic():
            copy: Any = type(page).from_serializable_data(content)
            # As in an import: incomplete old letters are not omitted.
            copy.is_imported = True
            copy.save = partial(copy.save, clean=False)
            above.add_child(instance=copy)
            copy.save_revision(clean=False, changed=False)
    return section, effort


def check_same_bodies(one: ArchiveSectionPage, other: ArchiveSectionPage) -> int:
    """The number of pages; raises UnequalWork with the place of a difference."""
    pages = said(one)
    if difference := first_difference(pages, said(other)):
        raise UnequalWork(f"the import and Wagtail alone differ {difference}")
    return len(pages)


def said(section: ArchiveSectionPage) -> list[Any]:
    return [
        (type(page).__name__, page.title, list(page.body.raw_data)) for page in entries(section)
    ]


def entries(section: ArchiveSectionPage) -> Iterator[EntryPage]:
    below = EntryPage.objects.child_of(section).order_by("path")
    return below.specific().iterator(chunk_size=100)


def without_keys(value: Any) -> Any:
    """A page's data, including rows, as for an unsaved page."""
    if isinstance(value, list):
        return [without_keys(each) for each in value]
    if isinstance(value, dict):
        kept = {name: without_keys(each) for name, each in value.items() if name not in OWN}
        return {"pk": None} | kept
    return value


def peak_memory() -> float:
    """The peak memory of this process, in megabytes."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1024 * 1024 if sys.platform == "darwin" else 1024)
