"""Conditions and a score that apply a search to a queryset of documents.

    EntryPage.objects.filter(matches(query)).annotate(score=score(query)).order_by("-score", …)

With the form of a query, which has no words, they use parameters instead.

The database's full-text index finds rows by their tokens; for a term of several tokens its folded
text decides. Both give the same result on both databases, and so does the score, a sum of integers
that a cursor holds exactly.

A row may contain text about an image or file that was public when it was written and is not now.
The same statement checks the collections and their restrictions, so no notification can be missed:
of such a row only the document's own words count.
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

# Each weighs more than all below it together; any matching word counts for one.
WEIGHTS = {"title": 16.0, "subtitle": 8.0, "names": 4.0, "summary": 2.0}


def matches(query: SearchQuery | Form) -> Q:
    """A condition on documents: all terms occur, and none of the excluded ones."""
    if not query:
        return Q(pk__lt=0)
    return Q(pk__in=_matching_rows(query).values("page"))


def score(query: SearchQuery | Form) -> Expression:
    """The score of a matching document: 1 for each word, and more for each better place."""
    total: Expression = Value(float(len(query.terms)), FloatField())
    for term in [*query.terms, *([query.together] if query.together else [])]:
        for column, weight in WEIGHTS.items():
            total = total + _weighed(term, column, weight)
    return total


def mentions_closed_media(held_back: Callable[[type[Model]], QuerySet[Any]] = held_back_now) -> Q:
    """Whether an index row is about media that readers cannot see now."""
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
    """Whether an array in a JSON column contains one of the texts that some queries return."""

    output_field = BooleanField()

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **_context: Any) -> Any:
        (field, first), *queries = map(compiler.compile, self.source_expressions)
        if connection.vendor == "postgresql":  # each query runs once, not for each row
            holds = " OR ".join(f"{field} ?| ARRAY{texts}" for texts, _values in queries)
            return f"({holds})", [value for _, values in queries for value in (*first, *values)]
        is_one = " OR ".join(f"held.value IN {texts}" for texts, _values in queries)
        holds = f"EXISTS (SELECT 1 FROM json_each({field}) held WHERE {is_one})"  # noqa: S608
        return holds, [*first, *(value for _, values in queries for value in values)]


def _matching_rows(query: SearchQuery | Form) -> QuerySet[SearchEntry]:
    """The rows with all terms; for rows about closed media only their own words count."""
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
    """The condition that no excluded term is anywhere in a row."""
    absent = Q()
    if any(term.is_one_token for term in query.excluded):
        tokens = TOKENS_WITHOUT if isinstance(query, Form) else tokens_of(query)
        absent = Q(tokens__match=tokens)
    for term in query.excluded:
        if not term.is_one_token:
            absent &= Q(Exact(_place(term), 0))
    return absent


def by_own_words(query: SearchQuery | Form) -> Q:
    """All terms and none of the excluded ones above the separator line of text about media."""
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
