"""One safeguard per module."""
