"""The content of a row as one digest: what readers get of it, however it was written.

It is computed from what the database holds of a row, its child rows and its many-to-many links, so
it does not depend on signals. A page's place in the tree, its drafts and its schedule are not part
of it.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterator
from functools import cache
from typing import Any

from django.db import models
from modelcluster.models import get_all_child_relations

from cms.freshness.triggers import is_content
from cms.record.subjects import subject_of
from cms.sql.rows import AsStored, JsonRows
from cms.sql.statements import run_all

LAYOUT = 8  # digits at the beginning of a fingerprint


def fingerprints(model: type[models.Model], keys: Collection[int]) -> dict[int, str]:
    """The layout and digest of each row's content, by primary key; without missing rows."""
    sources = _sources(model)
    digests: dict[int, Any] = {}
    calls = [(source.statement, {"keys": list(keys)}) for source in sources]
    for number, rows in enumerate(run_all(calls)):
        texts_by_key: dict[int, list[str]] = defaultdict(list)
        for (text,) in rows:
            texts_by_key[int(text[1 : text.index(",")])].append(text)
        for key, texts in texts_by_key.items():
            digest = digests.setdefault(key, hashlib.sha256())
            digest.update("\0".join([str(number), *sorted(texts)]).encode())
    return {key: layout(model) + digest.hexdigest() for key, digest in digests.items()}


def layout_in(fingerprint: str) -> str:
    return fingerprint[:LAYOUT]


@cache
def layout(model: type[models.Model]) -> str:
    """A digest of the columns that a model's fingerprints cover; if it differs, they cannot be
    compared.
    """
    names = [name for source in _sources(model) for name in source.names]
    return hashlib.sha256("\0".join(names).encode()).hexdigest()[:LAYOUT]


@cache
def _sources(model: type[models.Model]) -> list[JsonRows]:
    return [
        JsonRows(owner._default_manager.all, columns, key=key)
        for owner, key, columns in _tables(model, "pk")
    ]


def _tables(
    model: type[models.Model], key: str
) -> Iterator[tuple[type[models.Model], str, dict[str, Any]]]:
    """Each table with content of a model, with the path from its rows to those of the model."""
    subject = subject_of(model)
    ignored_names = subject.ignored if subject else ()
    columns = {
        f"{model._meta.label_lower}.{field.name}": _stored(field)
        for field in model._meta.concrete_fields
        if field.name not in ignored_names and not _leads_out_of_content(field)
    }
    yield model, key, columns
    for field in model._meta.many_to_many:
        through: Any = field.remote_field.through
        if through._meta.auto_created:
            link = {f"{through._meta.label_lower}": field.m2m_reverse_field_name()}
            yield through, _joined(field.m2m_field_name(), key), link
    for relation in get_all_child_relations(model):
        yield from _tables(relation.related_model, _joined(relation.field.name, key))


def _leads_out_of_content(field: Any) -> bool:
    """Whether it refers to something that readers never get, such as the person behind a name."""
    return bool(field.related_model) and not is_content(field.related_model)


def _joined(name: str, key: str) -> str:
    return name if key == "pk" else f"{name}__{key}"


def _stored(field: models.Field) -> Any:
    is_json = isinstance(field, models.JSONField) or hasattr(field, "stream_block")
    return AsStored(field.name) if is_json else field.name
