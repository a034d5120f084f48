"""The summary of a run, for the terminal, the admin and the report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import override

from archive.imports.codes import meaning
from archive.imports.sentences import NO_HOST, first_sentences
from archive.markup.parts import Note
from archive.markup.sentences import message, said
from archive.models import ImportRun
from archive.wordpress.export.catalogue import Catalogue
from archive.wordpress.export.hosts import host_of
from archive.wordpress.export.repairs import Repairs

from .bookkeeping.outcomes import NOT_PUBLIC, WRITTEN, Outcome, as_data
from .site.terms import TAG

_KEPT = 200  # of what a site may have any number of
_HELD_BACK = NOT_PUBLIC | {"held-back"}


@dataclass
class Summary:
    """The summary of a run."""

    pages: Counter[str] = field(default_factory=Counter)  # by action
    files: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)  # items by note
    missing: Counter[tuple[str, str]] = field(default_factory=Counter)  # files by host and reason
    # the same reasons for translation
    reasons: dict[str, dict[str, Any]] = field(default_factory=dict)
    public: int = 0  # pages that were written
    empty: int = 0  # public pages whose body is empty
    held_back: int = 0  # written pages that were public there
    look_first: list[str] = field(default_factory=list)  # titles of public pages with losses
    losses: int = 0
    errors: int = 0
    to_review: int = 0
    left_out: dict[str, tuple[Note, list[int]]] = field(default_factory=dict)  # and post IDs
    custom_fields: dict[str, list[int]] = field(default_factory=dict)  # post IDs by name
    unnamed_files: list[str] = field(default_factory=list)  # in the uploads folder
    notes: list[Note] = field(default_factory=list)  # about the whole export
    run: ImportRun | None = None

    @property
    def is_clean(self) -> bool:
        """Whether nothing was lost, nothing failed, and no public page is empty."""
        return not (self.losses or self.errors or self.empty)

    def add_file(self, catalogue: Catalogue, repairs: Repairs) -> None:
        """What the export says about itself, and what of it could not be read."""
        for skipped_item in catalogue.skipped():
            values = {"byte": f"{skipped_item.offset:,}", "reason": skipped_item.reason.as_data()}
            sentence = message("At byte %(byte)s: %(reason)s")
            self.add_note(Note("skipped", sentence, values, is_loss=True))
        if not catalogue.counts():
            sentence = message("The export holds no post and no file.")
            self.add_note(Note("no-items", sentence, is_loss=True))
        self.losses += bool(repairs.unknown_bytes)
        self.notes += repairs.notes
        if (count := repairs.count - len(repairs.notes)) > 0:
            sentence = message("%(count)s more places of the file were repaired.")
            self.add_note(Note("repaired", sentence, {"count": f"{count:,}"}))
        if hosts := catalogue.hosts.unnamed:
            names = ", ".join(f"{name} ({number:,})" for name, number in hosts)
            sentence = message(
                "Hosts that may have been this site's before, by the number of items that name "
                "them: %(hosts)s. Name them with --former-domain."
            )
            self.add_note(Note("former-hosts", sentence, {"hosts": names}))
        if catalogue.comments:
            sentence = message("%(count)s comments are not taken over.")
            self.add_note(Note("comments", sentence, {"count": f"{catalogue.comments:,}"}))
        self.notes += _of_terms(catalogue)
        self.custom_fields = catalogue.custom_fields

    def add_note(self, note: Note) -> None:
        """What is said of no item in particular."""
        self.notes.append(note)
        self.losses += note.is_loss

    def add(self, outcome: Outcome) -> None:
        counter = self.files if outcome.is_file else self.pages
        counter[outcome.action.value] += 1
        if outcome.model and not outcome.is_file:
            self.types[outcome.model] += 1
        self.losses += bool(outcome.losses)
        self.errors += outcome.is_error
        self.to_review += bool(outcome.to_review)
        codes = dict.fromkeys(note.code for note in outcome.notes)
        self.codes.update(codes.keys())
        for note in outcome.notes:
            if note.code == "file-missing":
                self._add_missing(note)
        for note in outcome.left_out:
            self.left_out.setdefault(note.text, (note, []))[1].append(outcome.item.id)
        if outcome.action not in WRITTEN or outcome.is_file:
            return
        if outcome.is_public:
            self._add_public(outcome)
        self.held_back += not _HELD_BACK.isdisjoint(codes)

    def _add_public(self, outcome: Outcome) -> None:
        self.public += 1
        self.empty += outcome.is_empty
        if outcome.losses or outcome.is_empty:
            self.look_first.append(f"{outcome.item.title or outcome.item.id}")

    def _add_missing(self, note: Note) -> None:
        """Count a missing file by host and reason; older reports have the reason as text."""
        address, _mark, words = note.text.partition(": ")
        reason = note.values.get("reason", words)
        why = reason if isinstance(reason, dict) else {"text": reason}
        self.missing[host_of(address) or NO_HOST, said(why)] += 1
        self.reasons[said(why)] = why

    def data(self) -> dict[str, Any]:
        """The summary at the end of the report."""
        return {
            "pages": self.pages,
            "files": self.files,
            "types": self.types,
            "written": sum(self.pages[action.value] for action in WRITTEN),
            "public": self.public,
            "empty": self.empty,
            "heldBack": self.held_back,
            "lookFirst": self.look_first,
            "filesMissing": [
                {"host": host, "reason": reason, "why": self.reasons[reason], "files": number}
                for (host, reason), number in self.missing.most_common()
            ],
            "withLosses": self.losses,
            "errors": self.errors,
            "toReview": self.to_review,
            "codes": {
                code: {"items": number, "meaning": meaning(code)}
                for code, number in self.codes.most_common()
            },
            "leftOut": [
                as_data([note])[0] | {"items": posts} for note, posts in self.left_out.values()
            ],
            "customFields": self.custom_fields,
            "filesNothingNames": self.unnamed_files,
            "notes": as_data(self.notes),
        }

    def kept(self) -> dict[str, Any]:
        """What the admin stores, whatever the size of the site."""
        data = self.data()
        names = ("written", "public", "heldBack", "filesMissing", "errors", "toReview")
        return {name: data[name] for name in names} | {
            "lookFirst": data["lookFirst"][:_KEPT],
            "codes": dict(self.codes.most_common()),
            "notes": data["notes"][:_KEPT],
        }

    def lines(self) -> Iterator[str]:
        """The summary in lines of text: the essentials, then all counts, then notes on the file."""
        with override("en"):  # like all console output
            sentences = list(first_sentences(self.data()))
        yield from sentences
        yield ""
        for name, counter in (("Pages", self.pages), ("Files", self.files), ("Types", self.types)):
            counts = ", ".join(f"{number:,} {word}" for word, number in sorted(counter.items()))
            yield f"{name}: {counts.replace('_', ' ') or 'none'}."
        yield f"With losses: {self.losses:,}. Errors: {self.errors:,}."
        yield f"For an editor to look at: {self.to_review:,}."
        yield from (
            f"  {number:6,}  {code}: {meaning(code)}" for code, number in self.codes.most_common()
        )
        yield from (note.text for note in self.notes)
        yield from (f"{note.text} {_posts(posts)}" for note, posts in self.left_out.values())
        yield from self._names()

    def _names(self) -> Iterator[str]:
        """Custom fields with the number of their posts, and files that nothing names."""
        by_number = sorted(self.custom_fields.items(), key=lambda field: -len(field[1]))
        if by_number:
            text = "; ".join(f"{name} {_posts(posts)}" for name, posts in by_number[:50])
            yield f"Custom fields are not taken over: {text}."
        if self.unnamed_files:
            first = ", ".join(self.unnamed_files[:10])
            more = ", …; the report has all" if len(self.unnamed_files) > 10 else ""
            yield (
                f"Files in the folder of uploads that nothing names, and that stay there: "
                f"{len(self.unnamed_files):,} ({first}{more})."
            )


def _of_terms(catalogue: Catalogue) -> Iterator[Note]:
    """What terms had there that they cannot have here."""
    for term in catalogue.terms():
        if term.picture and (picture := catalogue.attachment(term.picture)):
            sentence = message(
                "“%(name)s” had the picture “%(picture)s”, which is in the library, and shows none "
                "here."
            )
            yield Note("term-picture", sentence, {"name": term.name, "picture": picture.title})
        if term.domain == TAG and term.description.strip():  # of others it may be personal
            sentence = message(
                "The tag “%(name)s” had a description, which a tag has not here: %(words)s"
            )
            values = {"name": term.name, "words": term.description.strip()}
            yield Note("tag-description", sentence, values)


def _posts(numbers: Sequence[int]) -> str:
    """Their number, and the first ones; the report has all."""
    first = ", ".join(map(str, numbers[:5]))
    return f"({len(numbers):,}: {first}{', …' if len(numbers) > 5 else ''})"
