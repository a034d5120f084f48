"""One rule in a module."""
