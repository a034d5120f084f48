"""Counts the objects of an answer while it is built, and stops it if there are too many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cms.graphql.engine.plans import FieldPlan, ObjectPlan
from cms.graphql.engine.positions import FieldValues
from cms.graphql.errors import OverLimit

from .settings import COST, Limit

MAX_PLANS = 2_000  # plans whose prices are cached


class PlanPrices:
    """How many objects the plans of a document may contain, by page sizes; cached."""

    def __init__(self, walk: Any) -> None:
        self._walk = walk
        self._known: dict[ObjectPlan | FieldPlan, int] = {}

    def of(self, plan: ObjectPlan, field: FieldPlan | None) -> int:
        """One object returned by this field, with its selection."""
        price = self._known.get(plan)
        if price is None:
            price = self._counts(plan, field)
            price += sum(self.promised(field_plan, field) for field_plan in plan.deferred)
            self._keep(plan, price)
        return price

    def promised(self, field: FieldPlan, around: FieldPlan | None) -> int:
        """The assumed cost of one parent's field; `around` is what contains the parent."""
        price = self._known.get(field)
        if price is None:
            page = None
            if around is not None and not around.kind.is_list:
                page = self._walk.window(around.definition, around.nodes[0])
            is_data = not field.is_introspection
            price = self._walk.field(field.parent, field.nodes, page) if is_data else 0
            self._keep(field, price)
        return price

    def objects(self, field: FieldPlan, around: FieldPlan | None) -> int:
        """The objects in that cost, without surcharges."""
        return self.promised(field, around) - self._walk.surcharge(field.parent, field.nodes[0])

    def _counts(self, plan: ObjectPlan, field: FieldPlan | None) -> bool:
        if field is None:
            return False
        counts = self._walk.counts(field.definition, field.nodes[0])
        return counts or self._walk.has_id(plan.kind)

    def _keep(self, plan: ObjectPlan | FieldPlan, price: int) -> int:
        if len(self._known) >= MAX_PLANS:  # plans for other values of the document's directives
            self._known.clear()
        self._known[plan] = price
        return price


class Meter:
    """The objects that an answer contains so far, plus those that it may still contain.

    The engine reports each field whose objects have arrived; their number replaces what was assumed
    for the field. So the total starts as the computed cost and ends as the real number, and a
    document whose lists turn out too long is stopped before anything below them is loaded.
    """

    def __init__(self, prices: PlanPrices) -> None:
        self._prices = prices
        self.total = 0

    def start(self, plan: ObjectPlan) -> None:
        """Begin with the computed cost of the root's fields."""
        self.total = self._prices.of(plan, None)

    def count(
        self, field_values: FieldValues, indexes_by_plan: Mapping[ObjectPlan, Sequence[int]]
    ) -> None:
        """Count the objects that a field returned; raise OverLimit if the total is too high."""
        level, field, prices = field_values.level, field_values.field, self._prices
        around = level.field_values.field if level.field_values is not None else None
        difference = -len(level.rows) * prices.objects(field, around)
        for plan, indexes in indexes_by_plan.items():
            difference += len(indexes) * prices.of(plan, field)
        self.total += difference
        if difference > 0:
            refuse_over(COST, self.total)


def refuse_over(limit: Limit, cost: int) -> None:
    """Raise OverLimit if a document may cost more than this limit of objects."""
    if cost > limit():
        message = f"A query cannot cost more than {limit()} objects; this one may cost {cost}."
        raise OverLimit(limit, message, cost=cost)
