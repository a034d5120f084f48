"""Files in the uploads folder that posts name, but no attachment of the export."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from urllib.parse import quote

from archive.imports.ids import Given, given_id
from archive.wordpress.export.addresses import upload_candidates
from archive.wordpress.export.catalogue import Catalogue
from archive.wordpress.export.records import Item
from archive.wordpress.export.selection import ATTACHMENT, left_out
from archive.wordpress.files.uploads import Uploads

# Caches and logs of plugins.
_OF_PLUGINS = (
    *("cache/", "wpcf7_uploads/", "wc-logs/", "elementor/css/", "elementor/tmp/", "et-cache/"),
    *("fusion-", "bb-plugin/cache/", "wp-file-manager", "woocommerce_uploads/", "wpforms/cache/"),
)


def add_unnamed_files(uploads: Uploads, catalogue: Catalogue) -> None:
    """Add an attachment for each to the catalogue."""
    for path, post in catalogue.mentions():
        item = catalogue.item(post)
        if item is None or left_out(item.kind, item.status):
            continue
        address = f"{catalogue.site.url.rstrip('/')}/wp-content/uploads/{quote(path)}"
        if catalogue.attachment_at(address) is None and (
            file := uploads.find(*upload_candidates(path), folders=catalogue.network_folders)
        ):
            catalogue.add(_attachment(file, post, catalogue))


def files_nothing_names(uploads: Uploads, catalogue: Catalogue) -> Iterator[str]:
    """The paths of files that neither an attachment nor a post names, in any size."""
    for path in uploads:
        name = unicodedata.normalize("NFC", path)
        if name.startswith(_OF_PLUGINS) or name.rpartition("/")[2].startswith((".", "index.")):
            continue
        own_name = catalogue.without_network_folder(name)
        if own_name.startswith("sites/"):  # of another site of a network
            continue
        if not catalogue.names_file(own_name):
            yield path


def _attachment(path: str, post: int, catalogue: Catalogue) -> Item:
    own_path = catalogue.without_network_folder(path)
    return Item(
        id=given_id(Given.UNNAMED_FILE, own_path.encode(errors="surrogateescape")),
        kind=ATTACHMENT,
        status="inherit",
        parent=post,
        attachment_url=f"{catalogue.site.url.rstrip('/')}/wp-content/uploads/{quote(path)}",
        meta={"_wp_attached_file": (own_path,)},
    )
