"""What else has changed, or has to be compared, because of some rows."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from cms.record.chunks import chunks
from cms.record.models import Change, PublicObject
from cms.record.subjects import Facts, Subject, by_model, subjects
from cms.visibility import uses

from .changes import change_of


def changes_of_pages(
    subject: Subject, keys: Collection[int], told_pages: Collection[int]
) -> Iterator[Change]:
    """A change for each public page that shows these things, and is not told of already."""
    told_pages = set(told_pages)
    for part in chunks(keys):
        users = uses.pages_using(subject.model, part)
        for row in PublicObject.objects.pages().filter(key__in=users).order_by("key"):
            if row.key not in told_pages:
                told_pages.add(row.key)
                yield change_of(row, Change.Kind.UPDATED)


def restate_uses(
    subject: Subject, rewritten: Mapping[int, Facts], withdrawn_keys: Collection[int]
) -> list[tuple[str, int]]:
    """Update what things use now; returns what that concerns, by subject and key, as it may be
    public only through them.
    """
    used_types = {uses.base_type(used.model): used.name for used in subjects()}
    targets: set[uses.Target] = set()
    for model, keys in by_model(rewritten):
        targets |= uses.restate(model, keys, used_types)
    for keys in chunks(withdrawn_keys):
        targets |= uses.forget(subject.model, keys)
    names = [(used_types.get(used_type, subject.name), key) for used_type, key in targets]
    return [(name, key) for name, key in names if name != subject.name]


def led_by(pages: Collection[int]) -> Iterator[tuple[str, Collection[int]]]:
    """Everything that is public only together with one of these pages, by subject and keys."""
    for subject in subjects():
        if column := subject.page_column:
            for keys in chunks(pages):
                rows = subject.model._default_manager.filter(**{f"{column}__in": keys})
                yield subject.name, list(rows.values_list("pk", flat=True))
