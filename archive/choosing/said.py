"""The names, offices and organisations of people in documents."""

from __future__ import annotations

from collections import Counter
from typing import Any
from unicodedata import normalize

from django.db.models import BooleanField, Count, ExpressionWrapper, Model, Q, Value
from django.db.models.query import QuerySet
from wagtail.models import Page

from archive.casefold import Folded
from archive.merging.people import rows_of_people
from archive.search.admin.find import readable_by
from cms.admin_visibility.policy import seen_by

from .widgets import lines


def values_with(text: str, column: str, user: Any, most: int) -> list[str]:
    """The values of a column in documents that the account may read.

    Those that begin with the text come first, then the most frequent.
    """
    count: Counter[tuple[bool, str]] = Counter()
    for model in rows_of_people().values():
        if column in lines(model):
            rows = _rows_with(text, column, model).filter(page__in=_readable(user))
            groups = rows.values_list("begins", column).annotate(count=Count("pk"))
            for begins, value, number in groups.order_by("-begins", "-count", column)[:most]:
                count[begins, value] += number
    first = sorted(count, key=lambda group: (not group[0], -count[group], group[1]))
    return [value for _begins, value in first[:most]]


def _rows_with(text: str, column: str, model: type[Model]) -> QuerySet[Any]:
    typed = Folded(Value(normalize("NFC", text)))
    rows = model._default_manager.annotate(folded=Folded(column)).filter(folded__contains=typed)
    begins = ExpressionWrapper(Q(folded__startswith=typed), BooleanField())
    return rows.annotate(begins=begins)


def _readable(user: Any) -> QuerySet[Any]:
    """Pages that the account sees; drafts only if it may edit or publish them."""
    pages = Page.objects.filter(seen_by(user)).filter(readable_by(user))
    return pages.order_by().values("pk")
