"""The sort orders of lists of pages."""

from datetime import UTC, datetime
from typing import Any

from django.utils.dateparse import parse_datetime

from cms.graphql.enums import enum_of
from cms.graphql.pagination.keyset import Order

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

PAGE_ORDERS = {
    order.name: order
    for order in (
        Order("TREE", "path"),
        Order("TITLE_ASC", "title"),
        Order("TITLE_DESC", "title", descending=True),
        *PUBLISHED_ORDERS,
    )
}

PageOrder = enum_of(
    "PageOrder",
    "How a list of pages is sorted.",
    {
        "TREE": "As the editors arranged them.",
        "TITLE_ASC": "By title, A first.",
        "TITLE_DESC": "By title, Z first.",
        "PUBLISHED_ASC": "By first publication, oldest first.",
        "PUBLISHED_DESC": "By first publication, newest first.",
    },
)
