"""The bytes of an attachment: from the uploads folder or, if requested, from the old site."""

from __future__ import annotations

from collections.abc import Collection
from itertools import chain
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from django.conf import settings

from archive.markup.sentences import message
from archive.wordpress.export.addresses import (
    Place,
    attached_path,
    decoded,
    upload_candidates,
    upload_place,
)
from archive.wordpress.export.catalogue import Catalogue
from archive.wordpress.export.inline_pictures import decoded_picture
from archive.wordpress.export.records import Item
from archive.wordpress.files.fetch import Failed, Fetcher
from archive.wordpress.files.uploads import Uploads
from archive.wordpress.load.options import Options

TIMEOUT = 30  # seconds for each answer of the old site


class Originals:
    """Finds the uploaded file of an item."""

    def __init__(self, options: Options, catalogue: Catalogue, uploads: Uploads | None) -> None:
        self._catalogue, self._uploads = catalogue, uploads
        self._limit = settings.WAGTAILDOCS_MAX_UPLOAD_SIZE
        self._fetcher = Fetcher(self._limit, TIMEOUT) if options.fetch_media else None

    def find(self, item: Item) -> tuple[str, bytes]:
        """Name and bytes of the original, not of a size that WordPress made; raises Failed."""
        if item.attachment_url.startswith("data:"):
            return self._inline(item.attachment_url)
        if self._uploads and (
            path := self._uploads.find(*self._paths(item), folders=self._folders(item))
        ):
            return PurePosixPath(path).name, self._uploads.read(path, self._limit)
        if self._fetcher and item.attachment_url:
            name = PurePosixPath(decoded(urlsplit(item.attachment_url).path)).name
            return name, self._fetcher.get(item.attachment_url)
        raise Failed(
            message("The file is not in the uploads folder")
            if self._uploads
            else message("No uploads folder was given")
        )

    def _inline(self, address: str) -> tuple[str, bytes]:
        picture = decoded_picture(address)
        if picture is None or len(picture[1]) > self._limit:
            raise Failed("A picture in the text itself cannot be read")
        return picture

    def suffixes(self, item: Item) -> set[str]:
        """Possible suffixes of its file."""
        paths = (*self._paths(item), urlsplit(item.attachment_url).path)
        return {PurePosixPath(path).suffix.lower() for path in paths}

    def _paths(self, item: Item) -> list[str]:
        """The paths where it may be, that of the original before those of scaled copies."""
        paths = [attached_path(path) or path for path in item.meta.get("_wp_attached_file", ())]
        if place := self._place(item):
            paths.append(place.path)
        return list(dict.fromkeys(chain.from_iterable(map(upload_candidates, paths))))

    def _folders(self, item: Item) -> Collection[str]:
        """The folder below uploads of the site of a network that it belongs to."""
        place = self._place(item)
        return [place.folder] if place and place.folder else self._catalogue.network_folders

    def _place(self, item: Item) -> Place | None:
        address = self._catalogue.hosts.own(item.attachment_url)
        return upload_place(address, self._catalogue.site.url)
