"""The version of all content: it moves with every write, in its transaction.

Triggers move it, so no way round Django's signals (a bulk update, raw SQL, a psql shell) leaves it
as it was. What lies in no table of a model moves it by calling `bump`.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.db import connections, router
from django.db.models import DateTimeField, Max, Q, Subquery, Sum
from wagtail.models import Page

from cms.sql.statements import read_database

from .change_sql import BUMP
from .models import ContentChange


class ContentVersion(NamedTuple):
    """What the content is now, and the next instant at which a page, of whatever sort, expires."""

    name: str
    next_expiry: datetime | None


def content_version(now: datetime) -> ContentVersion | None:
    """The version at this instant, in one SQL statement; None where nothing was ever written.

    Pages also come and go by the clock, without a write: the last such instant is part of the
    version.
    """
    state = ContentChange.objects.using(read_database()).aggregate(
        number=Sum("number"),
        went_live=_first("go_live_at", Q(go_live_at__lte=now), "-go_live_at"),
        expired=_first("expire_at", Q(expire_at__lte=now), "-expire_at"),
        expires=_first("expire_at", Q(expire_at__gt=now), "expire_at"),
    )
    if state["number"] is None:
        return None
    name = "/".join(str(state[part]) for part in ("number", "went_live", "expired"))
    return ContentVersion(name, state["expires"])


def bump(using: str | None = None) -> None:
    """Move the version by hand: for what no model's table holds, such as a search index."""
    alias = using or router.db_for_write(ContentChange)
    with connections[alias].cursor() as cursor:
        cursor.execute(BUMP[connections[alias].vendor])


def _first(column: str, condition: Q, order: str) -> Max:
    pages = Page.objects.filter(condition).order_by(order).values(column)[:1]
    # One value; it is in an aggregate only because the sum beside it is one.
    return Max(Subquery(pages, output_field=DateTimeField()))
