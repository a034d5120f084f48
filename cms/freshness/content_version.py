"""The version of the content: it changes with every write, in the same transaction.

Triggers change it, so a write that sends no Django signal (a bulk update, raw SQL, a psql shell) is
noticed as well. Code that stores content outside model tables calls `bump`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from django.db import connections, router
from django.db.models import BigIntegerField, Func, Model, Q, QuerySet
from wagtail.models import Page

from cms.sql.statements import Statement, StatementCache, read_database, run_all
from cms.visibility.closed import FOREVER, NOW, cleared_models

from .change_sql import BUMP
from .models import ContentChange

_STATEMENTS = StatementCache()
# The row of `triggers.SHUT` is the only negative one.
_TOTAL = 'CASE WHEN MIN("transaction") >= 0 THEN SUM(%(expressions)s) END'


class ContentVersion(NamedTuple):
    """The current version, and the next instant at which something ends.

    That is the expiry of a page, or the end of what clears an image, document or video for readers.
    """

    name: str
    next_expiry: datetime | None


def content_version(now: datetime) -> ContentVersion | None:
    """The current version, in one SQL statement.

    None if nothing was ever written, and while a migration has dropped the triggers.

    Pages also come and go by the clock, without a write, and files end: the last such instant is
    part of the version.
    """
    statement = _STATEMENTS.get("version", _changes, _with_instants)
    (((number, went_live, *instants),),) = run_all([(statement, {"now": now})])
    if number is None:
        return None
    ended, ends = instants[::2], instants[1::2]
    name = "/".join(map(str, (number, went_live, *ended)))
    return ContentVersion(name, min(filter(None, ends), default=None))


def bump(using: str | None = None) -> None:
    """Change the version by hand, for content outside of model tables."""
    alias = using or router.db_for_write(ContentChange)
    with connections[alias].cursor() as cursor:
        cursor.execute(BUMP[connections[alias].vendor])


def _changes() -> QuerySet[Any]:
    # Django's own Sum would be an aggregate, which is not a queryset.
    total = Func("number", template=_TOTAL, output_field=BigIntegerField())
    return ContentChange.objects.using(read_database()).values_list(total)


def _with_instants(changes: Statement) -> Statement:
    """The sum of all changes, and when something last went live, ended, and ends next."""
    ending: list[tuple[type[Model], str]] = [(Page, "expire_at")]
    ending += [(model, "cleared_until") for model in cleared_models()]
    instants = [_last(Page, "go_live_at")]
    for column in ending:
        instants += [_last(*column), _next(*column)]
    return changes.beside(instants)


def _last(model: type[Model], column: str) -> Statement:
    return _first(model, column, Q((f"{column}__lte", NOW)), f"-{column}")


def _next(model: type[Model], column: str) -> Statement:
    coming = Q((f"{column}__gt", NOW), (f"{column}__lt", FOREVER))
    return _first(model, column, coming, column)


def _first(model: type[Model], column: str, condition: Q, order: str) -> Statement:
    rows = model._default_manager.using(read_database()).filter(condition)
    return Statement.of(rows.order_by(order).values_list(column)[:1])
