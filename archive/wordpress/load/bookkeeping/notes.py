"""Notes on files and pages of an earlier run."""

from __future__ import annotations

from archive.markup.parts import Note
from archive.markup.sentences import message

LONGEST_TITLE = 255  # of a page or file

DELETED_HERE = Note("deleted-here", "It was deleted here.")
SOURCE_CHANGED = Note("source-changed", "Its source has changed: --update takes it over.")
STILL_PUBLIC = Note(
    "withdrawn", "It is no longer public there, and still is here: --update hides it from readers."
)
NOW_HIDDEN = Note("withdrawn", "It is no longer public there, and was hidden from readers here.")


def notes_on_title(title: str) -> list[Note]:
    """The whole title, if it was truncated."""
    if len(title) <= LONGEST_TITLE:
        return []
    return [Note("title-too-long", message("The whole title: %(title)s"), {"title": title})]
