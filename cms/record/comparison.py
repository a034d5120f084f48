"""Compares what the gate shows now with the record: the only writer of its tables.

One comparison runs at a time. After it has got the lock, it reads everything as of one instant, so
the record is always the same as one that was made from scratch at that instant.
"""

from __future__ import annotations

import math
import time
from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Model
from django.utils import timezone
from wagtail.models import Page

from cms.clock.jobs import Unfinished
from cms.visibility import uses

from . import tombstones
from .chain import append
from .chunks import CHUNK, chunks
from .differences import FACTS, different, is_as_recorded, kinds_of
from .fingerprints import fingerprints
from .leaving import forget_left
from .lock import record_lock
from .models import PAGES, Act, Change, PublicObject
from .subjects import Facts, Subject, View, subjects, tags_of_users
from .trees import affected, parents_first

AT_ONCE = 500  # pages compared in the same transaction as their ancestor
SECONDS = 20  # per tick, so that other jobs have their turn


@dataclass
class Touched:
    """What may have changed: rows by subject, and whether anything may have opened or closed."""

    keys: dict[str, set[int]] = field(default_factory=dict)
    anything: bool = False
    who: str = ""
    # Pages among them that only moved with another one: their words need not be read.
    along: set[int] = field(default_factory=set)

    def add(self, subject: str, keys: Iterable[int]) -> None:
        self.keys.setdefault(subject, set()).update(keys)

    def parts(self) -> Iterator[Touched]:
        """The same rows in small parts; those come first that the others' use depends on, and a
        page before those below it.
        """
        rows = [(s.name, key) for s in subjects() for key in self._in_order(s)]
        for chunk in chunks(rows):
            part = Touched(who=self.who)
            for subject, key in chunk:
                part.add(subject, [key])
            yield part

    def _in_order(self, subject: Subject) -> list[int]:
        keys = self.keys.get(subject.name, ())
        return parents_first(keys) if issubclass(subject.model, Page) else sorted(keys)


class TooMuchError(Exception):
    """Raised if more pages depend on the touched ones than were to be compared."""


def compare(touched: Touched, at_most: int | None = None) -> list[Change]:
    """Record how what readers see differs from the record, among what was touched.

    Large amounts are compared in parts, each in its own transaction, so that nobody waits long. The
    pages below one that moved are compared with it, or right after it if they are many; if these
    are more than `at_most`, TooMuchError is raised and nothing is recorded of them.

    Whoever is stopped between two parts leaves what still differs to `compare_visibility`.
    """
    return [change for changes in _compared(touched, at_most) for change in changes]


def compare_visibility(seconds: float = math.inf) -> int:
    """Find what was opened, closed or moved without a signal; returns the number of changes.

    It stops after the part during which so many seconds have passed, and returns `Unfinished`; what
    is left is found by the next comparison, as it still differs from the record.
    """
    end, count = time.monotonic() + seconds, 0
    for changes in _compared(Touched(anything=True)):
        count += len(changes)
        if time.monotonic() > end:
            return Unfinished(count)
    return count


def compare_some_visibility() -> int:
    """As `compare_visibility`, for as long as the other jobs of a tick can wait."""
    return compare_visibility(SECONDS)


def compare_content() -> int:
    """Find changes without a signal to the content of what is public; returns their number."""
    touched = Touched()
    for subject, key in PublicObject.objects.values_list("subject", "key"):
        touched.add(subject, [key])
    return len(compare(touched))


def compare_everything() -> int:
    """Find changes that no signal announced (the clock, raw SQL, a killed process); returns how
    many.
    """
    return compare_visibility() + compare_content()


def _compared(touched: Touched, at_most: int | None = None) -> Iterator[list[Change]]:
    """Compare part by part, each in its own transaction; yields the changes of each."""
    if touched.anything:
        for subject in subjects():
            for keys in different(subject):  # first what must no longer be visible
                yield from _compared(Touched({subject.name: keys}, who=touched.who), at_most)
    parts, turns = deque(touched.parts()), set(touched.keys.get(PAGES, ()))
    while parts:
        with record_lock() as last:
            comparison = _Comparison(parts.popleft(), at_most, turns)
            changes = comparison.record(last)
        turns |= comparison.left
        for some in chunks(parents_first(comparison.left)):
            parts.append(Touched({PAGES: set(some)}, who=touched.who, along=set(some)))
        yield changes


class _Comparison:
    """The comparison of a few rows, and of what else has to be compared because of them.

    `elsewhere` are pages that have their own turn; `left` are those that are to have one.
    """

    def __init__(self, touched: Touched, at_most: int | None, elsewhere: Collection[int]) -> None:
        self.view = View(timezone.now())
        self.touched, self.at_most = touched, at_most
        self.elsewhere, self.left = elsewhere, set[int]()
        self.changes: list[Change] = []
        self.used_types = {uses.base_type(subject.model): subject.name for subject in subjects()}

    def record(self, last: Change | None) -> list[Change]:
        """Write what differs, and chain the changes to the last one."""
        for subject in subjects():
            if keys := self.touched.keys.get(subject.name):
                self._compare(subject, keys)
        if self.changes:
            self._chain(last)
            forget_left(self.changes)
        return self.changes

    def _compare(self, subject: Subject, keys_of_subject: set[int]) -> None:
        public, recorded = self._both(subject, None if subject.compared_whole else keys_of_subject)
        read_keys = set(keys_of_subject)  # those whose words may differ, too
        if issubclass(subject.model, Page):
            read_keys -= self.touched.along
            further_keys = self._along(affected(read_keys, public, recorded) - keys_of_subject)
            for keys in chunks(further_keys):
                further_public, further_recorded = self._both(subject, keys)
                public, recorded = {**public, **further_public}, {**recorded, **further_recorded}
        prints = _fingerprints(
            {key: facts for key, facts in public.items() if key in read_keys or key not in recorded}
        )
        # Deleted between the gate's statement and this one, if the database has no snapshot.
        public = {key: public[key] for key in public if key in prints or key in recorded}
        self._write(subject, public, recorded, prints)

    def _along(self, keys: set[int]) -> set[int]:
        """Those of these pages that are compared in this transaction; many are left for later."""
        if self.at_most is not None and len(keys) > self.at_most:
            raise TooMuchError
        keys = keys.difference(self.elsewhere)
        if len(keys) > AT_ONCE:
            self.left = keys
            return set()
        return keys

    def _both(
        self, subject: Subject, keys: Collection[int] | None
    ) -> tuple[Mapping[int, Facts], dict[int, PublicObject]]:
        rows = PublicObject.objects.filter(subject=subject.name)
        if keys is not None:
            rows = rows.filter(key__in=keys)
        return subject.public(self.view, keys), {row.key: row for row in rows}

    def _write(
        self,
        subject: Subject,
        public: Mapping[int, Facts],
        recorded: Mapping[int, PublicObject],
        prints: Mapping[int, str],
    ) -> None:
        new: list[PublicObject] = []
        updated: list[PublicObject] = []
        tags_of_new = tags_of_users(subject.model, public.keys() - recorded.keys())
        rewritten = {}  # what has other content now, and so may use other things
        for key in sorted(public):
            facts, row, fingerprint = public[key], recorded.get(key), prints.get(key)
            if row is not None and is_as_recorded(facts, row, fingerprint):
                continue
            kinds = kinds_of(facts, row, fingerprint)
            if row is None:
                row = PublicObject(subject=subject.name, key=key)
                new.append(row)
                tags = tags_of_new[key]
            else:
                updated.append(row)
                tags = row.tags
                if row.site != facts.site:  # clients that follow one site do not hear of the other
                    self._add(Change.Kind.WITHDRAWN, row)
            if fingerprint not in (None, row.fingerprint):
                rewritten[key] = facts
            previous = row.path
            self._state(subject, row, facts, fingerprint)
            for kind in kinds:
                self._add(kind, row, tags, previous if kind == Change.Kind.MOVED else "")
                tags = []  # only in one change, in case it has to be forgotten
        withdrawn = [recorded[key] for key in sorted(recorded.keys() - public.keys())]
        self._withdraw(subject, withdrawn)
        _save(new, updated)
        self._spread(subject, new, updated, withdrawn, rewritten)

    def _withdraw(self, subject: Subject, rows: Sequence[PublicObject]) -> None:
        for row in rows:
            self._add(Change.Kind.WITHDRAWN, row)
        subject.take_back([row.key for row in rows])
        PublicObject.objects.filter(pk__in=[row.pk for row in rows]).delete()

    def _spread(
        self,
        subject: Subject,
        new: Sequence[PublicObject],
        updated: Sequence[PublicObject],
        withdrawn: Sequence[PublicObject],
        rewritten: Mapping[int, Facts],
    ) -> None:
        """Note what else has changed, or has to be compared, because of these rows."""
        if subject.is_told_by_pages:
            self._tell_by_pages(subject, [row.key for row in (*new, *withdrawn)])
        self._restate_uses(subject, rewritten, [row.key for row in withdrawn])
        if issubclass(subject.model, Page):
            self._touch_led_by([row.key for row in (*new, *updated, *withdrawn)])

    @staticmethod
    def _state(subject: Subject, row: PublicObject, facts: Facts, fingerprint: str | None) -> None:
        for name in FACTS:
            setattr(row, name, getattr(facts, name))
        row.tags = subject.tags(row.key, facts)
        row.fingerprint = fingerprint or row.fingerprint

    def _add(
        self, kind: str, row: PublicObject, tags: Iterable[str] = (), previous: str = ""
    ) -> None:
        names = ("type", "key", "subject", "site", "locale", "code", "path")
        self.changes.append(
            Change(
                kind=kind,
                previous_path=previous,
                tags=list(dict.fromkeys([*tags, *row.tags])),
                **{name: getattr(row, name) for name in names},
            )
        )

    def _tell_by_pages(self, subject: Subject, keys: Collection[int]) -> None:
        """Record that the public pages which show these things have changed."""
        told_pages = {change.key for change in self.changes if change.subject == PAGES}
        for part in chunks(keys):
            users = uses.pages_using(subject.model, part)
            for row in PublicObject.objects.pages().filter(key__in=users).order_by("key"):
                if row.key not in told_pages:
                    told_pages.add(row.key)
                    self._add(Change.Kind.UPDATED, row)

    def _restate_uses(
        self, subject: Subject, rewritten: Mapping[int, Facts], withdrawn_keys: Collection[int]
    ) -> None:
        """Update what things use now, and have that compared, as it may be public only through
        them.
        """
        targets: set[uses.Target] = set()
        for model, keys in _by_model(rewritten):
            targets |= uses.restate(model, keys, self.used_types)
        for keys in chunks(withdrawn_keys):
            targets |= uses.forget(subject.model, keys)
        for used_type, key in targets:
            name = self.used_types.get(used_type, subject.name)
            if name != subject.name:
                self.touched.add(name, [key])

    def _touch_led_by(self, pages: Collection[int]) -> None:
        """Have everything compared that is public only together with one of these pages."""
        for subject in subjects():
            if column := subject.page_column:
                for keys in chunks(pages):
                    rows = subject.model._default_manager.filter(**{f"{column}__in": keys})
                    self.touched.add(subject.name, rows.values_list("pk", flat=True))

    def _chain(self, last: Change | None) -> None:
        """Append the changes to the chain, with what editors said about them."""
        acts = _acts(self.changes)
        last_words = {(act.subject, act.key): act for act in acts}
        for change in self.changes:
            act = last_words.get((change.subject, change.key))
            if act and act.kind == Change.Kind.CORRECTED and change.kind == Change.Kind.UPDATED:
                change.kind = Change.Kind.CORRECTED
            if act and act.kind == change.kind:
                change.who, change.reason = act.who, act.reason
                change.note, change.public_note = act.note, act.public_note
            change.who = change.who or self.touched.who
        append(self.changes, last, self.view.now)
        for part in chunks(self.changes):
            tombstones.keep(part, last_words)
        Act.objects.filter(pk__in=[act.pk for act in acts]).delete()


def _save(new: Sequence[PublicObject], updated: Sequence[PublicObject]) -> None:
    PublicObject.objects.bulk_create(new, batch_size=CHUNK)
    # As `bulk_update`, whose conditions take ten times as long.
    PublicObject.objects.bulk_create(
        updated,
        batch_size=CHUNK,
        update_conflicts=True,
        unique_fields=["pk"],
        update_fields=[*FACTS, "tags", "fingerprint"],
    )


def _by_model(public: Mapping[int, Facts]) -> Iterator[tuple[type[Model], list[int]]]:
    """The keys for each model, in chunks."""
    keys_of: dict[type[Model], list[int]] = defaultdict(list)
    for key, facts in public.items():
        keys_of[facts.model].append(key)
    yield from ((model, chunk) for model, keys in keys_of.items() for chunk in chunks(keys))


def _fingerprints(public: Mapping[int, Facts]) -> dict[int, str]:
    prints: dict[int, str] = {}
    for model, keys in _by_model(public):
        prints |= fingerprints(model, keys)
    return prints


def _acts(changes: Iterable[Change]) -> list[Act]:
    """Everything that editors said about these things, in order."""
    keys = {(change.subject, change.key) for change in changes}
    acts = Act.objects.exclude(kind=Change.Kind.FORGOTTEN).order_by("pk")
    return [act for act in acts if (act.subject, act.key) in keys]
