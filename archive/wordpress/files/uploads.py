"""Pure: the files of an archive's own copy of `wp-content/uploads`, and nothing beside it.

What an export says is never opened as a path: it is looked for among the files that lie there.
"""

from __future__ import annotations

import os
import sqlite3
import stat
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from media.cleaning.refused import Refused

_ESCAPE = "surrogateescape"  # names older than UTF-8 keep their bytes, as those of files do


class Uploads:
    """A copy of the folder that WordPress keeps its media in, as it is when it is first looked at.

    The list of its files stands in a temporary file of SQLite, so that memory does not grow.
    """

    def __init__(self, folder: Path) -> None:
        """Take the folder itself or one above it; raise NotADirectoryError where none is."""
        self.folder = uploads_in(folder.resolve())
        if not self.folder.is_dir():
            raise NotADirectoryError(f"There is no folder at {str(folder)!r}.")
        self._db = sqlite3.connect("")
        self._db.execute("CREATE TABLE file (path BLOB PRIMARY KEY, folded BLOB)")
        rows = ((os.fsencode(path), folded(path)) for path in self._walk())
        self._db.executemany("INSERT INTO file VALUES (?, ?)", rows)
        self._db.execute("CREATE INDEX folded ON file (folded)")

    def __iter__(self) -> Iterator[str]:
        """The paths of all ordinary files below the folder, in order."""
        rows = self._db.execute("SELECT path FROM file ORDER BY path")
        return (os.fsdecode(path) for (path,) in rows)

    def find(self, *paths: str) -> str | None:
        """The path of the first of these, however it is spelt; a last resort is another case.

        Of two files that differ in case alone neither is guessed.
        """
        spellings = [form for path in paths for form in (path, unquote(path, errors=_ESCAPE))]
        near = [(spelling, self._like(spelling)) for spelling in dict.fromkeys(spellings)]
        for spelling, files in near:
            if same := [file for file in files if _nfc(file) == _nfc(spelling)]:
                return spelling if spelling in same else same[0]
        return next((files[0] for _spelling, files in near if len(files) == 1), None)

    def read(self, path: str, limit: int) -> bytes:
        """The bytes of a file that was found; raise Refused for more of them than the limit."""
        with (self.folder / path).open("rb") as file:
            content = file.read(limit + 1)
        if len(content) > limit:
            raise Refused(f"{path!r} is larger than {limit / 1_000_000:g} MB.")
        return content

    def _walk(self) -> Iterator[str]:
        """The paths of ordinary files; links are not followed."""
        for folder, _folders, names in os.walk(self.folder):
            for name in names:
                file = Path(folder, name)
                if stat.S_ISREG(file.lstat().st_mode):
                    yield file.relative_to(self.folder).as_posix()

    def _like(self, spelling: str) -> list[str]:
        rows = self._db.execute("SELECT path FROM file WHERE folded = ?", [folded(spelling)])
        return [os.fsdecode(path) for (path,) in rows]


def uploads_in(folder: Path) -> Path:
    """The folder of uploads at or below this one, so that nothing beside it is ever read."""
    if (below := folder / "wp-content" / "uploads").is_dir():
        return below.resolve()
    if folder.name != "uploads" and (below := folder / "uploads").is_dir():
        return below.resolve()
    return folder


def folded(name: str) -> bytes:
    """The name without regard to case and to how Unicode composes it."""
    return _nfc(name).casefold().encode(errors="surrogatepass")


def _nfc(name: str) -> str:
    return unicodedata.normalize("NFC", name)
