"""Which pages match a search in the admin for an account, and in what order.

An account that may edit or publish a page finds it by the words of its draft and its live version.
Others who see it in a list find it by its title and code, which the list shows, and by the words by
which readers find it.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Case, F, FloatField, Q, QuerySet, Value, When
from django.db.models.expressions import Expression
from django.db.models.functions import StrIndex
from django.db.models.lookups import Exact, GreaterThan
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from archive.models import AdminSearchEntry
from archive.models.fields.tokens import Tokens
from archive.search import query as readers
from archive.search.find import matches
from cms.record.models import PublicObject

from .query import AdminQuery, AdminTerm

EXACT_CODE, IN_TITLE, IN_NAMES = 100.0, 8.0, 4.0


def found_by(account: Any, query: AdminQuery) -> Q:
    """A condition on pages; without an account, as in a command, all words count."""
    by_words = Q(pk__in=_entries(query).values("page"))
    if account is None or (account.is_active and account.is_superuser):
        return by_words
    by_draft = by_words & editable_by(account)
    return by_draft | Q(pk__in=_entries(query, "title").values("page")) | _found_by_readers(query)


def editable_by(account: Any) -> Q:
    """Pages whose drafts the account may read: those that it may edit or publish."""
    if account.is_active and account.is_superuser:
        return Q(pk__isnull=False)  # all pages: an empty Q excludes nothing
    policy = PagePermissionPolicy(Page)
    editable = policy.instances_user_has_any_permission_for(account, {"change", "publish"})
    return Q(pk__in=editable.order_by().values("pk"))


def readable_by(account: Any) -> Q:
    """Of the pages shown to it, those that it may read: public ones, and drafts that it edits."""
    return Q(live=True) | editable_by(account)


def relevance(query: AdminQuery) -> list[Any]:
    """The order: an exact reference code, then titles and names, then the latest changes."""
    total: Expression = Value(0.0, FloatField())
    if query.code:
        total = total + _weighed(Q(admin_search_entry__code=query.code), EXACT_CODE)
    for term in query.terms:
        for column, weight in (("title", IN_TITLE), ("names", IN_NAMES)):
            total = total + _weighed(_said(term, f"admin_search_entry__{column}"), weight)
    return [total.desc(), F("latest_revision_created_at").desc(nulls_last=True), "pk"]


def _entries(query: AdminQuery, column: str = "text") -> QuerySet[AdminSearchEntry]:
    """The rows that match in a column, or by their code."""
    by_code = Q(code__contains=query.code) if query.code else Q(pk__in=[])
    if not query.terms:
        return AdminSearchEntry.objects.filter(by_code)
    tokens = tuple(token for term in query.terms for token in term.tokens)
    rows = AdminSearchEntry.objects.filter(tokens__match=Tokens(tokens))
    for term in query.terms:
        if column != "text" or not term.is_one_token:
            rows = rows.filter(_said(term, column))
    for term in query.excluded:
        rows = rows.filter(*(Exact(StrIndex("text", Value(n)), 0) for n in term.needles))
    by_words = Q(pk__in=rows.values("pk"))
    return AdminSearchEntry.objects.filter(by_words | by_code if query.code else by_words)


def _found_by_readers(query: AdminQuery) -> Q:
    try:
        words = readers.parse(query.text)
    except ValueError:  # longer than readers may search
        return Q(pk__in=[])
    public = PublicObject.objects.pages().values("key")
    return Q(pk__in=public) & matches(words)


def _said(term: AdminTerm, column: str) -> Q:
    condition = Q()
    for needle in term.needles:
        condition |= Q(GreaterThan(StrIndex(column, Value(needle)), 0))
    return condition


def _weighed(condition: Q, weight: float) -> Case:
    return Case(When(condition, then=Value(weight)), default=Value(0.0), output_field=FloatField())
