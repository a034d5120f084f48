"""A portion of what is compared: some rows, in one transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from django.utils import timezone
from wagtail.models import Page

from cms.record.chunks import CHUNK, chunks
from cms.record.forgetting.leaving import forget_left
from cms.record.models import PAGES, Change, PublicObject
from cms.record.subjects import Facts, Subject, View, by_model, subjects, tags_of_users
from cms.record.trees import affected

from .changes import append_with_acts, change_of
from .differences import FACTS, is_as_recorded, kinds_of
from .fingerprints import fingerprints
from .scope import TooMuchError, Touched
from .spreading import changes_of_pages, led_by, restate_uses

AT_ONCE = 500  # pages compared in the same transaction as their ancestor


class Portion:
    """The comparison of a few rows, and of what else has to be compared because of them.

    `elsewhere` are pages that have their own turn; `left` are those that are to have one.
    """

    def __init__(self, touched: Touched, at_most: int | None, elsewhere: Collection[int]) -> None:
        self.view = View(timezone.now())
        self.touched, self.at_most = touched, at_most
        self.elsewhere, self.left = elsewhere, set[int]()
        self.changes: list[Change] = []

    def record(self, last: Change | None) -> list[Change]:
        """Write what differs, and chain the changes to the last one."""
        for subject in subjects():
            if keys := self.touched.keys.get(subject.name):
                self._compare(subject, keys)
        if self.changes:
            append_with_acts(self.changes, last, self.touched.who, self.view.now)
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
            _state(subject, row, facts, fingerprint)
            for kind in kinds:
                self._add(kind, row, tags, previous if kind == Change.Kind.MOVED else "")
                tags = []  # only in one change, in case it has to be forgotten
        withdrawn = [recorded[key] for key in sorted(recorded.keys() - public.keys())]
        self._withdraw(subject, withdrawn)
        _save(new, updated)
        self._spread(subject, new, updated, withdrawn, rewritten)

    def _add(
        self, kind: str, row: PublicObject, tags: Iterable[str] = (), previous: str = ""
    ) -> None:
        self.changes.append(change_of(row, kind, tags, previous))

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
            told_pages = {change.key for change in self.changes if change.subject == PAGES}
            keys = [row.key for row in (*new, *withdrawn)]
            self.changes += changes_of_pages(subject, keys, told_pages)
        for name, key in restate_uses(subject, rewritten, [row.key for row in withdrawn]):
            self.touched.add(name, [key])
        if issubclass(subject.model, Page):
            pages = [row.key for row in (*new, *updated, *withdrawn)]
            for name, led_keys in led_by(pages):
                self.touched.add(name, led_keys)


def _state(subject: Subject, row: PublicObject, facts: Facts, fingerprint: str | None) -> None:
    for name in FACTS:
        setattr(row, name, getattr(facts, name))
    row.tags = subject.tags(row.key, facts)
    row.fingerprint = fingerprint or row.fingerprint


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


def _fingerprints(public: Mapping[int, Facts]) -> dict[int, str]:
    prints: dict[int, str] = {}
    for model, keys in by_model(public):
        prints |= fingerprints(model, keys)
    return prints
