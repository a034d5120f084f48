"""Redirects from the addresses of the old site; what an editor did there stays."""
