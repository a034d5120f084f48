"""What is public and has to be checked: written since, or under rules that changed."""

from __future__ import annotations

import json
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.db.models import Exists, OuterRef, QuerySet
from modelcluster.models import get_all_child_relations

from archive import safeguards
from archive.checklist.rule import WARN
from archive.safeguards.naming.saving import watched_fields
from archive.safeguards.rule import Safeguard, every_safeguard, level_of
from cms.record.models import PAGES, PublicObject
from cms.record.subjects import subjects

from .models import Standing

NAMES = "sealed_name"  # the only rule for what is public without being a page
Stamps = dict[str, str]


def keeping_rules() -> dict[str, Safeguard]:
    """The rules that keep a page from readers; not those whose findings the gate hides anyway."""
    return {
        name: rule
        for name, rule in every_safeguard().items()
        if level_of(rule) != WARN and not rule.is_held_back
    }


def stamps_now(subject: str) -> Stamps:
    """By rule, what its result for things of this subject depends on, besides the thing itself."""
    stamps = {
        name: f"{_sources()} {level_of(rule)} {rule.stamp()}"
        for name, rule in keeping_rules().items()
    }
    return stamps if subject == PAGES else {NAMES: stamps[NAMES]}


@cache
def _sources() -> str:
    """A digest of the rules' source code: after an update everything is checked again."""
    sources = sorted(Path(safeguards.__file__).parent.rglob("*.py"))
    return sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()


def one_stamp(stamps: Stamps) -> str:
    return sha256(json.dumps(stamps, sort_keys=True).encode()).hexdigest()


@cache
def asked_subjects() -> list[str]:
    """Pages first, then subjects with texts of their own or in rows that belong to them."""
    models = {subject.name: subject.model for subject in subjects()}
    del models[PAGES]
    return [PAGES] + [
        name
        for name, model in models.items()
        if any(
            map(
                watched_fields,
                (model, *(rel.related_model for rel in get_all_child_relations(model))),
            )
        )
    ]


def begin() -> None:
    """Once: take what is public already as cleared by whoever published it.

    A row without a subject says that this was done.
    """
    if Standing.objects.get_or_create(subject="", key=0)[1]:
        for subject in asked_subjects():
            rows = PublicObject.objects.filter(subject=subject).values("key", "fingerprint")
            Standing.objects.bulk_create(
                (Standing(subject=subject, **row) for row in rows.iterator()),
                batch_size=1000,
                ignore_conflicts=True,
            )


def forget_gone() -> None:
    """Forget what is no longer public; if it returns, it is checked from the start."""
    public = PublicObject.objects.filter(subject=OuterRef("subject"), key=OuterRef("key"))
    hidden = Standing.objects.exclude(subject="").filter(~Exists(public))
    hidden.filter(since=None).delete()
    hidden.filter(is_public=True).update(is_public=False)


def written(subject: str) -> QuerySet[PublicObject]:
    """What became public, or changed, since it was checked."""
    same = _standings().filter(fingerprint=OuterRef("fingerprint"))
    return PublicObject.objects.filter(~Exists(same), subject=subject).order_by("key")


def under_other_rules(subject: str, stamp: str) -> QuerySet[PublicObject]:
    """What was checked under other rules, or under other conditions of them."""
    return PublicObject.objects.filter(
        ~Exists(_standings().filter(stamp=stamp)), subject=subject
    ).order_by("key")


def waiting() -> int:
    """How many public pages have yet to be checked."""
    return under_other_rules(PAGES, one_stamp(stamps_now(PAGES))).count()


def _standings() -> QuerySet[Standing]:
    return Standing.objects.filter(subject=OuterRef("subject"), key=OuterRef("key"), is_public=True)
