"""Sort orders of lists, with which a page can begin at any row."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, IntegerField, Q, QuerySet
from django.db.models.constants import LOOKUP_SEP

from cms.sql.parameters import Parameter


@dataclass(frozen=True)
class Order:
    """A column or expression to sort by; the primary key breaks ties, in the same direction.

    It must not be null, which comparisons cannot place; `parse` converts a value that JSON has
    turned into text. A column of another table must exist for every row.
    """

    name: str
    column: Any
    descending: bool = False
    parse: Callable[[Any], Any] = lambda value: value

    def annotated(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        column = self.column
        if isinstance(column, str):
            if LOOKUP_SEP in column:  # an inner join can begin at the other table's index
                rows = rows.filter(**{f"{column}__isnull": False})
            column = F(column)
        return rows.annotate(sort_value=column)

    def fields(self, *, backward: bool) -> list[str]:
        sign = "-" if self.descending != backward else ""
        return [f"{sign}sort_value", f"{sign}pk"]

    def beyond(self, side: str, rows: QuerySet[Any], *, backward: bool) -> Q:
        """The rows after the cursor; before it when `backward`."""
        lookup = "lt" if self.descending != backward else "gt"
        value = Parameter(f"{side}_value", rows.query.annotations["sort_value"].output_field)
        key = Parameter(f"{side}_key", IntegerField())
        # The first condition follows from the second, but only the first can use an index.
        return Q(**{f"sort_value__{lookup}e": value}) & (
            Q(**{f"sort_value__{lookup}": value}) | Q(**{f"pk__{lookup}": key})
        )


def collated(name: str, column: str, *, descending: bool = False) -> Order:
    """The order by a sort key that `cms.collation` keeps for a text."""
    return Order(name, column, descending, parse=b64decode)
