"""Checks what is due, in portions, and withdraws what must not stay."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from time import process_time
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model, QuerySet
from modelcluster.models import get_all_child_relations
from wagtail.models import Page

from archive.safeguards.clearance import findings_in
from archive.safeguards.models import digest_of
from archive.safeguards.naming.saving import says_no_sealed_name, watched_fields
from archive.safeguards.naming.search import Unsearchable, current
from cms.clock.failures import Failures
from cms.record.models import PAGES, PublicObject
from cms.record.subjects import subjects

from . import due
from .models import Open, Standing
from .people import note_changed_people
from .surroundings import note_what_changed
from .taking_back import Lapse, take_back_if_needed, take_back_overdue
from .telling import tell

SECONDS = 20.0  # of CPU time per tick
PORTION = 100


def ask_what_is_due(seconds: float = SECONDS) -> int:
    """Check first what was written, then what other rules apply to;

    return how many were checked.
    """
    end = process_time() + seconds
    count, lapses, failures = 0, list[Lapse](), Failures()
    try:
        current()  # outside of a transaction, so that it is stored for all processes
    except Unsearchable:
        take_back_overdue(failures)  # this searches nothing
        raise
    due.begin()
    due.forget_gone()
    for note in (note_what_changed, note_changed_people):
        with failures.passing_over(note.__name__):
            note()
    for row in _due_rows():
        if count and process_time() > end:
            break
        count += 1
        with failures.passing_over(f"{row.subject} {row.key}"):
            lapses += _ask(row)
    tell(lapses)
    take_back_overdue(failures)
    failures.tell("Not asked about")
    return count


def _due_rows() -> Iterator[PublicObject]:
    names = due.asked_subjects()
    for subject in names:
        yield from _portions(due.written(subject))
    for subject in names:
        stamp = due.one_stamp(due.stamps_now(subject))
        yield from _portions(due.under_other_rules(subject, stamp))


def _portions(rows: QuerySet[PublicObject]) -> Iterator[PublicObject]:
    """All rows, a few at a time: those that were checked are no longer due."""
    last = 0
    while portion := list(rows.filter(key__gt=last)[:PORTION]):
        yield from portion
        last = portion[-1].key


@transaction.atomic
def _ask(row: PublicObject) -> list[Lapse]:
    """Ask the rules whose answer may have changed;

    return what is new, and withdraw it if necessary.
    """
    where = {"subject": row.subject, "key": row.key}
    standing = Standing.objects.select_for_update().filter(**where).first() or Standing(**where)
    instance = _instance(row)
    if instance is None:  # it was withdrawn together with another
        return []
    stamps = due.stamps_now(row.subject)
    is_new = standing.pk is None or not standing.is_public
    is_written = is_new or standing.fingerprint != row.fingerprint
    same_rules = {name for name, stamp in stamps.items() if standing.stamps.get(name) == stamp}
    before = {} if is_new else standing.open
    open_now = _open_in(instance, [name for name in stamps if is_written or name not in same_rules])
    new = [name for name, digests in open_now.items() if {*digests} - {*before.get(name, ())}]
    if not is_written:
        open_now |= {name: digests for name, digests in before.items() if name in same_rules}
    standing.state(row.fingerprint, due.one_stamp(stamps), stamps, open_now)
    lapses = []
    if new:
        is_unseen = is_new or (is_written and not same_rules.isdisjoint(new))
        lapses = [Lapse(standing, new, is_unseen)]
        take_back_if_needed(lapses[0], instance)
    standing.save()
    return lapses


def _instance(row: PublicObject) -> Any:
    if row.subject == PAGES:
        page = Page.objects.select_for_update().filter(pk=row.key, live=True).first()
        return page and page.specific
    model = next(subject.model for subject in subjects() if subject.name == row.subject)
    return model._base_manager.filter(pk=row.key).first()


def _open_in(instance: Any, names: list[str]) -> Open:
    """By rule, the digests of what keeps it from being public."""
    if not isinstance(instance, Page):
        digests = list(_sealed_names_in(instance)) if names else []
        return {due.NAMES: digests} if digests else {}
    digests_of: Open = defaultdict(list)
    for finding in findings_in(instance, [due.keeping_rules()[name] for name in names]):
        if finding.is_unknown:
            raise Unsearchable("A page could not be searched for sealed names.")
        if finding.is_open:
            digests_of[finding.rule.name].append(finding.digest)
    return dict(digests_of)


def _sealed_names_in(instance: Any) -> Iterator[str]:
    """Sealed names in its own columns and in those of rows that belong to it."""
    rows: list[Any] = [instance]
    for relation in get_all_child_relations(type(instance)):
        rows += getattr(instance, relation.get_accessor_name()).all()
    memory = current()
    for row in rows:
        model: type[Model] = type(row)
        for field in watched_fields(model):
            try:
                says_no_sealed_name(getattr(row, field.attname), memory)
            except ValidationError:
                yield digest_of(due.NAMES, f"{row._meta.label_lower} {row.pk} {field.name}")
