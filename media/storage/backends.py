"""Where files are stored: public pictures in one storage with addresses, all else in another.

Django's default storage is the private one, so a file that nobody decided about (an upload that
waits for its title, an editor's profile picture) has no public address.
"""

from __future__ import annotations

import errno
import os
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any, NoReturn
from uuid import uuid4

from django.core.files.storage import FileSystemStorage, storages
from django.utils.deconstruct import deconstructible


@deconstructible
class NamedStorage:
    """A storage by its alias in the settings, looked up at each use.

    So migrations and background tasks contain only the alias, and no folder, bucket or key.
    """

    def __init__(self, alias: str) -> None:
        self.alias = alias

    def __getattr__(self, name: str) -> Any:
        if name == "alias" or name.startswith("__"):  # while it is being copied or unpickled
            raise AttributeError(name)
        return getattr(storages[self.alias], name)


# Any, because the type of a storage is what it looks up.
PUBLIC: Any = NamedStorage("public")
PRIVATE: Any = NamedStorage("private")


def address_of(name: str) -> str:
    """The address of a public file, or its path on this server."""
    return _address_in(storages[PUBLIC.alias], name)


@lru_cache(maxsize=4_096)
def _address_in(storage: Any, name: str) -> str:
    return storage.url(name)


class WithoutAddress:
    """A storage whose files are served only by views that check permissions."""

    def url(self, name: str | None, *args: Any, **kwargs: Any) -> NoReturn:
        # Wagtail's view for documents expects this error of a storage that has no addresses.
        raise NotImplementedError("This file is private and has no address.")


class WholeFileSystemStorage(FileSystemStorage):
    """A folder in which a file is complete or missing, even after a crash or on a full disk.

    It is written under a temporary name, and renamed when it is complete.
    """

    def _save(self, name: str, content: Any) -> str:
        aside = str(PurePosixPath(name).with_name(f".{uuid4().hex}.part"))
        try:
            super()._save(aside, content)  # type: ignore[misc]
            while not self._named(aside, name):
                name = self.get_available_name(name)
        finally:
            self.delete(aside)
        return name

    def _named(self, aside: str, name: str) -> bool:
        """Give a complete file its name, unless another one has it by now."""
        try:
            os.link(self.path(aside), self.path(name))
        except FileExistsError:
            return False
        except OSError as error:  # a file system without hard links
            if error.errno not in (errno.EPERM, errno.ENOTSUP, errno.ENOSYS):
                raise
            Path(self.path(aside)).replace(self.path(name))
        return True


class PrivateFileSystemStorage(WithoutAddress, WholeFileSystemStorage):
    """A folder that no web server serves."""
