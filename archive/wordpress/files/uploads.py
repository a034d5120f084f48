"""Pure: the files of an archive's own copy of `wp-content/uploads`, and nothing beside it."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote

from media.cleaning.refused import Refused

# Control characters, and what other systems take for a separator or a drive.
FOREIGN = re.compile(r"[\x00-\x1f\x7f\\]|^[A-Za-z]:")
# A link may have taken the file's place, and a named pipe waits for its writer for ever.
READ_NOW = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK


class UnsafePath(Refused):
    """A path that could lead out of the folder."""


class Uploads:
    """A copy of the folder that WordPress keeps its media in."""

    def __init__(self, folder: Path) -> None:
        """Take the folder itself or one above it; raise NotADirectoryError where none is."""
        self.folder = uploads_in(folder.resolve())
        if not self.folder.is_dir():
            raise NotADirectoryError(f"There is no folder at {str(folder)!r}.")
        # Attachments come about in the order of their months, so few folders are asked at a time.
        self._names = lru_cache(maxsize=16)(names_in)

    def find(self, *paths: str) -> Path | None:
        """The first of these that is a file, however it is spelt; raise UnsafePath or Refused."""
        spelt = [spelling for path in paths for spelling in spellings(path)]
        for look in (self._file, self._in_other_case):
            for spelling in spelt:
                if file := look(spelling):
                    return file
        return None

    def walk(self) -> Iterator[str]:
        """The paths of all ordinary files below it, in order; links are not followed."""
        for folder, folders, names in os.walk(self.folder):
            folders.sort()
            for name in sorted(names):
                file = Path(folder, name)
                if file.is_file() and not file.is_symlink():
                    yield file.relative_to(self.folder).as_posix()

    def read(self, path: Path, limit: int) -> bytes:
        """The bytes of a file that was found; raise Refused for more of them than the limit."""
        inside = self._inside(path, str(path))
        with os.fdopen(os.open(inside, READ_NOW), "rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise UnsafePath(f"{str(path)!r} is no ordinary file.")
            # A file may still grow after it was measured.
            if status.st_size > limit or len(content := file.read(limit + 1)) > limit:
                raise Refused(f"{str(path)!r} is larger than {limit / 1_000_000:g} MB.")
        return content

    def _file(self, path: str) -> Path | None:
        try:
            file = self._inside(self.folder / path, path)
            mode = file.stat().st_mode
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:  # a name too long for the disk, a folder that may not be read
            raise Refused(f"{path!r} cannot be read: {error.strerror}.") from error
        if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
            raise UnsafePath(f"{path!r} is no ordinary file.")
        return file if stat.S_ISREG(mode) else None

    def _inside(self, path: Path, name: str) -> Path:
        try:
            real_path = path.resolve(strict=True)
        except RuntimeError as error:  # how Python 3.11 tells of links that lead in a circle
            raise UnsafePath(f"{name!r} is a link that leads nowhere.") from error
        if not real_path.is_relative_to(self.folder):
            raise UnsafePath(f"{name!r} leads out of the folder of uploads.")
        return real_path

    def _in_other_case(self, path: str) -> Path | None:
        """The only file whose name differs in case; None where two would do."""
        place = self.folder
        for segment in Path(path).parts:
            if not self._inside(place, path).is_dir():
                return None
            names = self._names(place).get(folded(segment), [])
            if segment not in names and len(names) != 1:
                return None
            place /= segment if segment in names else names[0]
        return self._file(str(place.relative_to(self.folder)))


def uploads_in(folder: Path) -> Path:
    """The folder of uploads at or below this one, so that nothing beside it is ever read."""
    if (below := folder / "wp-content" / "uploads").is_dir():
        return below.resolve()
    if folder.name != "uploads" and (below := folder / "uploads").is_dir():
        return below.resolve()
    return folder


def spellings(path: str) -> list[str]:
    """The ways in which a disk may have written it; raise UnsafePath."""
    # Names older than UTF-8 keep their bytes, as Python keeps those of files.
    written_forms = (path, unquote(path, errors="surrogateescape"))
    for spelling in written_forms:
        check(spelling)
    nfc = [unicodedata.normalize("NFC", spelling) for spelling in written_forms]
    nfd = [unicodedata.normalize("NFD", spelling) for spelling in written_forms]
    return list(dict.fromkeys((*written_forms, *nfc, *nfd)))


def check(path: str) -> None:
    try:
        os.fsencode(path)
    except UnicodeEncodeError as error:
        raise UnsafePath(f"{path!r} cannot be the name of a file.") from error
    if FOREIGN.search(path) or path.startswith("/") or ".." in path.split("/"):
        raise UnsafePath(f"{path!r} is no path inside the folder of uploads.")


def names_in(folder: Path) -> dict[str, list[str]]:
    """The names in a folder by how they read without regard to case."""
    names: dict[str, list[str]] = {}
    with os.scandir(folder) as entries:
        for entry in entries:
            names.setdefault(folded(entry.name), []).append(entry.name)
    return names


def folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
