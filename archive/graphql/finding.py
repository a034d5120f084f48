"""Finds one document, category, tag or place."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import QuerySet, TextField

from archive.models import EntryPage
from cms.graphql.context import Context
from cms.graphql.engine import Batch, Loading
from cms.graphql.sql.requests import StatementRequest
from cms.graphql.sql.sources import Rows
from cms.sql.parameters import Parameter
from cms.sql.statements import StatementCache
from cms.visibility.gate import visible_pages

from .connections import ENTRY_NODES
from .terms import category_tree

_STATEMENTS = StatementCache()


def entry_with_code(code: str, batch: Batch) -> Loading:
    """The document with a reference code."""
    shape, names, columns = ENTRY_NODES.select(batch.selected)

    def queryset() -> QuerySet[Any]:
        with_code = EntryPage.objects.filter(reference_code=Parameter("code", TextField()))
        return visible_pages(with_code).order_by().values_list(*columns)

    statement = _STATEMENTS.get(("code", shape), queryset)
    found = yield StatementRequest(statement, {"code": code}, ("code", shape))
    return ENTRY_NODES.rows(names, found)[0] if found else None


def category_with_slug(slug: str, locale: str | None, context: Context) -> Loading:
    tree = yield from category_tree(context)
    rows = tree.in_language(locale or settings.LANGUAGE_CODE, context)
    return next((row for row in rows if row["slug"] == slug), None)


def with_slug(source: Rows, slug: str) -> Loading:
    """The term with this slug, if a visible document carries it."""
    found = (yield source.of([slug]))[slug]
    return found[0] if found else None
