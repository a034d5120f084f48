"""Archives in which every document has everything, written in bulk."""

from .arguments import WORDS, pool
from .islands import Island, island
from .rows import FIELDS
from .site import analyse, surroundings

__all__ = ["FIELDS", "WORDS", "Island", "analyse", "island", "pool", "surroundings"]
