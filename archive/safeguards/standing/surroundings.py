"""What a page shows besides its own words, and whether it changed since the page was checked.

Rules read pictures, files, terms, consents and references to people. These change without the page,
in their own forms or without `save`; then the pages that show them are checked again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import Exists, Model, OuterRef, QuerySet
from django.utils import timezone
from modelcluster.models import get_all_child_relations
from wagtail.models import get_page_models

from archive.safeguards.consent.ending import take_back_from
from archive.safeguards.consent.media import ROWS
from archive.safeguards.consent.models import Consent, ConsentPage
from archive.safeguards.people.models import Person
from cms.freshness.content_version import content_version
from cms.record.models import PAGES, PublicObject
from cms.record.subjects import subjects
from cms.visibility.closed import cleared_models
from cms.visibility.uses import pages_using
from media.models import ReviewedFile

from . import due
from .models import Compared, Standing

Keys = set[int]
Digests = dict[int, str]
BATCH = 300
_VERSION = "content"
_CONSENT = [
    field.attname
    for field in Consent._meta.concrete_fields
    if field.name not in ("id", "evidence", "ends_at", "checked_at")
]


@transaction.atomic
def note_what_changed() -> None:
    """Have the rules check again the pages that show something that changed."""
    pages: Keys = set()
    for subject in subjects():
        if subject.by_use and subject.name in due.asked_subjects():
            pages.update(pages_using(subject.model, _written(subject.name)))
    if _is_content_written():
        pages |= _pages_of_reviewed_files()
        _unseen(_pages_of_renamed_rows())
    ask_again(pages | _pages_of_consents())


def ask_again(pages: Iterable[int]) -> None:
    """Have all rules check these pages; what was written meanwhile is checked anyway."""
    same = PublicObject.objects.filter(
        subject=PAGES, key=OuterRef("key"), fingerprint=OuterRef("fingerprint")
    )
    keys = sorted(pages)
    for start in range(0, len(keys), BATCH):
        rows = Standing.objects.filter(subject=PAGES, key__in=keys[start : start + BATCH])
        rows.filter(Exists(same)).update(stamp="", stamps={})


def _is_content_written() -> bool:
    """Whether anything was written since the last time; files and rows are read only then.

    The version is read first, so a write in the meantime counts as another version next time.
    """
    version = content_version(timezone.now())
    if version is None:  # while a migration runs
        return True
    digest = sha256(version.name.encode()).hexdigest()
    is_same = Compared.objects.filter(kind=_VERSION, key=0, digest=digest).exists()
    if not is_same:
        Compared.objects.update_or_create(kind=_VERSION, key=0, defaults={"digest": digest})
    return not is_same


def _pages_of_reviewed_files() -> Keys:
    pages: Keys = set()
    for model in cleared_models():
        file = ["original_sha256"] if issubclass(model, ReviewedFile) else []
        rows = model._default_manager.values_list("pk", "review", *file)
        changed, _new, _gone = _compare(model._meta.label_lower, _digests(rows))
        pages.update(pages_using(model, changed))
    return pages


def _unseen(pages: Keys) -> None:
    """Treat these as written: the check in `save` finds nothing in them."""
    Standing.objects.filter(subject=PAGES, key__in=pages).update(fingerprint="")


def _written(subject: str) -> Keys:
    """The keys of a subject's rows that changed since they were checked."""
    asked_about = Standing.objects.filter(subject=subject, key=OuterRef("key"), is_public=True)
    return set(due.written(subject).filter(Exists(asked_about)).values_list("key", flat=True))


def _pages_of_consents() -> Keys:
    """The pages that show pictures of changed consents; `ending` compares what else they allow."""
    rows: list[tuple[Any, ...]] = [*Consent.objects.values_list("pk", *_CONSENT)]
    rows += Consent.languages.through._default_manager.values_list("consent", "locale")
    links = [(ConsentPage, "page"), *((model, "file") for model in ROWS)]
    for model, name in links:
        label = model._meta.label_lower
        keys = model._default_manager.values_list("consent", name)
        rows += [(consent, label, key) for consent, key in keys]
    people = dict(Consent.objects.values_list("pk", "person"))
    digests = {key: f"{people.get(key) or ''} {digest}" for key, digest in _digests(rows).items()}
    changed, new, gone_digests = _compare("consent", digests)
    if givers := {
        int(person) for digest in gone_digests for person in digest.split(" ")[:1] if person
    }:
        take_back_from(givers)
    consents = Consent.objects.filter(pk__in=changed | new)
    for consent in consents:
        consent.save()  # this updates its end, and until when its pictures are cleared
    return pages_showing(consents)


def pages_showing(consents: QuerySet[Consent]) -> Keys:
    """The pages that show a picture, file or video of one of these consents."""
    pages: Keys = set()
    for model in ROWS:
        keys = model._default_manager.filter(consent__in=consents).values_list("file", flat=True)
        pages.update(pages_using(model.file.field.related_model, set(keys)))
    return pages


def _pages_of_renamed_rows() -> Keys:
    """Pages with rows changed without `save` to another person of the same printed name."""
    pages: Keys = set()
    for model, parent, person in _rows_with_people():
        rows = model._default_manager.filter(**{f"{person}__isnull": False})
        page_of = dict(rows.values_list("pk", parent))
        people = {key: str(of) for key, of in rows.values_list("pk", person)}
        changed, new, _gone = _compare(model._meta.label_lower, people)
        pages |= {page_of[key] for key in changed | new if key in page_of}
    return pages


def _rows_with_people() -> list[tuple[type[Model], str, str]]:
    """The models of rows that name people, with the columns of the page and of the person."""
    models_with_people = {
        (relation.related_model, relation.field.attname, field.attname)
        for model in get_page_models()
        for relation in get_all_child_relations(model)
        for field in relation.related_model._meta.concrete_fields
        if field.related_model is Person
    }
    return sorted(models_with_people, key=lambda row: row[0]._meta.label_lower)


def _digests(rows: Iterable[tuple[Any, ...]]) -> Digests:
    """Digests of rows; the first value of each is the primary key of what it belongs to."""
    texts: dict[int, list[str]] = defaultdict(list)
    for key, *values in rows:
        texts[key].append(repr(values))
    return {key: sha256("\n".join(sorted(of)).encode()).hexdigest() for key, of in texts.items()}


def _compare(kind: str, now: Digests) -> tuple[Keys, Keys, list[str]]:
    """What changed, what is new, and the digests of what is gone; stores the present state.

    The first time nothing counts as new, as there is nothing to compare; a row with key 0 marks
    that.
    """
    now = {0: ""} | now
    rows = Compared.objects.filter(kind=kind)
    before = dict(rows.values_list("key", "digest"))
    new, gone_keys = now.keys() - before.keys(), sorted(before.keys() - now.keys())
    changed = {key for key in now.keys() & before.keys() if now[key] != before[key]}
    Compared.objects.bulk_create(
        [Compared(kind=kind, key=key, digest=now[key]) for key in sorted(changed | new)],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["kind", "key"],
        update_fields=["digest"],
    )
    for start in range(0, len(gone_keys), BATCH):
        rows.filter(key__in=gone_keys[start : start + BATCH]).delete()
    return changed, set(new) if 0 in before else set(), [before[key] for key in gone_keys]
