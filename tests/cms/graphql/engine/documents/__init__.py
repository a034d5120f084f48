"""Documents for tests: random ones over any schema, and those that select everything."""

from .everything import glances, walks
from .generator import Bounds, Document, Frame, documents
from .shrink import shrunk
from .values import Pool

__all__ = ["Bounds", "Document", "Frame", "Pool", "documents", "glances", "shrunk", "walks"]
