"""The sort orders of lists of pages."""

from datetime import UTC, datetime
from typing import Any

from django.utils.dateparse import parse_datetime

from cms.graphql.enums import enum_of
from cms.graphql.pagination.orders import Order, collated

# A page can be live without ever having gone through "Publish"; it counts as the oldest.
_PUBLISHED: dict[str, Any] = {
    "column": "first_published_at",
    "parse": parse_datetime,
    "missing": datetime(1, 1, 2, tzinfo=UTC),
}

PUBLISHED_ORDERS = (
    Order("PUBLISHED_ASC", **_PUBLISHED),
    Order("PUBLISHED_DESC", descending=True, **_PUBLISHED),
)

TITLE_ORDERS = (
    collated("TITLE_ASC", "title_key__key"),
    collated("TITLE_DESC", "title_key__key", descending=True),
)

TITLE_WORDS = {
    "TITLE_ASC": "By title, as a person looks for it: 2 before 10, A before Z, then kana, Chinese "
    "characters as Japanese reads them, Hangul.",
    "TITLE_DESC": "By title, the other way round.",
}

PAGE_ORDERS = {
    order.name: order
    for order in (
        Order("TREE", "path"),
        *TITLE_ORDERS,
        *PUBLISHED_ORDERS,
    )
}

PageOrder = enum_of(
    "PageOrder",
    "How a list of pages is sorted.",
    {
        "TREE": "As the editors arranged them.",
        **TITLE_WORDS,
        "PUBLISHED_ASC": "By first publication, oldest first.",
        "PUBLISHED_DESC": "By first publication, newest first.",
    },
)
