"""Writes an export into the archive: the only part of the import that knows the database.

`run` reads the file once, as a stream. An item's way through the rooms:

1. The reading fills the catalogue (`export`); `site` finds or makes the sections for it.
2. `bookkeeping` knows what earlier runs made of an item, and that no other run is at work;
   `selection` says what becomes a page.
3. Files come first: `media` writes images and documents.
4. Then posts: `pages` builds and writes each, `references` finds what its links and pictures lead
   to here, and `redirects` keeps its old addresses alive.
5. At the end `menus` makes menus of this site, `media` hides what nobody may see any more, and
   `redirects` does lists and files.

Rooms import each other downwards only, in the order that pyproject.toml has. Each item is written
in a transaction of its own: a run that is killed has done whole things only, and the next one goes
on after them.
"""

from .bookkeeping.outcomes import Outcome
from .bookkeeping.runs import Stopped
from .options import Options, Refused
from .run import Import, Watcher
from .summary import Summary

__all__ = ["Import", "Options", "Outcome", "Refused", "Stopped", "Summary", "Watcher"]
