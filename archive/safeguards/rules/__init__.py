"""One safeguard in a module."""
