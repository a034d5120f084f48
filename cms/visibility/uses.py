"""What uses what, in live content only: which pictures, files, pages and terms a row shows.

Wagtail's own reference index counts drafts. This one holds what is in the database for readers, at
any depth of blocks and rich text, and is written with the public record (`cms.record`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from modelcluster.models import (
    ClusterableModel,
    get_all_child_m2m_relations,
    get_all_child_relations,
)
from wagtail.models import ReferenceIndex

from .models import Use

Target = tuple[int, int]  # the content type of a base model, and a primary key


def base_type(model: type[Model]) -> int:
    """The content type under which rows of a model, and of those that inherit it, are kept."""
    parents = model._meta.get_parent_list()
    base = parents[-1] if parents else model
    return ContentType.objects.get_for_model(base, for_concrete_model=False).pk


def restate(model: type[Model], keys: Collection[int], among: Collection[int]) -> set[Target]:
    """Write down what these rows use now, those that are gone nothing; return what changed.

    Only what is of the content types `among` is kept.
    """
    user_type = base_type(model)
    noted: dict[int, set[Target]] = defaultdict(set)
    rows = Use.objects.filter(user_type=user_type, user_key__in=keys)
    for key, used_type, used_key in rows.values_list("user_key", "used_type", "used_key"):
        noted[key].add((used_type, used_key))
    instances = _loaded(model, keys) if among else ()
    used = {each.pk: {t for t in _targets(each) if t[0] in among} for each in instances}
    for key, targets in noted.items():
        for used_type, used_key in targets - used.get(key, set()):
            rows.filter(user_key=key, used_type=used_type, used_key=used_key).delete()
    Use.objects.bulk_create(
        Use(user_type_id=user_type, user_key=key, used_type_id=used_type, used_key=used_key)
        for key, targets in used.items()
        for used_type, used_key in targets - noted[key]
    )
    return {each for key in keys for each in noted[key] ^ used.get(key, set())}


def _loaded(model: type[Model], keys: Collection[int]) -> Iterable[Any]:
    clusters = issubclass(model, ClusterableModel)
    children = (
        [each.get_accessor_name() for each in get_all_child_relations(model)] if clusters else []
    )
    return model._default_manager.filter(pk__in=keys).prefetch_related(*children)


def _targets(instance: Any) -> Iterator[Target]:
    references = ReferenceIndex._extract_references_from_object(instance)
    for used_type, key, _, _ in references:
        if str(key).isdecimal():
            yield used_type, int(key)
    for field in (
        get_all_child_m2m_relations(type(instance))
        if isinstance(instance, ClusterableModel)
        else ()
    ):
        related = base_type(field.related_model)
        yield from (
            (related, key) for key in getattr(instance, field.name).values_list("pk", flat=True)
        )
