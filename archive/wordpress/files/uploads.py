"""Pure: the files of a copy of `wp-content/uploads`, and nothing else.

Names in an export are never opened as paths, but looked up among the files of the folder.
"""

from __future__ import annotations

import os
import sqlite3
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote

from media.cleaning.refused import Refused

_ESCAPE = "surrogateescape"  # names older than UTF-8 keep their bytes, like file names


class Uploads:
    """A copy of WordPress's media folder, as it was at first access.

    The list of its files is in a temporary SQLite file, so memory does not grow.
    """

    def __init__(self, folder: Path) -> None:
        """Open the folder itself or one above it; raises NotADirectoryError if there is none."""
        self.folder = uploads_in(folder.resolve())
        if not self.folder.is_dir():
            raise NotADirectoryError(f"There is no folder at {str(folder)!r}.")
        self._db = sqlite3.connect("")
        self._db.execute("CREATE TABLE file (path BLOB PRIMARY KEY, folded BLOB)")
        rows = ((os.fsencode(path), folded(path)) for path in self._walk())
        self._db.executemany("INSERT INTO file VALUES (?, ?)", rows)
        self._db.execute("CREATE INDEX folded ON file (folded)")

    def __iter__(self) -> Iterator[str]:
        """The paths of all regular files below the folder, sorted."""
        rows = self._db.execute("SELECT path FROM file ORDER BY path")
        return (os.fsdecode(path) for (path,) in rows)

    def find(self, *paths: str, folders: Iterable[str] = ()) -> str | None:
        """The path of the first of these, in any normalisation; as a last resort in another case.

        If two files differ only in case, neither is chosen. If any of the folders of a site of a
        network, "sites/5/", is here, the paths are below it; otherwise this is a copy of it alone.
        """
        here = [folder for folder in folders if self._has(folder)] or [""]
        places = [folder + path for folder in here for path in paths]
        spellings = [form for path in places for form in (path, unquote(path, errors=_ESCAPE))]
        near = [(spelling, self._like(spelling)) for spelling in dict.fromkeys(spellings)]
        for spelling, files in near:
            if same := [file for file in files if _nfc(file) == _nfc(spelling)]:
                return spelling if spelling in same else same[0]
        return next((files[0] for _spelling, files in near if len(files) == 1), None)

    def read(self, path: str, limit: int) -> bytes:
        """The bytes of a found file; raises Refused if there are more than the limit."""
        with (self.folder / path).open("rb") as file:
            content = file.read(limit + 1)
        if len(content) > limit:
            raise Refused(f"{path!r} is larger than {limit / 1_000_000:g} MB.")
        return content

    def _walk(self) -> Iterator[str]:
        """The paths of regular files; links are not followed."""
        for folder, _folders, names in os.walk(self.folder):
            for name in names:
                file = Path(folder, name)
                if stat.S_ISREG(file.lstat().st_mode):
                    yield file.relative_to(self.folder).as_posix()

    def _has(self, folder: str) -> bool:
        begin = os.fsencode(folder)
        query = "SELECT 1 FROM file WHERE path >= ? AND path < ? LIMIT 1"
        return self._db.execute(query, [begin, begin + b"\xff"]).fetchone() is not None

    def _like(self, spelling: str) -> list[str]:
        rows = self._db.execute("SELECT path FROM file WHERE folded = ?", [folded(spelling)])
        return [os.fsdecode(path) for (path,) in rows]


def uploads_in(folder: Path) -> Path:
    """The uploads folder at or below this one, so that nothing beside it is ever read."""
    if (below := folder / "wp-content" / "uploads").is_dir():
        return below.resolve()
    if folder.name != "uploads" and (below := folder / "uploads").is_dir():
        return below.resolve()
    return folder


def folded(name: str) -> bytes:
    """The name without case and Unicode composition."""
    return _nfc(name).casefold().encode(errors="surrogatepass")


def _nfc(name: str) -> str:
    return unicodedata.normalize("NFC", name)
