"""Pure: structure found in a post: its type, and what of it is a field and not text."""
