"""What the gate shows now, compared with the record: the only writer of its tables.

One comparison runs at a time. It reads everything at one instant after it has got the lock, so the
record is always equal to what one made from scratch at that instant would be.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import connections, router, transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.models import Page

from cms.sql.statements import reading_from
from cms.visibility import uses
from cms.visibility.models import Use

from . import tombstones
from .chain import link
from .fingerprints import fingerprints
from .models import Act, Change, PublicObject
from .subjects import Facts, Subject, View, subjects
from .tags import tag, thing

CHUNK = 500  # rows that are read or written with one statement
_DIFFERENT = ("type", "tree_path", "site", "path", "locale", "code")


@dataclass
class Touched:
    """What may have changed: rows by their subject, and whether anything may be open or closed."""

    keys: dict[str, set[int]] = field(default_factory=dict)
    anything: bool = False
    who: str = ""

    def add(self, subject: str, keys: Iterable[int]) -> None:
        self.keys.setdefault(subject, set()).update(keys)


def compare(touched: Touched) -> list[Change]:
    """Record how what readers see differs from the record, as far as it was touched.

    Much is compared in parts, each in a transaction of its own, so that nobody waits long.
    """
    if not touched.anything and sum(map(len, touched.keys.values())) <= CHUNK:
        return _compare(touched)
    changes: list[Change] = []
    for subject in subjects():
        keys = touched.keys.get(subject.name, set())
        if touched.anything:
            keys = keys | _different(subject)
        for chunk in _chunks(keys):
            changes += _compare(Touched({subject.name: set(chunk)}, who=touched.who))
    return changes


def _different(subject: Subject) -> set[int]:
    """What seems to be shown in another way than recorded, before anybody is held up for it."""
    using = router.db_for_write(Change)
    with reading_from(using):
        public = subject.public(View(timezone.now()), None)
    rows = PublicObject.objects.using(using).filter(subject=subject.name)
    recorded = {key: facts for key, *facts in rows.values_list("key", *_DIFFERENT)}
    shown = {key: [getattr(facts, name) for name in _DIFFERENT] for key, facts in public.items()}
    return {key for key in shown.keys() | recorded.keys() if shown.get(key) != recorded.get(key)}


def _compare(touched: Touched) -> list[Change]:
    with alone() as last:
        comparison = _Comparison(touched)
        for subject in subjects():
            comparison.of(subject)
        return comparison.record(last)


def compare_visibility() -> int:
    """Find what was opened, closed or moved with no signal; return how many changes that were."""
    return len(compare(Touched(anything=True)))


def compare_everything() -> int:
    """Find what no signal told of: the clock, raw SQL, a killed process; return what was found."""
    found = compare_visibility()
    for subject in subjects():
        keys = sorted(
            PublicObject.objects.filter(subject=subject.name).values_list("key", flat=True)
        )
        for start in range(0, len(keys), CHUNK):
            found += len(compare(Touched({subject.name: set(keys[start : start + CHUNK])})))
    return found


@contextmanager
def alone() -> Iterator[Change | None]:
    """The last change, while nobody else records one."""
    using = router.db_for_write(Change)
    connection = connections[using]
    is_outermost = not connection.in_atomic_block
    with transaction.atomic(using), reading_from(using):
        if connection.vendor == "postgresql":  # SQLite has one writer at a time anyway
            with connection.cursor() as cursor:
                if is_outermost:
                    # The snapshot is taken by the first statement after the lock.
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
                table = connection.ops.quote_name(Change._meta.db_table)
                cursor.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")
        yield Change.objects.using(using).order_by("-number").first()


class _Comparison:
    def __init__(self, touched: Touched) -> None:
        self.view = View(timezone.now())
        self.touched = touched
        self.changes: list[Change] = []
        self.used_types = {uses.base_type(each.model): each.name for each in subjects()}

    def of(self, subject: Subject) -> None:
        """Compare the things of one subject, and note what else has to be for their sake."""
        touched = self.touched.keys.get(subject.name, set())
        if not touched:
            return
        every = subject.compared_whole
        public, recorded = self._both(subject, None if every else touched)
        if issubclass(subject.model, Page):
            further = _affected(touched, public, recorded) - touched
            for keys in _chunks(further):
                more, rows = self._both(subject, keys)
                public, recorded = {**public, **more}, {**recorded, **rows}
        prints = _fingerprints(
            {key: facts for key, facts in public.items() if key in touched or key not in recorded}
        )
        # Deleted between the gate's answer and this: only where the database keeps no one view.
        public = {key: public[key] for key in public if key in prints or key in recorded}
        self._write(subject, public, recorded, prints)

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
        gone = [recorded[key] for key in sorted(recorded.keys() - public.keys())]
        new, changed = [], []
        content = {row.key for row in gone}  # whose content, and so what it uses, is another now
        for key in sorted(public):
            facts, row = public[key], recorded.get(key)
            is_new = row is None
            kinds = _kinds(facts, row, prints.get(key))
            if row is None:
                row = PublicObject(subject=subject.name, key=key, public_since=self.view.now)
                new.append(row)
            elif _is_as_recorded(facts, row, prints.get(key)):
                continue
            else:
                changed.append(row)
            if key in prints and prints[key] != row.fingerprint:
                content.add(key)
            previous, tags = row.path, row.tags
            _state(row, facts, prints.get(key, row.fingerprint))
            row.tags = subject.tags(key, facts)
            if is_new:
                tags = self._tags_of_users(subject, key)
            if kinds:
                row.changed_at = self.view.now
            for kind in kinds:
                self._add(kind, row, tags, previous if kind == Change.Kind.MOVED else "")
        for row in gone:
            self._add(Change.Kind.WITHDRAWN, row)
        subject.take_back([row.key for row in gone])
        PublicObject.objects.filter(pk__in=[row.pk for row in gone]).delete()
        PublicObject.objects.bulk_create(new, batch_size=CHUNK)
        names = [*_DIFFERENT, "tags", "fingerprint", "changed_at"]
        PublicObject.objects.bulk_update(changed, names, batch_size=CHUNK)
        self._restate_uses(subject, content, public)
        if issubclass(subject.model, Page):
            self._touch_led_by([row.key for row in (*new, *changed, *gone)])

    def _add(
        self, kind: str, row: PublicObject, tags: Iterable[str] = (), previous: str = ""
    ) -> None:
        names = ("type", "key", "subject", "site", "locale", "code", "path")
        self.changes.append(
            Change(
                at=self.view.now,
                kind=kind,
                previous_path=previous,
                tags=list(dict.fromkeys([*tags, *row.tags])),
                **{name: getattr(row, name) for name in names},
            )
        )

    def _restate_uses(
        self, subject: Subject, content: Collection[int], public: Mapping[int, Facts]
    ) -> None:
        by_model = defaultdict(list)
        for key in content:
            by_model[public[key].model if key in public else None].append(key)
        for model, keys in by_model.items():
            for chunk in _chunks(keys):
                # What is no longer public uses nothing, though its row may still be there.
                is_public = model is not None
                targets = uses.restate(
                    model or subject.model, chunk, self.used_types if is_public else ()
                )
                for used_type, key in targets:
                    name = self.used_types.get(used_type)
                    if name and name != subject.name:
                        self.touched.add(name, [key])

    def _tags_of_users(self, subject: Subject, key: int) -> list[str]:
        """Of whatever shows a thing from now on: its answers had no tag of what was hidden."""
        users = Use.objects.filter(used_type=uses.base_type(subject.model), used_key=key)
        return [
            tag(thing(self.used_types[user_type], user_key))
            for user_type, user_key in users.values_list("user_type", "user_key")
            if user_type in self.used_types
        ]

    def _touch_led_by(self, pages: Collection[int]) -> None:
        """What is public only with one of these pages has to be compared, too."""
        for subject in subjects():
            if column := subject.page_column:
                for keys in _chunks(pages):
                    rows = subject.model._default_manager.filter(**{f"{column}__in": keys})
                    self.touched.add(subject.name, rows.values_list("pk", flat=True))

    def record(self, last: Change | None) -> list[Change]:
        """Chain the changes to the last one, with what editors said about them."""
        if not self.changes:
            return []
        acts = _acts(self.changes)
        at = max(self.view.now, last.at) if last else self.view.now
        for change in self.changes:
            change.at = at
            act = acts.get((change.subject, change.key))
            if act and act.kind == Change.Kind.CORRECTED and change.kind == Change.Kind.UPDATED:
                change.kind = Change.Kind.CORRECTED
            if act and act.kind == change.kind:
                change.who, change.reason = act.who, act.reason
                change.note, change.public_note = act.note, act.public_note
            change.who = change.who or self.touched.who
        link(self.changes, last)
        Change.objects.bulk_create(self.changes, batch_size=CHUNK)
        for start in range(0, len(self.changes), CHUNK):
            tombstones.keep(self.changes[start : start + CHUNK], acts)
        Act.objects.filter(pk__in=[act.pk for act in acts.values()]).delete()
        return self.changes


def _kinds(facts: Facts, row: PublicObject | None, fingerprint: str | None) -> list[str]:
    """What happened to a thing that is public."""
    if row is None:
        return [Change.Kind.PUBLISHED]
    kinds: list[str] = []
    if facts.path != row.path or facts.site != row.site:
        kinds.append(Change.Kind.MOVED)
    if _is_updated(facts, row, fingerprint):
        kinds.append(Change.Kind.UPDATED)
    return kinds


def _is_updated(facts: Facts, row: PublicObject, fingerprint: str | None) -> bool:
    if (facts.type, facts.locale, facts.code) != (row.type, row.locale, row.code):
        return True
    # Where digests are made of other columns, after a migration, they cannot be compared.
    is_comparable = fingerprint is not None and fingerprint[:8] == row.fingerprint[:8]
    return is_comparable and fingerprint != row.fingerprint


def _is_as_recorded(facts: Facts, row: PublicObject, fingerprint: str | None) -> bool:
    same = all(getattr(facts, name) == getattr(row, name) for name in _DIFFERENT)
    return same and fingerprint in (None, row.fingerprint)


def _state(row: PublicObject, facts: Facts, fingerprint: str) -> None:
    for name in _DIFFERENT:
        setattr(row, name, getattr(facts, name))
    row.fingerprint = fingerprint


def _fingerprints(public: Mapping[int, Facts]) -> dict[int, str]:
    by_model = defaultdict(list)
    for key, facts in public.items():
        by_model[facts.model].append(key)
    prints: dict[int, str] = {}
    for model, keys in by_model.items():
        for chunk in _chunks(keys):
            prints |= fingerprints(model, chunk)
    return prints


def _affected(
    touched: Collection[int], public: Mapping[int, Facts], recorded: Mapping[int, PublicObject]
) -> set[int]:
    """What lies below pages that appeared, vanished or moved, and the aliases of all these."""
    roots, keys = set(), set()
    for key in touched:
        facts, row = public.get(key), recorded.get(key)
        if (facts and facts.path, facts and facts.tree_path) != (
            row and row.path,
            row and row.tree_path,
        ):
            roots |= {each.tree_path for each in (facts, row) if each}
            keys.add(key)
    for root in roots:
        keys.update(Page.objects.filter(below("path", root)).values_list("pk", flat=True))
        keys.update(
            PublicObject.objects.filter(below("tree_path", root)).values_list("key", flat=True)
        )
    return keys | aliases_of(keys)


def aliases_of(keys: Collection[int]) -> set[int]:
    """The aliases of pages, and theirs."""
    every, aliases = set(keys), set(keys)
    while (
        aliases := {
            key
            for chunk in _chunks(aliases)
            for key in Page.objects.filter(alias_of__in=chunk).values_list("pk", flat=True)
        }
        - every
    ):
        every |= aliases
    return every.difference(keys)


def below(column: str, path: str) -> Q:
    """At a tree path or below it, found by the column's index on both databases."""
    if connections[router.db_for_write(Page)].vendor == "postgresql":
        return Q((f"{column}__startswith", path))
    after = path[:-1] + chr(ord(path[-1]) + 1)
    return Q((f"{column}__gte", path), (f"{column}__lt", after))


def _acts(changes: Iterable[Change]) -> dict[tuple[str, int], Act]:
    """What editors said about these things, the last word of each."""
    keys = {(change.subject, change.key) for change in changes}
    return {
        (act.subject, act.key): act
        for act in Act.objects.order_by("pk")
        if (act.subject, act.key) in keys
    }


def _chunks(keys: Collection[int]) -> Iterator[list[int]]:
    ordered = sorted(keys)
    yield from (ordered[start : start + CHUNK] for start in range(0, len(ordered), CHUNK))
