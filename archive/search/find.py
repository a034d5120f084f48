"""Which documents a search matches, and how well: conditions on a queryset of documents.

    EntryPage.objects.filter(matches(query)).annotate(score=score(query)).order_by("-score", …)

The full-text index of the database finds rows by their tokens; where a term is more than one token,
its folded text decides. Both say the same on both databases, as does the score, which is a sum of
whole numbers, so that a cursor holds it exactly.
"""

from __future__ import annotations

from django.db.models import Case, F, FloatField, Q, QuerySet, Value, When
from django.db.models.expressions import Expression
from django.db.models.functions import StrIndex
from django.db.models.lookups import Exact, GreaterThan

from archive.models import SearchEntry

from .fields import Tokens
from .query import SearchQuery, Term

# Each weighs more than all below it, and any word that matches counts for one.
WEIGHTS = {"title": 16.0, "subtitle": 8.0, "names": 4.0, "summary": 2.0}


def matches(query: SearchQuery) -> Q:
    """A condition on documents: all terms are in one, and none of the excluded ones."""
    if not query:
        return Q(pk__lt=0)
    return Q(pk__in=_found(query).values("page"))


def score(query: SearchQuery) -> Expression:
    """How well a matching document answers: 1 for each word, and more for each better place."""
    total: Expression = Value(float(len(query.terms)), FloatField())
    for term in [*query.terms, *([query.together] if query.together else [])]:
        for column, weight in WEIGHTS.items():
            total = total + _weighed(term, column, weight)
    return total


def _found(query: SearchQuery) -> QuerySet[SearchEntry]:
    unwanted = [term.tokens[0] for term in query.excluded if term.is_one_token]
    tokens = [token for term in query.terms for token in term.tokens]
    rows = SearchEntry.objects.filter(tokens__match=Tokens(tuple(tokens), tuple(unwanted)))
    for term in query.terms:
        if not term.is_one_token:
            rows = rows.filter(GreaterThan(StrIndex("text", Value(term.needle)), 0))
    for term in query.excluded:
        if not term.is_one_token:
            rows = rows.filter(Exact(StrIndex("text", Value(term.needle)), 0))
    return rows


def _weighed(term: Term, column: str, weight: float) -> Case:
    place = StrIndex(F(f"search_entry__{column}"), Value(term.needle))
    return Case(
        When(GreaterThan(place, 0), then=Value(weight)),
        default=Value(0.0),
        output_field=FloatField(),
    )
