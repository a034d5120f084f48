"""Bags as in RFC 8493: a folder of files with a list of their digests.

bagit.txt  bag-info.txt  manifest-sha256.txt  tagmanifest-sha256.txt  data/…
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO, Any

DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
MANIFEST, TAG_MANIFEST = "manifest-sha256.txt", "tagmanifest-sha256.txt"
PAYLOAD = "data"
CHUNK = 1 << 20  # bytes
# Characters that RFC 8493 (2.1.3) requires to be encoded in the paths of a manifest.
_ESCAPED, _ESCAPES = re.compile(r"[%\r\n]"), re.compile(r"%(25|0[AaDd])")


class BagError(Exception):
    """A folder is not a valid bag; the message says why."""


def digest_of(file: IO[bytes], copy: IO[bytes] | None = None) -> str:
    """The SHA-256 of the rest of the file, in hexadecimal; also writes it to a copy."""
    digest = hashlib.sha256()
    while chunk := file.read(CHUNK):
        digest.update(chunk)
        if copy:
            copy.write(chunk)
    return digest.hexdigest()


def digest_of_path(path: Path) -> str:
    with path.open("rb") as file:
        return digest_of(file)


class BagWriter:
    """A bag being written in a new folder that only its owner can read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.digests: dict[str, str] = {}  # of the payload, by path in the bag
        folder.mkdir(mode=0o700)

    def target(self, path: str) -> Path:
        """Where to write a file of the payload."""
        target = self.folder / _safe(path)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return target

    def copy(self, path: str, source: IO[bytes]) -> None:
        """Copy a file into the payload; a partial copy is removed."""
        target = self.target(path)
        try:
            with open(target, "xb", opener=_private) as copy:
                self.digests[path] = digest_of(source, copy)
        except BaseException:
            target.unlink(missing_ok=True)
            raise

    def take_over(self, path: str, earlier: Bag) -> bool:
        """Link a file of an earlier bag on the same disk, if its digest is still correct."""
        digest, source = earlier.digests[path], earlier.folder / path
        if not source.is_file() or digest_of_path(source) != digest:
            return False
        target = self.target(path)
        link = target.with_name(f".{target.name}.link")
        try:
            os.link(source, link)
        except OSError:  # a file system without hard links
            shutil.copyfile(source, link)
        link.replace(target)
        self.digests[path] = digest
        return True

    def add(self, path: str) -> None:
        """Register a file that was written at its `target`."""
        target = self.folder / path
        target.chmod(0o600)
        self.digests[path] = digest_of_path(target)

    def drop(self, path: str) -> None:
        (self.folder / path).unlink()
        del self.digests[path]

    def finish(self, about: dict[str, Any]) -> None:
        """Write the tag files that make the folder a bag."""
        sizes = [(self.folder / path).stat().st_size for path in self.digests]
        lines = {**about, "Payload-Oxum": f"{sum(sizes)}.{len(sizes)}"}
        self._write("bagit.txt", DECLARATION)
        self._write("bag-info.txt", "".join(f"{key}: {value}\n" for key, value in lines.items()))
        self._write(MANIFEST, _written(self.digests))
        tags = ("bagit.txt", "bag-info.txt", MANIFEST)
        self._write(
            TAG_MANIFEST, _written({tag: digest_of_path(self.folder / tag) for tag in tags})
        )
        os.sync()

    def _write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.write_text(text, "utf-8", newline="\n")
        path.chmod(0o600)


class Bag:
    """An existing bag."""

    def __init__(self, folder: Path) -> None:
        """Read the tag files of a bag; raises BagError if the folder is not one."""
        self.folder = folder
        try:
            self.digests = _read(folder / MANIFEST)
            self.tags = _read(folder / TAG_MANIFEST)
            lines = (folder / "bag-info.txt").read_text("utf-8").splitlines()
            declaration = (folder / "bagit.txt").read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise BagError(f"{folder} is no whole bag: {error}.") from error
        if declaration != DECLARATION:
            raise BagError(f"{folder} is a bag of another version or encoding.")
        self.about = dict(line.split(": ", 1) for line in lines if ": " in line)

    def faults(self) -> Iterator[str]:
        """A sentence for each file that is missing, not listed, or changed."""
        listed = {**self.digests, **self.tags}
        present = {path for path in _files_below(self.folder) if path.startswith(f"{PAYLOAD}/")}
        for path in sorted(present - self.digests.keys()):
            yield f"{path} is not listed in {MANIFEST}."
        for path, digest in listed.items():
            if not (self.folder / path).is_file():
                yield f"{path} is missing."
            elif digest_of_path(self.folder / path) != digest:
                yield f"{path} was altered: its digest is another one."


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _files_below(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*"):
        if path.is_symlink() or not path.is_dir():
            yield path.relative_to(folder).as_posix()


def _safe(path: str) -> PurePosixPath:
    """A path that stays within its folder; raises BagError for any other."""
    pure = PurePosixPath(path)
    if pure.is_absolute() or ".." in pure.parts or "\\" in path or not pure.parts:
        raise BagError(f"{path!r} is no path inside a bag.")
    return pure


def _written(digests: dict[str, str]) -> str:
    lines = {_ESCAPED.sub(_encode, path): digest for path, digest in digests.items()}
    return "".join(f"{lines[path]}  {path}\n" for path in sorted(lines))


def _read(manifest: Path) -> dict[str, str]:
    digests = {}
    for line in manifest.read_text("utf-8").rstrip("\n").split("\n"):
        if not (parts := re.fullmatch(r"([0-9a-fA-F]{64})[ \t]+\*?(.+)", line)):
            raise BagError(f"{manifest.name} has a line that is no digest and path: {line!r}.")
        path = _ESCAPES.sub(_decode, parts[2])
        digests[str(_safe(path))] = parts[1].lower()
    return digests


def _encode(match: re.Match[str]) -> str:
    return f"%{ord(match[0]):02X}"


def _decode(match: re.Match[str]) -> str:
    return chr(int(match[1], 16))
