"""The sort orders of lists of pages."""

from functools import partial
from typing import Any

from django.db.models import DateTimeField, Func
from django.utils.dateparse import parse_datetime

from cms.graphql.enums import enum_of
from cms.graphql.pagination.orders import Order, collated


class OrLongAgo(Func):
    """An instant, or one before all others if it is null, matching the expression of its index.

    A page can be live without ever having been published by "Publish"; it counts as the oldest.
    """

    function = "COALESCE"
    template = "%(function)s(%(expressions)s, '0001-01-02 00:00:00')"
    output_field = DateTimeField()


def _by_instant(name: str, column: Any) -> tuple[Order, Order]:
    order = partial(Order, column=column, parse=parse_datetime)
    return order(f"{name}_ASC"), order(f"{name}_DESC", descending=True)


INSTANT_ORDERS = (
    *_by_instant("PUBLISHED", OrLongAgo("first_published_at")),
    *_by_instant("UPDATED", "last_change__at"),
)
INSTANT_WORDS = {
    "PUBLISHED_ASC": "By first publication, oldest first.",
    "PUBLISHED_DESC": "By first publication, newest first.",
    "UPDATED_ASC": "By the last change in `changes`, longest unchanged first.",
    "UPDATED_DESC": "By the last change in `changes`, most recently changed first.",
}

TITLE_ORDERS = (
    collated("TITLE_ASC", "title_key__key"),
    collated("TITLE_DESC", "title_key__key", descending=True),
)

TITLE_WORDS = {
    "TITLE_ASC": "By title, in the order people expect: 2 before 10, A before Z, then kana, "
    "Chinese characters in Japanese order, Hangul.",
    "TITLE_DESC": "By title, in reverse.",
}

PAGE_ORDERS = {
    order.name: order
    for order in (
        Order("TREE", "path"),
        *TITLE_ORDERS,
        *INSTANT_ORDERS,
    )
}

PageOrder = enum_of(
    "PageOrder",
    "How a list of pages is sorted.",
    {
        "TREE": "As the editors arranged them.",
        **TITLE_WORDS,
        **INSTANT_WORDS,
    },
)
