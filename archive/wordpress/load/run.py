"""One run of the import, from the file to the last redirect."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from archive.models import ImportRun
from archive.wordpress.export import read
from archive.wordpress.export.catalogue import Catalogue
from archive.wordpress.export.hosts import Hosts
from archive.wordpress.export.records import Item, Record
from archive.wordpress.export.repairs import Repairs
from archive.wordpress.files.uploads import Uploads
from archive.wordpress.parts import Note
from cms.record.touched import deferred

from .bookkeeping.ledger import Ledger
from .bookkeeping.outcomes import Action, Outcome
from .media.attachments import AttachmentWriter
from .media.unnamed import unnamed_files
from .menus import MENU_ITEM, MenuWriter
from .options import Options, Refused
from .pages.builder import PageBuilder
from .pages.writer import PageWriter
from .redirects.files import file_redirects
from .redirects.lists import list_redirects
from .redirects.writer import RedirectWriter
from .references.targets import Targets
from .rehearsal import rehearsed
from .selection import ATTACHMENT, PAGE, languages_of
from .site.tree import Tree
from .summary import Summary


class Watcher(Protocol):
    """Whoever follows a run."""

    def begin(self, files: int, posts: int) -> None: ...
    def advance(self, outcome: Outcome) -> None: ...


class Stopped(Exception):
    """Somebody asked the run to stop, and it did, between two items."""


class Import:
    """A run over one file."""

    def __init__(self, options: Options, watcher: Watcher) -> None:
        self._options, self._watcher = options, watcher
        self._hosts, self._repairs = Hosts(options.former_domains), Repairs()
        self.summary = Summary()
        self._is_stopping = False
        self._duplicates: set[int] = set()  # offsets of items whose ID another one had before
        self._further_files: list[Item] = []  # that no attachment of the export names
        self._run: ImportRun | None = None

    def stop(self) -> None:
        """Ask for a stop after the item that is being written."""
        self._is_stopping = True

    def run(self) -> Summary:
        """Refused where nothing can be done; what goes wrong with one item is in its report."""
        with Catalogue.of(self._read(self._repairs), self._hosts) as catalogue:
            if self._options.uploads:
                self._further_files = list(unnamed_files(Uploads(self._options.uploads), catalogue))
            self._note_oddities(catalogue)
            with rehearsed() if self._options.is_dry else nullcontext(), deferred():
                self._run_over(catalogue)
        return self.summary

    def _read(self, repairs: Repairs) -> Iterator[Record]:
        with ExitStack() as stack:
            files = [stack.enter_context(path.open("rb")) for path in self._options.files]
            is_strict = self._options.is_strict
            yield from read(*files, hosts=self._hosts, repairs=None if is_strict else repairs)

    def _run_over(self, catalogue: Catalogue) -> None:
        unfinished_run = self._unfinished() if self._options.resume else None
        ledger = Ledger(site_name(catalogue.site.url))
        tree = Tree(self._options, ledger.site)
        tree.prepare(languages_of(catalogue.languages()))
        with self._recorded(ledger.site, unfinished_run):
            self._import_all(catalogue, ledger, tree)

    def _import_all(self, catalogue: Catalogue, ledger: Ledger, tree: Tree) -> None:
        options, numbers = self._options, catalogue.counts()
        files = sum(number for (kind, _), number in numbers.items() if kind == ATTACHMENT)
        links = sum(number for (kind, _), number in numbers.items() if kind == MENU_ITEM)
        self._watcher.begin(files, sum(numbers.values()) - files - links)
        targets = Targets(options, catalogue, ledger, tree)
        media = AttachmentWriter(options, catalogue, ledger)
        builder = PageBuilder(options, catalogue, targets)
        pages = PageWriter(options, catalogue, ledger, tree, builder)
        self._each(lambda item: item.kind == ATTACHMENT, media.write)
        self._each(lambda item: item.kind not in (ATTACHMENT, PAGE, MENU_ITEM), pages.write)
        for depth in range(catalogue.deepest() + 1):
            self._each(partial(is_page_at, catalogue, depth), pages.write)
        menus = MenuWriter(ledger.site, catalogue, targets, tree)
        self._each(lambda item: item.kind == MENU_ITEM, menus.add)
        self.summary.notes += menus.write()
        if pages.waiting:  # or the whole file would be read once more for nothing
            self._each(lambda item: item.id in pages.waiting, pages.link_again)
        if media.to_hide:
            withdraw = partial(media.withdraw, leaving=pages.leaving)
            self._each(lambda item: item.id in media.to_hide, withdraw)
        self._write_redirects(catalogue, ledger, tree)

    def _each(
        self, is_due: Callable[[Item], bool], write: Callable[[Item], Outcome | None]
    ) -> None:
        """Write every item that is due, each in a transaction of its own."""
        for item in chain(self._read(Repairs()), self._further_files):
            if not isinstance(item, Item) or item.offset in self._duplicates:
                continue
            if not is_due(item):
                continue
            if self._is_stopping:
                raise Stopped(f"before item {item.id}, “{item.title}”")
            outcome = self._write(write, item)
            if outcome is not None:
                self.summary.add(outcome)
                if self._options.is_dry and outcome.action == Action.CREATED:
                    outcome.page = None  # of which nobody will find anything
                self._watcher.advance(outcome)

    def _write(self, write: Callable[[Item], Outcome | None], item: Item) -> Outcome | None:
        try:
            with transaction.atomic():
                outcome = write(item)
                if outcome is not None and self._run:
                    outcome.save(self._run)
            return outcome
        except Exception as error:  # noqa: BLE001 -- one post must not end the run
            note = Note("failed", f"{type(error).__name__}: {error}", is_loss=True)
            failure = Outcome(item, Action.FAILED, notes=[note])
            if self._run:
                failure.save(self._run)
            return failure

    def _write_redirects(self, catalogue: Catalogue, ledger: Ledger, tree: Tree) -> None:
        """Write the redirects that belong to no page; the next run adds what is missing."""
        writer = RedirectWriter(catalogue, ledger, tree)
        section, front = tree.section(tree.locale), tree.front(tree.locale)
        with transaction.atomic():
            notes = writer.write(list_redirects(catalogue, section, front))
        for attachment in catalogue.attachments():
            notes += writer.write(file_redirects(attachment, catalogue, ledger, writer))
        losses = [note.text for note in notes if note.is_loss]
        self.summary.notes += losses
        self.summary.losses += len(losses)

    def _note_oddities(self, catalogue: Catalogue) -> None:
        for skipped_item in catalogue.skipped():
            self.summary.notes.append(f"At byte {skipped_item.offset:,}: {skipped_item.reason}")
        for duplicate in catalogue.duplicates():
            self._duplicates.add(duplicate.offset)
            self.summary.notes.append(
                f"At byte {duplicate.offset:,}: “{duplicate.title}” has the ID {duplicate.id} of "
                "another item and was not taken."
            )
        self.summary.losses += len(self.summary.notes) + bool(self._repairs.lost_bytes)
        self.summary.notes += self._repairs.notes
        if (count := self._repairs.count - len(self._repairs.notes)) > 0:
            self.summary.notes.append(f"{count:,} more places of the file were repaired.")
        if hosts := catalogue.hosts.unnamed:
            names = ", ".join(f"{name} ({number:,})" for name, number in hosts)
            text = "Hosts that may have been this site's before, by the number of items that name"
            self.summary.notes.append(f"{text} them: {names}. Name them with --former-domain.")
        if catalogue.comments:
            self.summary.notes.append(f"{catalogue.comments:,} comments are not taken over.")
        self.summary.custom_fields = catalogue.custom_fields
        by_number = sorted(catalogue.custom_fields.items(), key=lambda field: -len(field[1]))
        if by_number:
            text = "; ".join(f"{name} ({_posts(posts)})" for name, posts in by_number[:50])
            self.summary.notes.append(f"Custom fields are not taken over: {text}.")

    @contextmanager
    def _recorded(self, site: str, unfinished_run: ImportRun | None) -> Iterator[None]:
        """Record the run for the admin, and how it ended."""
        self._run = self.summary.run = self._begin(site, unfinished_run)
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

    def _begin(self, site: str, unfinished_run: ImportRun | None) -> ImportRun:
        if unfinished_run is None:
            return ImportRun.objects.create(
                file_name=", ".join(path.name for path in self._options.files)[:255],
                file_sha256=digest_of(self._options.files),
                site=site,
                user=self._options.user,
            )
        unfinished_run.state = ImportRun.State.RUNNING
        unfinished_run.save()
        return unfinished_run

    def _unfinished(self) -> ImportRun:
        runs = ImportRun.objects.exclude(state=ImportRun.State.FINISHED)
        run = runs.filter(file_sha256=digest_of(self._options.files)).first()
        if run is None:
            raise Refused("There is no unfinished import of this file: leave --resume out.")
        return run


def _posts(numbers: Sequence[int]) -> str:
    """How many they are, and the first of them; the report's file has all."""
    first = ", ".join(map(str, numbers[:5]))
    return f"{len(numbers):,}: {first}{', …' if len(numbers) > 5 else ''}"


def counted(run: ImportRun) -> dict[str, int]:
    """The number of the run's items by action, those before it was resumed included."""
    pages = run.records.exclude(kind=ATTACHMENT).order_by()
    return dict(pages.values_list("action").annotate(Count("pk")))


def is_page_at(catalogue: Catalogue, depth: int, item: Item) -> bool:
    """Whether an item is a page at this depth: pages are written after those above them."""
    return item.kind == PAGE and catalogue.depth(item.id) == depth


def site_name(url: str) -> str:
    """One name for a site, whatever the scheme: "example.org/blog"."""
    split = urlsplit(url)
    host = (split.hostname or "").removeprefix("www.")
    return f"{host}{split.path.rstrip('/')}"


def digest_of(paths: Sequence[Path]) -> str:
    """The SHA-256 of a file; of several, that of theirs in the order of their names."""
    digests = []
    for path in sorted(paths, key=lambda path: path.name):
        with path.open("rb") as file:
            digests.append(hashlib.file_digest(file, "sha256").hexdigest())
    if len(digests) == 1:
        return digests[0]
    return hashlib.sha256("".join(digests).encode()).hexdigest()
