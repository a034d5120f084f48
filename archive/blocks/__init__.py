"""The blocks that a body is composed of."""

from .body import BodyBlock
from .data import table_cells

__all__ = ["BodyBlock", "table_cells"]
