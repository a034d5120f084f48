"""Finds one document, category, tag or place."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import QuerySet, TextField
from django.db.models.functions import Upper
from django.db.models.lookups import Exact

from cms.graphql.context import Context
from cms.graphql.engine import Batch, Loading
from cms.graphql.pages.loading import PageNodes
from cms.graphql.sql.requests import StatementRequest
from cms.graphql.sql.sources import Rows
from cms.sql.parameters import Parameter
from cms.sql.statements import StatementCache
from cms.visibility.gate import visible_pages
from cms.visibility.slugs import both_forms

from .terms import category_tree

_STATEMENTS = StatementCache()


def with_code(nodes: PageNodes, code: str, batch: Batch) -> Loading:
    """The page with a reference code, ignoring case."""
    shape, names, columns = nodes.select(batch.selected)
    model = nodes.base

    def queryset() -> QuerySet[Any]:
        same = Exact(Upper("reference_code"), Upper(Parameter("code", TextField())))
        return visible_pages(model.objects.filter(same)).order_by().values_list(*columns)

    statement = _STATEMENTS.get((model, shape), queryset)
    matches = yield StatementRequest(statement, {"code": code}, (model, shape))
    return nodes.rows(names, matches)[0] if matches else None


def category_with_slug(slug: str, locale: str | None, context: Context) -> Loading:
    tree = yield from category_tree(context)
    rows = tree.in_language(locale or settings.LANGUAGE_CODE, context)
    return next((row for form in both_forms(slug) for row in rows if row["slug"] == form), None)


def with_slug(source: Rows, slug: str) -> Loading:
    """The term with this slug, if a visible document has it."""
    forms = both_forms(slug)
    terms = yield source.of(forms)
    return next((row for form in forms for row in terms[form]), None)
