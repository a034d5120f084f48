"""Writes an export into the archive: the only part of the import that uses the database.

`run` reads the file once, as a stream. The steps of an item:

1. The reading fills the catalogue (`export`); `site` finds or creates the sections. 2.
`bookkeeping` knows what earlier runs made of an item, and prevents simultaneous runs;
   `selection` decides what becomes a page.
3. Files come first: `media` writes images and documents. 4. Then posts: `pages` builds and writes
each, `references` finds the targets of its links and
   pictures here, and `redirects` keeps its old addresses working.
5. At the end `menus` creates menus of this site, `media` hides what nobody may see any more, and
   `redirects` covers lists and files.

Packages import each other only downwards, in the order of pyproject.toml. Each item is written in a
transaction of its own: a run that is killed leaves only complete items, and the next one continues.
"""

from .bookkeeping.outcomes import Outcome
from .bookkeeping.runs import Stopped
from .options import Options, Refused
from .run import Import, Watcher
from .summary import Summary

__all__ = ["Import", "Options", "Outcome", "Refused", "Stopped", "Summary", "Watcher"]
