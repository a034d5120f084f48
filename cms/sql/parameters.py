"""The places of values in a cached statement, and conditions on lists of values."""

from __future__ import annotations

from typing import Any

import orjson
from django.db import models
from django.db.models import Expression, Lookup


class Parameter(Expression):
    """A place for a value of the request."""

    def __init__(self, name: str, output_field: models.Field) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s", [self]

    def prepared(self, value: Any, connection: Any) -> Any:
        return self.output_field.get_db_prep_value(value, connection)


class ParameterList(Parameter):
    """A place for a list of values: one SQL parameter, however long the list."""

    def prepared(self, value: Any, connection: Any) -> Any:
        # PostgreSQL refuses text with NUL; no row contains one, so none is missed.
        values = [item for item in value if not (isinstance(item, str) and "\x00" in item)]
        if values and not isinstance(
            values[0], int | str
        ):  # a UUID, say, which SQLite stores as text
            values = [super(ParameterList, self).prepared(item, connection) for item in values]
        return values if connection.vendor == "postgresql" else orjson.dumps(values).decode()


class Among(Lookup):
    """Whether a column is one of the values of a `ParameterList`."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        left, parameters = self.process_lhs(compiler, connection)
        return f"{left} IN (SELECT value FROM json_each(%s))", [*parameters, self.rhs]

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        left, parameters = self.process_lhs(compiler, connection)
        return f"{left} = ANY(%s)", [*parameters, self.rhs]


class Under(Lookup):
    """Whether a tree path is one of the paths of a `ParameterList`, or below one."""

    lookup_name = "under"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        left, parameters = self.process_lhs(compiler, connection)
        begins = f"substr({left}, 1, length(value)) = value"
        return f"EXISTS (SELECT 1 FROM json_each(%s) WHERE {begins})", [self.rhs, *parameters]

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        left, parameters = self.process_lhs(compiler, connection)
        return f"{left} ^@ ANY(%s::text[])", [*parameters, self.rhs]


class Outside(Under):
    """Whether a tree path is not below any of the paths of a `ParameterList`.

    The paths must be sorted, and none may be below another. Then only the last path that sorts
    before the given one can be a prefix of it.
    """

    lookup_name = "outside"

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        sql, parameters = super().as_sql(compiler, connection)
        return f"NOT {sql}", parameters

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        left, parameters = self.process_lhs(compiler, connection)
        last = f"""(%s::text[])[width_bucket({left} COLLATE "C", %s::text[])]"""
        sql = f"COALESCE(NOT {left} ^@ {last}, {left} IS NOT NULL)"  # no such path: it is outside
        return sql, [*parameters, self.rhs, *parameters, self.rhs, *parameters]
