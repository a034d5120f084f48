"""The gate's answer for single images and documents, for the views that serve them."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import Any

from django.db.models import Model
from django.utils import timezone

from cms.sql.rows import JsonRows
from cms.sql.statements import run_all

from . import gate
from .snapshot import read_snapshot


def is_for_readers(file: Any) -> bool:
    """Whether readers may see this image or document now."""
    return file.pk in for_readers(type(file), [file.pk])


def for_readers(model: type[Model], keys: Collection[int]) -> set[int]:
    """The keys of the images or documents, among these, that readers may see now."""
    now = timezone.now()
    values = gate.parameters(read_snapshot(None, now), now) | {"keys": list(keys)}
    source = _source(model)
    [rows] = run_all([(source.statement, values)])
    return {key for (key,) in source.read(rows)}


@cache
def _source(model: type[Model]) -> JsonRows:
    return JsonRows(lambda: gate.files_for_readers(model._default_manager.all()), {}, key="pk")
