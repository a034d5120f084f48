"""The version of all content: it moves with every write, in its transaction.

Triggers move it, so no way round Django's signals (a bulk update, raw SQL, a psql shell) leaves it
as it was. What lies in no table of a model moves it by calling `bump`.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.db import connections, router
from django.db.models import DateTimeField, Max, Model, Q, Subquery, Sum
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from cms.sql.statements import read_database
from cms.visibility.closed import FOREVER

from .change_sql import BUMP
from .models import ContentChange


class ContentVersion(NamedTuple):
    """What the content is now, and the next instant at which something of it, of any sort, ends.

    A page does, or what clears an image or document for readers.
    """

    name: str
    next_expiry: datetime | None


def content_version(now: datetime) -> ContentVersion | None:
    """The version at this instant, in one SQL statement; None where nothing was ever written.

    Pages also come and go by the clock, without a write, and files go: the last such instant is
    part of the version.
    """
    columns = {"page": (Page, "expire_at")}
    for model in (get_image_model(), get_document_model()):
        columns[model.__name__] = (model, "cleared_until")
    state = ContentChange.objects.using(read_database()).aggregate(
        number=Sum("number"),
        went_live=_last(Page, "go_live_at", now),
        **{f"ended_{name}": _last(*column, now) for name, column in columns.items()},
        **{f"ends_{name}": _next(*column, now) for name, column in columns.items()},
    )
    if state["number"] is None:
        return None
    parts = ("number", "went_live", *(f"ended_{name}" for name in columns))
    ends = [end for name in columns if (end := state[f"ends_{name}"])]
    return ContentVersion("/".join(str(state[part]) for part in parts), min(ends, default=None))


def bump(using: str | None = None) -> None:
    """Move the version by hand: for what no model's table holds, such as a search index."""
    alias = using or router.db_for_write(ContentChange)
    with connections[alias].cursor() as cursor:
        cursor.execute(BUMP[connections[alias].vendor])


def _last(model: type[Model], column: str, now: datetime) -> Max:
    return _first(model, column, Q(**{f"{column}__lte": now}), f"-{column}")


def _next(model: type[Model], column: str, now: datetime) -> Max:
    return _first(model, column, Q(**{f"{column}__gt": now, f"{column}__lt": FOREVER}), column)


def _first(model: type[Model], column: str, condition: Q, order: str) -> Max:
    rows = model._default_manager.filter(condition).order_by(order).values(column)[:1]
    # One value; it is in an aggregate only because the sum beside it is one.
    return Max(Subquery(rows, output_field=DateTimeField()))
