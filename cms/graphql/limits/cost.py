"""The cost of an answer, in objects, as a function of a document's variables."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from graphql import DocumentNode, GraphQLSchema, OperationDefinitionNode

from .document_size import fragments_of
from .meter import Meter, PlanPrices, refuse_over
from .price_walk import Cost, PriceWalk, size_of
from .settings import COST, INTROSPECTION_COST


class Price:
    """The cost of one operation as a function of its variables; cached."""

    def __init__(
        self, schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode
    ) -> None:
        self._schema, self._operation = schema, operation
        self._fragments = fragments_of(document)
        self._defaults = {
            definition.variable.name.value: definition.default_value
            for definition in operation.variable_definitions
        }
        self._walks = lru_cache(maxsize=8)(self._walked)
        self._deciding: tuple[str, ...] | None = None  # the variables that page sizes depend on

    def __call__(self, variables: Mapping[str, Any]) -> Cost:
        """Raise OverLimit where it is more than the limits allow."""
        cost, _ = self._walk_for(variables)
        refuse_over(COST, cost.nodes)
        refuse_over(INTROSPECTION_COST, cost.introspection)
        return cost

    def meter(self, variables: Mapping[str, Any]) -> Meter:
        """A meter for one execution with these variables."""
        _, prices = self._walk_for(variables)
        return Meter(prices)

    def _walk_for(self, variables: Mapping[str, Any]) -> tuple[Cost, PlanPrices]:
        if self._deciding is None:
            walk = PriceWalk(self._schema, self._fragments, self._sizes(self._defaults, variables))
            walk.total(self._operation)
            self._deciding = tuple(sorted(walk.variables))
        return self._walks(tuple(self._sizes(self._deciding, variables).items()))

    def _sizes(self, names: Any, variables: Mapping[str, Any]) -> dict[str, int | None]:
        return {
            name: size_of(variables[name] if name in variables else self._defaults.get(name))
            for name in names
        }

    def _walked(self, sizes: tuple[tuple[str, int | None], ...]) -> tuple[Cost, PlanPrices]:
        walk = PriceWalk(self._schema, self._fragments, dict(sizes))
        return walk.total(self._operation), PlanPrices(walk)
