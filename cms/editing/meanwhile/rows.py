"""Handles child rows that somebody else removed while the form was open."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpRequest
from modelcluster.models import get_all_child_relations


def make_anew(request: HttpRequest, parent: Any) -> None:
    """Turn rows that the parent no longer has into new ones.

    Django rejects an unknown primary key with an error that is not shown, at every attempt: the
    form could never be saved.
    """
    keys_of_rows = {
        relation.get_accessor_name(): _keys(parent, relation.get_accessor_name())
        for relation in get_all_child_relations(parent)
    }
    posted = request.POST.copy()
    for name, key in request.POST.items():
        row = re.fullmatch(r"(\w+)-\d+-id", name)
        if row and key not in keys_of_rows.get(row[1], [key]):
            posted[name] = ""
    request.POST = posted  # type: ignore[assignment]


def _keys(parent: Any, relation: str) -> set[str]:
    return {str(child.pk) for child in getattr(parent, relation).all()}
