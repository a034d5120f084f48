"""Encrypted files in the private storage, with the keys of `sealing`.

A file is a sequence of pieces, each encrypted separately, so that the whole is never in memory or
unencrypted on the disk. Each piece contains its file's ID, its number, and whether it is the last:
missing, added or misplaced pieces are refused.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from io import BufferedReader, RawIOBase
from itertools import count
from tempfile import TemporaryFile
from typing import IO, Any, NoReturn

from django.core.files.base import File
from django.core.files.storage import Storage
from django.utils.deconstruct import deconstructible

from media.storage.backends import PRIVATE

from .sealing import Unreadable, is_newest, seal_bytes, unseal_bytes

SUFFIX = ".sealed"
PIECE = 1 << 20  # bytes, before encryption
_ID, _NUMBER, _LENGTH = 16, 8, 4  # bytes
_HEAD = _ID + _NUMBER + 1


@deconstructible
class SealedFiles(Storage):
    """The private storage;

    files named with `SUFFIX` are encrypted on writing, decrypted on reading.
    """

    alias = PRIVATE.alias  # which finds and deletes the same files

    def _save(self, name: str, content: Any) -> str:
        with TemporaryFile() as sealed:
            if content.seekable():  # it may have been read before
                content.seek(0)
            _write_sealed(content, sealed)
            sealed.seek(0)
            saved_name: str = PRIVATE.save(name, File(sealed))
            return saved_name

    def _open(self, name: str, mode: str = "rb") -> File:
        stored: File = PRIVATE.open(name, mode)
        if not name.endswith(SUFFIX):
            return stored
        return File(BufferedReader(_Unsealed(stored)), name)

    def is_newest(self, name: str) -> bool:
        """Whether it is sealed with the newest key: a file's pieces are all written with one."""
        if not name.endswith(SUFFIX):
            return False
        with PRIVATE.open(name) as stored:
            return is_newest(stored.read(int.from_bytes(stored.read(_LENGTH))))

    def exists(self, name: str) -> bool:
        return bool(PRIVATE.exists(name))

    def delete(self, name: str) -> None:
        PRIVATE.delete(name)

    def size(self, name: str) -> int:
        return int(PRIVATE.size(name))

    def url(self, name: str | None) -> NoReturn:
        raise NotImplementedError("This file is sealed and has no address.")


class _Unsealed(RawIOBase):
    """The decrypted bytes of a sealed file, one piece at a time."""

    def __init__(self, stored: Any) -> None:
        self.stored, self.pieces, self.rest = stored, _pieces(stored), b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self.rest:
            piece = next(self.pieces, None)
            if piece is None:
                return 0
            self.rest = piece
        size = min(len(buffer), len(self.rest))
        buffer[:size], self.rest = self.rest[:size], self.rest[size:]
        return size

    def close(self) -> None:
        self.stored.close()
        super().close()


def _write_sealed(content: Any, target: IO[bytes]) -> None:
    file_id = secrets.token_bytes(_ID)
    piece = content.read(PIECE)
    for number in count():
        following = content.read(PIECE)
        head = file_id + number.to_bytes(_NUMBER) + bytes([not following])
        token = seal_bytes(head + piece)
        target.write(len(token).to_bytes(_LENGTH) + token)
        if not following:
            return
        piece = following


def _pieces(stored: Any) -> Iterator[bytes]:
    file_id, is_last = None, False
    for number in count():
        length = stored.read(_LENGTH)
        if is_last and not length:
            return
        text = unseal_bytes(stored.read(int.from_bytes(length)))
        file_id = file_id or text[:_ID]
        if is_last or text[:_ID] != file_id or text[_ID : _HEAD - 1] != number.to_bytes(_NUMBER):
            raise Unreadable("A sealed file is not whole.")
        is_last = bool(text[_HEAD - 1])
        yield text[_HEAD:]
