"""A schema of numbers, for comparing the executor with the reference."""

from .declaring import new_context
from .schema import POOL, SCHEMA

__all__ = ["POOL", "SCHEMA", "new_context"]
