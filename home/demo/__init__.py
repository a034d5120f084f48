"""The demo archive: its words, its pictures, and what writes them into an empty database."""
