"""Redirects from the addresses of the old site."""
