"""Imports a WordPress export into the archive."""

from __future__ import annotations

import re
import signal
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from archive.wordpress.export import Broken
from archive.wordpress.load import Import, Options, Outcome, Refused, Stopped, Summary
from archive.wordpress.profile import profile_at
from archive.wordpress.report import ReportFile
from archive.wordpress.structure.type_map import TypeMap, UnreadableMap

LOSSES, NOTHING_DONE, STOPPED = 1, 2, 130  # 130 is the shells' status for Ctrl-C
PLAIN_PATH = f"{profile_at.__module__}.PLAIN"
EVERY = 100  # items between two plain lines


class Command(BaseCommand):
    """Imports a WordPress export; may be repeated without doing anything twice."""

    help = (
        "Import a WordPress export (WXR). Running it again continues where it stopped, and changes "
        "nothing else. Exit status: 0 without losses, errors and empty public pages, 1 with some, "
        "2 if nothing could be done."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "files",
            type=Path,
            nargs="+",
            metavar="file",
            help="the export written by Tools, Export; all of its files, if it was split",
        )
        parser.add_argument("--uploads", type=Path, help="a copy of wp-content/uploads")
        parser.add_argument(
            "--fetch-media",
            action="store_true",
            help="download missing files from the old site, over the public web",
        )
        parser.add_argument(
            "--strict",
            action="store_true",
            help="refuse a file with a bad byte or a bare “&” instead of repairing it",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="write nothing, and report what would happen"
        )
        parser.add_argument("--under", default="", help="the path of a section: /archive/letters/")
        parser.add_argument("--locale", default="", help="the language of posts without one: ja")
        parser.add_argument(
            "--update",
            action="store_true",
            help="import changed posts too, unless they were edited here",
        )
        parser.add_argument(
            "--public-types",
            default="",
            help="types besides post and page whose published posts readers saw: film,event",
        )
        parser.add_argument(
            "--public-taxonomies",
            default="",
            help="taxonomies besides category and post_tag whose terms readers saw: series,country",
        )
        parser.add_argument(
            "--former-domain",
            action="append",
            default=[],
            dest="former_domains",
            help="a former host of the old site, old.example.org; may be repeated",
        )
        parser.add_argument(
            "--report",
            type=Path,
            help="write a report to this JSON file, to a CSV file beside it, and to one with "
            "types that can be corrected for --type-map",
        )
        parser.add_argument(
            "--resume", action="store_true", help="continue an unfinished run of this file"
        )
        parser.add_argument(
            "--type-map", type=Path, help="a CSV file that sets types by ID, category or title"
        )
        parser.add_argument(
            "--profile",
            default=settings.WORDPRESS_PROFILE,
            help="the dotted path of the words that identify letters, interviews, film events and "
            f"dates (default: %(default)s; no words at all: {PLAIN_PATH})",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        watcher = Progress(self)
        with ExitStack() as stack:
            if path := options["report"]:
                watcher.report = _report(path, options, stack)
            run = Import(_options(options), watcher)
            stack.enter_context(stopping(run))
            try:
                summary = run.run()
            except Broken as broken:
                raise CommandError(_at(broken), returncode=NOTHING_DONE) from broken
            except (Refused, OSError) as refusal:
                raise CommandError(_sentence(refusal), returncode=NOTHING_DONE) from refusal
            except DatabaseError as error:
                raise CommandError(_lost(error), returncode=NOTHING_DONE) from error
            except Stopped as stopped:
                raise CommandError(_stopped(stopped, options), returncode=STOPPED) from stopped
            finally:
                watcher.end()
            if watcher.report:
                watcher.report.close(summary.data())
        self._tell(summary, is_dry=options["dry_run"])
        if not summary.is_clean:
            sys.exit(LOSSES)

    def _tell(self, summary: Summary, *, is_dry: bool) -> None:
        self.stdout.write(
            "Nothing was written: this was a dry run. The real one will say:" if is_dry else "Done."
        )
        for line in summary.lines():
            self.stdout.write(line)


class Progress:
    """Shows the progress: one updating line on a terminal, plain lines elsewhere."""

    def __init__(self, command: BaseCommand) -> None:
        self._out = command.stdout
        self._moves = self._out.isatty()
        self._all = {"files": 0, "posts": 0}
        self._done = {"files": 0, "posts": 0, "errors": 0}
        self.report: ReportFile | None = None

    def begin(self, files: int, posts: int) -> None:
        self._all = {"files": files, "posts": posts}
        self._out.write(f"{posts:,} posts and {files:,} files.")

    def advance(self, outcome: Outcome) -> None:
        if self.report:
            self.report.add(outcome.report())
        self._done["files" if outcome.is_file else "posts"] += 1
        self._done["errors"] += outcome.is_error
        if outcome.is_error:
            self._line(f"Item {outcome.item.id}, “{outcome.item.title}”: {outcome.notes[0].text}")
        if self._moves:
            self._out.write(f"\r{self._bar()}", ending="")
            self._out.flush()
        elif (self._done["files"] + self._done["posts"]) % EVERY == 0:
            self._out.write(self._bar())

    def end(self) -> None:
        if self._moves:
            self._out.write("")

    def _line(self, text: str) -> None:
        self._out.write(f"\r\033[K{text}" if self._moves else text)

    def _bar(self) -> str:
        counts, totals = self._done, self._all
        share = (counts["files"] + counts["posts"]) / max(1, totals["files"] + totals["posts"])
        bar = "#" * int(share * 20)
        return (
            f"[{bar:<20}] posts {counts['posts']:,}/{totals['posts']:,}, "
            f"files {counts['files']:,}/{totals['files']:,}, errors {counts['errors']:,}"
        )


@contextmanager
def stopping(run: Import) -> Iterator[None]:
    """Make the first Ctrl-C end the run between two items, and a second one at once."""

    def stop(number: int, _frame: Any) -> None:
        signal.signal(number, before)
        run.stop()

    try:
        before = signal.signal(signal.SIGINT, stop)
    except ValueError:  # not in the main thread, which alone receives signals
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _report(path: Path, options: dict[str, Any], stack: ExitStack) -> ReportFile:
    """Open the report before anything else, so that a long run does not end without one."""
    if path.is_dir():
        raise CommandError(f"{path} is a folder, and the report a file.", returncode=NOTHING_DONE)
    head = {
        "file": ", ".join(path.name for path in options["files"]),
        "isDryRun": options["dry_run"],
    }
    try:
        return stack.enter_context(ReportFile(path, head))
    except OSError as error:
        raise CommandError(_sentence(error), returncode=NOTHING_DONE) from error


def _options(options: dict[str, Any]) -> Options:
    path = options["type_map"]
    try:
        type_map = TypeMap.read(path.read_text("utf-8")) if path else TypeMap()
        return Options(
            tuple(options["files"]),
            type_map=type_map,
            profile=profile_at(options["profile"]),
            former_domains=tuple(options["former_domains"]),
            public_types=_words(options["public_types"]),
            public_taxonomies=_words(options["public_taxonomies"]),
            is_dry=options["dry_run"],
            is_strict=options["strict"],
            **{
                name: options[name]
                for name in ("uploads", "fetch_media", "under", "locale", "update", "resume")
            },
        )
    except OSError as error:
        raise CommandError(_sentence(error), returncode=NOTHING_DONE) from error
    except UnicodeDecodeError as error:
        text = f"{path} is no text in UTF-8."
        raise CommandError(text, returncode=NOTHING_DONE) from error
    except LookupError as error:
        raise CommandError(str(error), returncode=NOTHING_DONE) from error
    except UnreadableMap as error:
        raise CommandError(f"{path}: {error}", returncode=NOTHING_DONE) from error


def _words(text: str) -> frozenset[str]:
    """The words of a comma-separated list."""
    return frozenset(re.findall(r"[^\s,]+", text))


def _sentence(error: Exception) -> str:
    """The error as a sentence; the system's own errors have a number and a name."""
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename} cannot be opened: {error.strerror}."
    return str(error)


def _stopped(stopped: Stopped, options: dict[str, Any]) -> str:
    is_dry = options["dry_run"]
    then = "Nothing was written." if is_dry else "The same command goes on from there."
    return f"Stopped {stopped}. {then}"


def _lost(error: DatabaseError) -> str:
    reason = str(error).partition("\n")[0]
    return (
        f"The database cannot be used: {reason}. Was it migrated, and is nothing else writing to "
        "it? What was taken before is kept, and the same command goes on from there."
    )


def _at(broken: Broken) -> str:
    return f"At byte {broken.offset:,}: {broken.message} Nothing was written."
