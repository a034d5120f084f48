"""The tree paths that hide everything below them, read by one statement.

Wagtail's `numchild` is often wrong, so it is not used. What is below a page follows from the paths
alone; a page whose parent is missing therefore counts as below something closed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import (
    DateTimeField,
    Exists,
    F,
    Func,
    Model,
    OuterRef,
    Q,
    QuerySet,
    TextField,
)
from django.db.models.expressions import RawSQL
from wagtail.models import Page, PageViewRestriction

from cms.sql.parameters import Parameter
from cms.sql.rows import JsonRows
from cms.sql.statements import Statement, StatementCache

from .holds import held

NOW = Parameter("now", DateTimeField())
# The `cleared_until` of an image, document or video whose clearance does not end. Not the last
# possible year, since time zones add to it.
FOREVER = datetime(9000, 1, 1, tzinfo=UTC)
_STATEMENTS = StatementCache()
# The path of a page's parent; it has an index (`cms.freshness.triggers`).
PARENT = f"substr(%(expressions)s, 1, length(%(expressions)s) - {Page.steplen})"
_PARENT = PARENT % {"expressions": "path"}
# Every parent path, found by steps through that index: as many as there are sections, however many
# pages they have.
_PARENTS = f"""
    WITH RECURSIVE parent(path) AS (
        SELECT (SELECT substr(path, 1, 0) FROM {Page._meta.db_table} LIMIT 1)
        UNION ALL
        SELECT (SELECT {_PARENT} FROM {Page._meta.db_table}
                WHERE {_PARENT} > parent.path ORDER BY {_PARENT} LIMIT 1)
        FROM parent WHERE parent.path IS NOT NULL
    )
"""  # noqa: S608 -- a constant


class _ClosedParents(JsonRows):
    """The paths that hide pages below them: those of every parent that is not itself shown."""

    @property
    def statement(self) -> Statement:
        return _STATEMENTS.get(self, self._queryset, _unless_shown)


def _unless_shown(statement: Statement) -> Statement:
    sql = f"""
        {_PARENTS} SELECT '["' || parent.path || '"]' FROM parent
        WHERE parent.path <> '' AND NOT EXISTS ({statement.sql})
    """  # noqa: S608 -- SQL that Django wrote
    return replace(statement, sql=sql, converters={}, width=1)


def cleared_models() -> list[type[Model]]:
    """The models whose rows are public only until an instant: those with the column
    `cleared_until`.
    """
    return [model for model in apps.get_models() if _is_cleared_until(model)]


@cache  # asked of every model whenever a page is saved
def _is_cleared_until(model: type[Model]) -> bool:
    return any(field.name == "cleared_until" for field in model._meta.concrete_fields)


def hidden_at(now: Any, prefix: str = "") -> Q:
    """The condition that a page is unpublished, scheduled or expired at an instant."""
    return Q(
        (f"{prefix}live", False),
        (f"{prefix}go_live_at__gt", now),
        (f"{prefix}expire_at__lte", now),
        _connector=Q.OR,
    )


def shown(prefix: str = "") -> Q:
    """The condition that a page is published, with no hold and no restriction of its own.

    For an alias, the restriction of its source counts.
    """
    restrictions = PageViewRestriction.objects.filter(
        page=OuterRef(f"{prefix}pk"), page__alias_of__isnull=True
    )
    return ~hidden_at(NOW, prefix) & ~Q(Exists(restrictions)) & ~held(prefix)


def _shown_parent() -> QuerySet[Any]:
    return Page.objects.filter(shown(), path=RawSQL("parent.path", [])).order_by().values_list("pk")


def _leading_aliases() -> QuerySet[Any]:
    """The aliases that have pages below them or aliases of their own; others hide nothing else."""
    parent = Func(F("path"), template=PARENT, output_field=TextField())
    below = Page.objects.alias(parent=parent).filter(parent=OuterRef("path"))
    aliases = Page.objects.filter(alias_of=OuterRef("pk"))
    is_shown = Exists(Page.objects.filter(shown(), pk=OuterRef("alias_of")))
    return Page.objects.filter(
        Q(Exists(below)) | Q(Exists(aliases)), alias_of__isnull=False
    ).annotate(is_source_shown=is_shown)


CLOSED = _ClosedParents(_shown_parent, columns={"path": "path"})
ALIASES = JsonRows(
    _leading_aliases,
    columns={"path": "path", "source": "alias_of__path", "is_source_shown": "is_source_shown"},
)


def closed_paths(
    parents: Iterable[str], aliases: Iterable[Mapping[str, Any]], roots: Iterable[str]
) -> set[str]:
    """The paths that hide what lies below, and themselves.

    An alias hides what is below it while its source is hidden, which may lie below an alias again.
    The source of all has to be on a site, below one of its `roots`.
    """
    closed, tops = set(parents), set(roots)
    open_aliases = {alias["path"]: alias for alias in aliases}
    sources = {path: alias["source"] for path, alias in open_aliases.items()}
    while newly := {
        path
        for path, alias in open_aliases.items()
        if not alias["is_source_shown"]
        or not _lies_in(alias["source"], tops)
        or _lies_in(alias["source"], closed)
        or _is_in_circle(path, sources)
    }:
        closed |= newly
        open_aliases = {path: alias for path, alias in open_aliases.items() if path not in newly}
    return closed


def _lies_in(path: str, tops: set[str]) -> bool:
    """Whether a page is one of these or below one."""
    ends = range(Page.steplen, len(path) + 1, Page.steplen)
    return any(path[:end] in tops for end in ends)


def _is_in_circle(path: str, sources: Mapping[str, str]) -> bool:
    """Whether aliases only refer to each other. Wagtail never creates that, but raw SQL can."""
    visited = set()
    while path in sources and path not in visited:
        visited.add(path)
        path = sources[path]
    return path in visited


def outermost(paths: Iterable[str]) -> list[str]:
    """The tree paths that are not below any other of them, sorted."""
    outermost_paths: list[str] = []
    for path in sorted(paths):
        if not outermost_paths or not path.startswith(outermost_paths[-1]):
            outermost_paths.append(path)
    return outermost_paths
