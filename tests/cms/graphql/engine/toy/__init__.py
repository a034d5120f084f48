"""A schema of numbers, on which the executor is compared with the reference."""

from .declaring import new_context
from .schema import POOL, SCHEMA

__all__ = ["POOL", "SCHEMA", "new_context"]
