"""How a thing that readers can see differs from the record."""

from __future__ import annotations

from typing import Any

from django.db import router
from django.utils import timezone

from cms.record.models import Change, PublicObject
from cms.record.subjects import Facts, Subject, View
from cms.sql.statements import reading_from

from .fingerprints import layout_in

FACTS = ("type", "tree_path", "site", "path", "locale", "code")  # which the record stores


def facts_of(public_object: Facts | PublicObject) -> list[Any]:
    return [getattr(public_object, name) for name in FACTS]


def different(subject: Subject) -> tuple[set[int], set[int]]:
    """The keys that seem to differ from the record, found before anything is locked: those of what
    is public no longer, and the others.
    """
    using = router.db_for_write(Change)
    with reading_from(using):
        public = subject.public(View(timezone.now()), None)
    rows = PublicObject.objects.using(using).filter(subject=subject.name)
    recorded_facts = {key: facts for key, *facts in rows.values_list("key", *FACTS)}
    public_facts = {key: facts_of(facts) for key, facts in public.items()}
    changed_keys = {key for key, facts in public_facts.items() if facts != recorded_facts.get(key)}
    return recorded_facts.keys() - public_facts.keys(), changed_keys


def kinds_of(facts: Facts, row: PublicObject | None, fingerprint: str | None) -> list[str]:
    """What happened to a thing that is public; without a fingerprint its content was not read."""
    if row is None or facts.site != row.site:
        return [Change.Kind.PUBLISHED]
    kinds: list[str] = []
    if facts.path != row.path:
        kinds.append(Change.Kind.MOVED)
    if _is_updated(facts, row, fingerprint):
        kinds.append(Change.Kind.UPDATED)
    return kinds


def _is_updated(facts: Facts, row: PublicObject, fingerprint: str | None) -> bool:
    if (facts.type, facts.locale, facts.code) != (row.type, row.locale, row.code):
        return True
    if fingerprint is None or layout_in(fingerprint) != layout_in(row.fingerprint):
        return False
    return fingerprint != row.fingerprint


def is_as_recorded(facts: Facts, row: PublicObject, fingerprint: str | None) -> bool:
    return facts_of(facts) == facts_of(row) and fingerprint in (None, row.fingerprint)
