"""Which live pages refer to people, in rows and in blocks at any depth."""

from __future__ import annotations

from collections.abc import Collection
from functools import reduce
from operator import or_

from django.db.models import Q, TextField
from django.db.models.functions import Cast
from modelcluster.models import get_all_child_relations
from wagtail.fields import StreamField
from wagtail.models import get_page_models

from .models import Person

BATCH = 100  # conditions per statement: SQLite allows a thousand


def live_pages_naming(people: Collection[int]) -> set[int]:
    """Primary keys of live pages that may refer to one of these people: a superset, never fewer."""
    keys: set[int] = set()
    numbers = sorted(people)
    for model in get_page_models():
        live = model._default_manager.filter(live=True)
        for relation in get_all_child_relations(model):
            for field in relation.related_model._meta.concrete_fields:
                if field.related_model is Person:
                    rows = relation.related_model._default_manager.filter(
                        **{f"{field.name}__in": people, f"{relation.field.name}__in": live}
                    )
                    keys.update(rows.values_list(relation.field.name, flat=True))
        for field in model._meta.local_concrete_fields:
            if isinstance(field, StreamField):
                texts = live.annotate(stream_text=Cast(field.name, TextField()))
                for start in range(0, len(numbers), BATCH):
                    may_refer = _holds_number(numbers[start : start + BATCH])
                    keys.update(texts.filter(may_refer).values_list("pk", flat=True))
    return keys


def _holds_number(people: Collection[int]) -> Q:
    """Matches a reference in a block's raw JSON; other numbers may match too."""
    texts = [f": {key}{end}" for key in people for end in ",}"]
    return reduce(or_, (Q(stream_text__contains=text) for text in texts))
