"""Pictures and documents as files: what editors upload, and the copies that readers get.

* `image`: `CustomImage`, whose access copy lies in the private storage.
* `rendition`: `PublicRendition`, which readers get, and `CustomRendition`, which the admin shows.
* `document`: `CustomDocument`, whose clean copy a view serves.
"""

from django.db.models.signals import post_delete, pre_delete

from media.storage.removal import FileToDelete, delete_files_of
from media.storage.removed import RemovedOriginal
from media.storage.sealed import hold_before_delete, release_files

from .document import CustomDocument, DocumentField, document_path
from .image import AccessCopyField, CustomImage, picture_limits
from .rendition import CustomRendition, PublicRendition

__all__ = [
    "AccessCopyField",
    "CustomDocument",
    "CustomImage",
    "CustomRendition",
    "DocumentField",
    "FileToDelete",
    "PublicRendition",
    "RemovedOriginal",
    "document_path",
    "picture_limits",
]

for _model in (CustomImage, CustomDocument):
    pre_delete.connect(hold_before_delete, sender=_model)
    post_delete.connect(release_files, sender=_model)
for _model in (CustomRendition, PublicRendition):
    post_delete.connect(delete_files_of, sender=_model)
