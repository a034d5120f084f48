"""Which live rows use which pictures, files, pages and terms.

Wagtail's own reference index includes drafts. This one has only what is in the database for
readers, at any depth of blocks and rich text; it is written together with the public record
(`cms.record`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet
from modelcluster.models import get_all_child_m2m_relations, get_all_child_relations
from wagtail.fields import StreamField
from wagtail.models import Page, ReferenceIndex

from cms.numbers import number_in

from .models import Use

_USE = ("user_key", "used_type", "used_key")
Target = tuple[int, int]  # the content type of a base model, and a primary key


def base_type(model: type[Model]) -> int:
    """The content type under which rows of a model, and of its submodels, are kept."""
    parents = model._meta.get_parent_list()
    base = parents[-1] if parents else model
    return ContentType.objects.get_for_model(base, for_concrete_model=False).pk


def restate(model: type[Model], keys: Collection[int], among: Collection[int]) -> set[Target]:
    """Update what these rows use, among the content types `among`; returns what changed."""
    keys_of_uses = {
        (key, used_type, used_key): pk
        for pk, key, used_type, used_key in _uses(model, keys).values_list("pk", *_USE)
    }
    uses = {use for use in _used(model, keys) if use[1] in among}
    user_type = base_type(model)
    removed, added = keys_of_uses.keys() - uses, uses - keys_of_uses.keys()
    Use.objects.filter(pk__in=[keys_of_uses[use] for use in removed]).delete()
    Use.objects.bulk_create(
        Use(user_type_id=user_type, user_key=key, used_type_id=used_type, used_key=used_key)
        for key, used_type, used_key in added
    )
    return {(used_type, used_key) for _, used_type, used_key in removed | added}


def forget(model: type[Model], keys: Collection[int]) -> set[Target]:
    """Delete the uses of these rows, whether they still exist or not; returns what they used."""
    uses = _uses(model, keys)
    targets = set(uses.values_list("used_type", "used_key"))
    uses.delete()
    return targets


def pages_using(model: type[Model], keys: Any) -> QuerySet[Use, int]:
    """The keys of the pages that show rows of a model with these keys."""
    uses = Use.objects.filter(user_type=base_type(Page), used_type=base_type(model))
    return uses.filter(used_key__in=keys).values_list("user_key", flat=True)


def _uses(model: type[Model], keys: Collection[int]) -> QuerySet[Use]:
    return Use.objects.filter(user_type=base_type(model), user_key__in=keys)


def _loaded(model: type[Model], keys: Collection[int]) -> Sequence[Any]:
    children = [relation.get_accessor_name() for relation in get_all_child_relations(model)]
    instances = list(model._default_manager.filter(pk__in=keys).prefetch_related(*children))
    for field in model._meta.concrete_fields:
        if isinstance(field, StreamField):
            _read_together(field, instances)
    return instances


def _read_together(field: StreamField, instances: Sequence[Any]) -> None:
    """Convert the blocks of all instances at once: one by one, each asks for all that it shows."""
    streams = [getattr(instance, field.name).raw_data for instance in instances]
    for instance, value in zip(instances, field.stream_block.bulk_to_python(streams), strict=True):
        setattr(instance, field.name, value)


def _used(model: type[Model], keys: Collection[int]) -> Iterator[tuple[int, int, int]]:
    """What these rows use: for each use their key, and the content type and key of what it is."""
    for instance in _loaded(model, keys):
        for used_type, key, _, _ in ReferenceIndex._extract_references_from_object(instance):
            if (number := number_in(key)) is not None:
                yield instance.pk, used_type, number
    for field in get_all_child_m2m_relations(model):
        related_type = base_type(field.related_model)
        user, used = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
        links = field.remote_field.through._default_manager.filter(**{f"{user}__in": keys})
        for user_key, used_key in links.values_list(user, used):
            yield user_key, related_type, used_key
