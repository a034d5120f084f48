"""What is said alike of a file and of a page that an earlier run has brought."""

from __future__ import annotations

from archive.markup.parts import Note

DELETED_HERE = Note("deleted-here", "It was deleted here.")
SOURCE_CHANGED = Note("source-changed", "Its source has changed: --update takes it over.")
STILL_PUBLIC = Note(
    "withdrawn", "It is no longer public there, and still is here: --update hides it from readers."
)
NOW_HIDDEN = Note("withdrawn", "It is no longer public there, and was hidden from readers here.")
