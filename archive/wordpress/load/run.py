"""One run of the import, from the file to the last redirect."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from archive.models import ImportRecord, ImportRun
from archive.wordpress.export import read
from archive.wordpress.export.catalogue import Catalogue
from archive.wordpress.export.records import Item
from archive.wordpress.files.uploads import Uploads
from archive.wordpress.parts import Note

from .choice import ATTACHMENT, PAGE, languages_of
from .file_redirects import FileRedirects
from .ledger import Ledger
from .lists import old_lists
from .made import Maker
from .media import MediaWriter
from .options import Options, Refused
from .pages import PageWriter
from .records import Outcome
from .redirects import Redirects
from .targets import Targets
from .tree import Tree

Action = ImportRecord.Action


class Watcher(Protocol):
    """Whoever follows a run."""

    def begin(self, files: int, posts: int) -> None: ...
    def took(self, outcome: Outcome) -> None: ...


@dataclass
class Summary:
    """What a run came to."""

    counts: Counter[str] = field(default_factory=Counter)  # of pages by what happened
    files: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)
    losses: int = 0
    errors: int = 0
    to_review: int = 0
    notes: list[str] = field(default_factory=list)  # about the file itself
    run: ImportRun | None = None

    def add(self, outcome: Outcome) -> None:
        counter = self.files if outcome.item.kind == ATTACHMENT else self.counts
        counter[outcome.action.value] += 1
        if outcome.model and outcome.item.kind != ATTACHMENT:
            self.types[outcome.model] += 1
        self.losses += bool(outcome.losses)
        self.errors += outcome.is_error
        self.to_review += bool(outcome.notes)

    def data(self) -> dict[str, Any]:
        """As it stands at the end of the report's file."""
        return {
            "pages": self.counts,
            "files": self.files,
            "types": self.types,
            "withLosses": self.losses,
            "errors": self.errors,
            "toReview": self.to_review,
            "notes": self.notes,
        }

    def lines(self) -> Iterator[str]:
        """As a person reads it."""
        for name, counter in (("Pages", self.counts), ("Files", self.files), ("Types", self.types)):
            said = ", ".join(f"{number:,} {word}" for word, number in sorted(counter.items()))
            yield f"{name}: {said.replace('_', ' ') or 'none'}."
        yield f"With losses: {self.losses:,}. Errors: {self.errors:,}."
        yield f"For an editor to look at: {self.to_review:,}."
        yield from self.notes


class Stopped(Exception):
    """Somebody asked the run to stop, and it did, between two items."""


class Import:
    """A run over one file."""

    def __init__(self, options: Options, watcher: Watcher) -> None:
        self._options, self._watcher = options, watcher
        self.summary = Summary()
        self._is_stopping = False
        self._doubles: set[int] = set()  # where items stand whose ID another one had before
        self._run: ImportRun | None = None

    def stop(self) -> None:
        """Ask for a stop after the item that is being written."""
        self._is_stopping = True

    def run(self) -> Summary:
        """Refused where nothing can be done; what goes wrong with one item is in its report."""
        with self._options.file.open("rb") as file, Catalogue.of(read(file)) as catalogue:
            if self._options.uploads:
                Uploads(self._options.uploads)  # raises where there is no such folder
            unfinished = self._unfinished() if self._options.resume else None
            self._note_oddities(catalogue)
            ledger = Ledger(site_name(catalogue.site.url))
            tree = Tree(self._options, ledger.site)
            tree.prepare(languages_of(catalogue.languages()))
            with self._recorded(ledger.site, unfinished):
                self._take_all(catalogue, ledger, tree)
        return self.summary

    def _take_all(self, catalogue: Catalogue, ledger: Ledger, tree: Tree) -> None:
        options, numbers = self._options, catalogue.counts()
        files = sum(number for (kind, _), number in numbers.items() if kind == ATTACHMENT)
        self._watcher.begin(files, sum(numbers.values()) - files)
        targets = Targets(catalogue, ledger, is_dry=options.is_dry, language=options.locale)
        media = MediaWriter(options, catalogue, ledger, targets)
        pages = PageWriter(options, catalogue, ledger, tree, Maker(options, catalogue, targets))
        self._each(lambda item: item.kind == ATTACHMENT, media.take)
        self._each(lambda item: item.kind not in (ATTACHMENT, PAGE), pages.take)
        for depth in range(catalogue.deepest() + 1):
            self._each(partial(is_page_at, catalogue, depth), pages.take)
        if pages.waiting:  # or the whole file would be read once more for nothing
            self._each(lambda item: item.id in pages.waiting, pages.link_again)
        if media.closing:
            self._each(
                lambda item: item.id in media.closing,
                partial(media.withdraw, leaving=pages.leaving),
            )
        if not options.is_dry:
            self._write_redirects(catalogue, ledger, tree)

    def _each(self, wanted: Callable[[Item], bool], take: Callable[[Item], Outcome | None]) -> None:
        """Every item that is wanted, each in a transaction of its own."""
        with self._options.file.open("rb") as file:
            for item in read(file):
                if not isinstance(item, Item) or item.offset in self._doubles:
                    continue
                if not wanted(item):
                    continue
                if self._is_stopping:
                    raise Stopped(f"before item {item.id}, “{item.title}”")
                outcome = self._taken(take, item)
                if outcome is not None:
                    self.summary.add(outcome)
                    self._watcher.took(outcome)

    def _taken(self, take: Callable[[Item], Outcome | None], item: Item) -> Outcome | None:
        try:
            with transaction.atomic():
                outcome = take(item)
                if outcome is not None and self._run:
                    outcome.keep(self._run)
                if self._options.is_dry:  # which leaves nothing of it, whatever was written
                    transaction.set_rollback(True)
            return outcome
        except Exception as error:  # noqa: BLE001 -- one post must not end the run
            note = Note("failed", f"{type(error).__name__}: {error}", is_loss=True)
            failed = Outcome(item, Action.FAILED, notes=[note])
            if self._run:
                failed.keep(self._run)
            return failed

    def _write_redirects(self, catalogue: Catalogue, ledger: Ledger, tree: Tree) -> None:
        """Of what is no item's own; what the next run finds missing it adds."""
        redirects = Redirects(catalogue, ledger, tree)
        files = FileRedirects(catalogue, ledger, redirects)
        section, front = tree.section(tree.locale), tree.front(tree.locale)
        with transaction.atomic():
            notes = redirects.write(old_lists(catalogue, section, front))
        for notes_on_one in (notes, *files.write()):
            lost = [note.text for note in notes_on_one if note.is_loss]
            self.summary.notes += lost
            self.summary.losses += len(lost)

    def _note_oddities(self, catalogue: Catalogue) -> None:
        for skipped in catalogue.skipped():
            self.summary.notes.append(f"At byte {skipped.offset:,}: {skipped.reason}")
        for double in catalogue.duplicates():
            self._doubles.add(double.offset)
            self.summary.notes.append(
                f"At byte {double.offset:,}: “{double.title}” has the ID {double.id} of another "
                "item and was not taken."
            )
        self.summary.losses += len(self.summary.notes)
        if fields := catalogue.custom_fields:
            shown = ", ".join(f"{name} ({number:,})" for name, number in fields.most_common(50))
            text = f"Custom fields are not taken over; by the number of posts they are: {shown}."
            self.summary.notes.append(text)

    @contextmanager
    def _recorded(self, site: str, unfinished: ImportRun | None) -> Iterator[None]:
        """Keep for the admin that there was a run, and how it ended."""
        if self._options.is_dry:
            yield
            return
        self._run = self.summary.run = self._begun(site, unfinished)
        state = ImportRun.State.FAILED
        try:
            yield
            state = ImportRun.State.FINISHED
        except Stopped:
            state = ImportRun.State.STOPPED
            raise
        finally:
            self._run.state, self._run.finished_at = state, timezone.now()
            self._run.counts = counted(self._run)
            self._run.save()

    def _begun(self, site: str, unfinished: ImportRun | None) -> ImportRun:
        if unfinished is None:
            return ImportRun.objects.create(
                file_name=self._options.file.name[:255],
                file_sha256=digest_of_file(self._options.file),
                site=site,
                user=self._options.user,
            )
        unfinished.state = ImportRun.State.RUNNING
        unfinished.save()
        return unfinished

    def _unfinished(self) -> ImportRun:
        runs = ImportRun.objects.exclude(state=ImportRun.State.FINISHED)
        found = runs.filter(file_sha256=digest_of_file(self._options.file)).first()
        if found is None:
            raise Refused("There is no unfinished import of this file: leave --resume out.")
        return found


def counted(run: ImportRun) -> dict[str, int]:
    """Its pages by what happened, also before it was gone on with."""
    pages = run.records.exclude(kind=ATTACHMENT).order_by()
    return dict(pages.values_list("action").annotate(Count("pk")))


def is_page_at(catalogue: Catalogue, depth: int, item: Item) -> bool:
    """Pages come after those that they lie below."""
    return item.kind == PAGE and catalogue.depth(item.id) == depth


def site_name(url: str) -> str:
    """One name for a site, whatever the scheme: "example.org/blog"."""
    split = urlsplit(url)
    host = (split.hostname or "").removeprefix("www.")
    return f"{host}{split.path.rstrip('/')}"


def digest_of_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
