"""One run of the import, from the file to the last redirect."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, nullcontext
from functools import partial
from typing import Protocol
from urllib.parse import urlsplit

from django.db import transaction

from archive.markup.parts import Note
from archive.wordpress.export import read
from archive.wordpress.export.catalogue import Catalogue
from archive.wordpress.export.hosts import Hosts
from archive.wordpress.export.records import Item, Record
from archive.wordpress.export.repairs import Repairs
from archive.wordpress.export.selection import ATTACHMENT, PAGE
from archive.wordpress.files.uploads import Uploads
from cms.record.touched import deferred

from .bookkeeping.ledger import Ledger
from .bookkeeping.outcomes import Action, Outcome
from .bookkeeping.runs import Stopped, alone, recorded, unfinished_run
from .media.attachments import AttachmentWriter
from .media.unnamed import add_unnamed_files, files_nothing_names
from .menus import MENU_ITEM, MenuWriter
from .options import Options
from .pages.builder import PageBuilder
from .pages.writer import PageWriter
from .redirects.files import file_redirects
from .redirects.lists import list_redirects
from .redirects.writer import RedirectWriter
from .references.targets import Targets
from .rehearsal import rehearsed
from .shown_nowhere import shown_nowhere
from .site.tree import Tree
from .summary import Summary


class Watcher(Protocol):
    """Follows the progress of a run."""

    def begin(self, files: int, posts: int) -> None: ...
    def advance(self, outcome: Outcome) -> None: ...


class Import:
    """A run over the files of one export."""

    def __init__(self, options: Options, watcher: Watcher) -> None:
        self._options, self._watcher = options, watcher
        self.summary = Summary()
        self._is_stopping = False
        self._give_way: Callable[[], None] = go_on

    def stop(self) -> None:
        """Stop after the item that is being written."""
        self._is_stopping = True

    def run(self) -> Summary:
        """Run; raises Refused if nothing can be done. Errors of an item are in its report."""
        hosts, repairs = Hosts(self._options.former_domains), Repairs()
        with alone(), Catalogue.of(self._read(hosts, repairs), hosts) as catalogue:
            uploads = Uploads(self._options.uploads) if self._options.uploads else None
            if uploads:
                add_unnamed_files(uploads, catalogue)
                self.summary.unnamed_files = list(files_nothing_names(uploads, catalogue))
            self.summary.add_file(catalogue, repairs)
            rehearsal = rehearsed() if self._options.is_dry else nullcontext(go_on)
            with rehearsal as self._give_way, deferred():
                self._write_all(catalogue, uploads)
        return self.summary

    def _read(self, hosts: Hosts, repairs: Repairs) -> Iterator[Record]:
        with ExitStack() as stack:
            files = [stack.enter_context(path.open("rb")) for path in self._options.files]
            is_strict = self._options.is_strict
            yield from read(*files, hosts=hosts, repairs=None if is_strict else repairs)

    def _write_all(self, catalogue: Catalogue, uploads: Uploads | None) -> None:
        unfinished = unfinished_run(self._options)  # raises Refused before anything is written
        ledger = Ledger(site_name(catalogue.site.url))
        tree = Tree(self._options, ledger.site)
        tree.prepare(catalogue.languages)
        run = recorded(self._options, ledger.site, self.summary.kept, unfinished)
        with run as self.summary.run:
            numbers = catalogue.counts()
            files, links = numbers[ATTACHMENT], numbers[MENU_ITEM]
            self._watcher.begin(files, numbers.total() - files - links)
            self._write_items(catalogue, ledger, tree, uploads)
            self._write_redirects(catalogue, ledger, tree)
            self.summary.notes += shown_nowhere(catalogue, ledger.site)

    def _write_items(
        self, catalogue: Catalogue, ledger: Ledger, tree: Tree, uploads: Uploads | None
    ) -> None:
        targets = Targets(self._options, catalogue, ledger, tree)
        media = AttachmentWriter(self._options, catalogue, ledger, uploads)
        builder = PageBuilder(self._options, catalogue, targets)
        pages = PageWriter(self._options, catalogue, ledger, tree, builder)
        menus = MenuWriter(catalogue, ledger, tree, targets)
        self._each(catalogue.items_of(ATTACHMENT), media.write)
        self._each(catalogue.items_but(ATTACHMENT, PAGE, MENU_ITEM), pages.write)
        self._each(catalogue.pages(), pages.write)
        self._each(catalogue.items_of(MENU_ITEM), menus.add)
        self.summary.notes += menus.write()
        self._each(catalogue.items_numbered(pages.waiting), pages.link_again)
        withdraw = partial(media.withdraw, leaving=pages.leaving)
        self._each(catalogue.items_numbered(media.to_hide), withdraw)

    def _each(self, items: Iterable[Item], write: Callable[[Item], Outcome | None]) -> None:
        """Write items, each in a transaction of its own."""
        for item in items:
            if self._is_stopping:
                raise Stopped(f"before item {item.id}, “{item.title}”")
            self._give_way()
            outcome = self._outcome(write, item)
            if outcome is not None:
                self.summary.add(outcome)
                if self._options.is_dry and outcome.action == Action.CREATED:
                    outcome.page = None  # which was rolled back
                self._watcher.advance(outcome)

    def _outcome(self, write: Callable[[Item], Outcome | None], item: Item) -> Outcome | None:
        run = self.summary.run
        try:
            with transaction.atomic():
                outcome = write(item)
                if outcome is not None and run:
                    outcome.save(run)
            return outcome
        except Exception as error:  # noqa: BLE001 -- one post must not end the run
            values = {"error": type(error).__name__, "words": str(error)}
            note = Note("failed", "%(error)s: %(words)s", values, is_loss=True)
            failure = Outcome(item, Action.FAILED, notes=[note])
            if run:
                failure.save(run)
            return failure

    def _write_redirects(self, catalogue: Catalogue, ledger: Ledger, tree: Tree) -> None:
        """Write the redirects that belong to no page; the next run adds missing ones."""
        writer = RedirectWriter(catalogue, ledger, tree)
        section, front = tree.section(tree.locale), tree.front(tree.locale)
        with transaction.atomic():
            notes = writer.write(list_redirects(catalogue, section, front))
        for attachment in catalogue.attachments():
            notes += writer.write(file_redirects(attachment, catalogue, ledger, writer))
        for note in notes:
            if note.is_loss:
                self.summary.add_note(note)


def go_on() -> None:
    """Do nothing: an import never gives way, because its transactions are short."""


def site_name(url: str) -> str:
    """One name for a site, whatever the scheme: "example.org/blog"."""
    split = urlsplit(url)
    host = (split.hostname or "").removeprefix("www.")
    return f"{host}{split.path.rstrip('/')}"
