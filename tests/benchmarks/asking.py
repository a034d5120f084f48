"""The cost of the same query when it is made anew, kept, or unchanged."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

from django.test import override_settings

from cms.graphql.endpoint import conditional
from cms.graphql.endpoint.kept import KeptAnswers

from .contestants import Call, Task, contestants, got, posted
from .fairness import UnequalWork
from .measure import measure
from .report import print_comparison

BASE = "POST, made"
MEGABYTES = 32  # of kept answers, as in production


def compare_ways(task: Task, seconds: float) -> None:
    """Print the cost of each way; all return the same bytes, except 304, which has none."""
    figures = measure(ways(task), seconds)
    print_comparison(f"{task.name}, by ways of asking", figures, BASE)


def ways(task: Task) -> dict[str, Call]:
    post = posted("/graphql/", task.document, task.variables)
    asked = {"query": task.document, "variables": json.dumps(task.variables)}
    get = got("/graphql/", asked)
    with override_settings(GRAPHQL_KEPT_BYTES=MEGABYTES * 1_000_000):
        kept = KeptAnswers()
    tags: list[str] = []
    body = got("/graphql/", asked, headers=lambda headers: tags.append(headers["ETag"]))()
    unchanged = got("/graphql/", asked, status="304 Not Modified", HTTP_IF_NONE_MATCH=tags[0])
    calls = {
        BASE: post,
        "GET, made": get,
        "POST, kept": _with(kept, post),
        "GET, kept": _with(kept, get),
        "304": _with(kept, unchanged),
    }
    for name, call in calls.items():
        if call() != (b"" if call is calls["304"] else body):
            raise UnequalWork(f"{task.name}: {name} gives other bytes.")
    return calls | {"bare “ok”": contestants(task)["bare “ok”"]}


def _with(kept: KeptAnswers, call: Call) -> Call:
    @contextmanager
    def keeping() -> Iterator[None]:
        before, conditional._kept = conditional._kept, kept
        try:
            yield
        finally:
            conditional._kept = before

    return keeping()(call)
