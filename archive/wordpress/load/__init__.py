"""Writes an export into the archive: the only part of the import that knows the database.

The file is read three times, as a stream: once to know what is in it, once for its files, once for
its posts. Each file and each post is written in a transaction of its own, so a run that is stopped
or killed has done whole things only, and the next one goes on after them.
"""

from .options import Options, Refused
from .records import Outcome
from .run import Import, Stopped, Summary, Watcher

__all__ = ["Import", "Options", "Outcome", "Refused", "Stopped", "Summary", "Watcher"]
