"""Refuses to compare unequal work: all contestants must give the same answer first."""

from __future__ import annotations

import json
from typing import Any

from .contestants import Task, contestants


class UnequalWork(Exception):
    """Two contestants answer differently, so their times are meaningless."""


def check_equal_work(task: Task) -> int:
    """The size of the API's answer in bytes; raises UnequalWork with the place of a difference."""
    calls = contestants(task)
    answer = calls["this API"]()
    graphql = json.loads(answer)
    if "errors" in graphql:
        raise UnequalWork(f"{task.name}: this API answers with errors: {graphql['errors']}")
    others: dict[str, Any] = {
        "stock view": json.loads(calls["stock view"]())["data"],
        **{
            name: {task.root: json.loads(calls[name]())}
            for name in ("by hand", "one statement")
            if name in calls
        },
    }
    for name, other in others.items():
        if difference := first_difference(graphql["data"], other):
            raise UnequalWork(f"{task.name}, this API and {name} differ {difference}")
    return len(answer)


def first_difference(one: Any, other: Any, path: str = "data") -> str | None:
    """The place and kind of the first difference between two JSON values;

    None if they are equal.
    """
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        pairs: Any = ((f"{path}.{name}", one[name], other[name]) for name in one)
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        pairs = ((f"{path}[{i}]", *both) for i, both in enumerate(zip(one, other, strict=True)))
    else:
        same = one == other
        return None if same else f"at {path}: {_short(one)} is not {_short(other)}"
    found = (first_difference(left, right, place) for place, left, right in pairs)
    return next((difference for difference in found if difference), None)


def _short(value: Any) -> str:
    text = ", ".join(value) if isinstance(value, dict) else json.dumps(value, ensure_ascii=False)
    return f"{text[:120]}…" if len(text) > 120 else text
