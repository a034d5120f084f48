"""Which documents a search matches, and how well: conditions on a queryset of documents.

    EntryPage.objects.filter(matches(query)).annotate(score=score(query)).order_by("-score", …)

For the form of a query, which has none of its words, the same with parameters in their place.

The full-text index of the database finds rows by their tokens; where a term is more than one token,
its folded text decides. Both say the same on both databases, as does the score, which is a sum of
whole numbers, so that a cursor holds it exactly.

A row may speak of an image or a document that was public when it was written and is not now. That
is asked of the collections and their restrictions in the same statement, so it does not depend on
whether anybody heard of the move: such a row has no words but the document's own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    F,
    FloatField,
    Func,
    Model,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.expressions import Expression
from django.db.models.functions import Cast, Concat, StrIndex
from django.db.models.lookups import Exact, GreaterThan, LessThan

from archive.models import SearchEntry
from archive.models.fields.tokens import Tokens
from cms.visibility.closed import cleared_models
from cms.visibility.gate import held_back_now

from .columns import MEDIA, kind_of
from .form import TOKENS, TOKENS_WITHOUT, Form, Slot, tokens_of
from .query import SearchQuery, Term

# Each weighs more than all below it, and any word that matches counts for one.
WEIGHTS = {"title": 16.0, "subtitle": 8.0, "names": 4.0, "summary": 2.0}


def matches(query: SearchQuery | Form) -> Q:
    """A condition on documents: all terms are in one, and none of the excluded ones."""
    if not query:
        return Q(pk__lt=0)
    return Q(pk__in=_matching_rows(query).values("page"))


def score(query: SearchQuery | Form) -> Expression:
    """How well a matching document answers: 1 for each word, and more for each better place."""
    total: Expression = Value(float(len(query.terms)), FloatField())
    for term in [*query.terms, *([query.together] if query.together else [])]:
        for column, weight in WEIGHTS.items():
            total = total + _weighed(term, column, weight)
    return total


def mentions_closed_media(held_back: Callable[[type[Model]], QuerySet[Any]] = held_back_now) -> Q:
    """Whether a row of the index speaks of media that readers do not see now."""
    names = [
        Subquery(
            held_back(model).values_list(
                Concat(Value(f"{kind_of(model)} ", TextField()), Cast("pk", TextField()))
            )
        )
        for model in cleared_models()
    ]
    return Q(_Holds(F("media"), *names))


class _Holds(Func):
    """Whether an array in a JSON column holds one of the texts that some queries give."""

    output_field = BooleanField()

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **_context: Any) -> Any:
        (field, first), *queries = map(compiler.compile, self.source_expressions)
        if connection.vendor == "postgresql":  # each query is run once, not for each row
            holds = " OR ".join(f"{field} ?| ARRAY{texts}" for texts, _values in queries)
            return f"({holds})", [value for _, values in queries for value in (*first, *values)]
        is_one = " OR ".join(f"held.value IN {texts}" for texts, _values in queries)
        holds = f"EXISTS (SELECT 1 FROM json_each({field}) held WHERE {is_one})"  # noqa: S608
        return holds, [*first, *(value for _, values in queries for value in values)]


def _matching_rows(query: SearchQuery | Form) -> QuerySet[SearchEntry]:
    """The rows that hold the terms; of those that speak of closed media, the own words decide."""
    tokens = TOKENS if isinstance(query, Form) else Tokens(tokens_of(query).all_of)
    rows = SearchEntry.objects.filter(tokens__match=tokens)
    for term in query.terms:
        if not term.is_one_token:
            rows = rows.filter(GreaterThan(_place(term), 0))
    names_closed_media = mentions_closed_media()
    return rows.filter(
        (~names_closed_media & _without(query)) | (names_closed_media & by_own_words(query))
    )


def _without(query: SearchQuery | Form) -> Q:
    """The condition that none of the excluded terms is in a row, wherever."""
    absent = Q()
    if any(term.is_one_token for term in query.excluded):
        tokens = TOKENS_WITHOUT if isinstance(query, Form) else tokens_of(query)
        absent = Q(tokens__match=tokens)
    for term in query.excluded:
        if not term.is_one_token:
            absent &= Q(Exact(_place(term), 0))
    return absent


def by_own_words(query: SearchQuery | Form) -> Q:
    """All terms and none of the excluded ones above the line below which media are spoken of."""
    end = StrIndex("text", Value(MEDIA))
    condition = Q()
    for term in query.terms:
        condition &= Q(GreaterThan(_place(term), 0)) & Q(LessThan(_place(term), end))
    for term in query.excluded:
        condition &= Q(Exact(_place(term), 0)) | Q(GreaterThan(_place(term), end))
    return condition


def _place(term: Term | Slot, column: str = "text") -> StrIndex:
    needle = term.needle if isinstance(term, Slot) else Value(term.needle)
    return StrIndex(F(column), needle)


def _weighed(term: Term | Slot, column: str, weight: float) -> Case:
    place = _place(term, f"search_entry__{column}")
    return Case(
        When(GreaterThan(place, 0), then=Value(weight)),
        default=Value(0.0),
        output_field=FloatField(),
    )
