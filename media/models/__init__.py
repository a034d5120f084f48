"""Pictures, documents and videos: what editors upload, and the copies that readers get.

* `image`: `CustomImage`, whose access copy is in the private storage.
* `rendition`: `PublicRendition`, which readers get, and `CustomRendition`, which the admin shows.
* `reviewed`: `Reviewed`, the base of all: whether people are in it, and until when it is cleared.
* `video`: `Video`, hosted elsewhere.
* `document`: `CustomDocument`, whose clean copy a view serves.
* `warned`: the content warning of an image.

`KINDS` are the models that can be reviewed, named in a consent and put under an embargo.
"""

from django.db.models.signals import post_delete, pre_delete

from media.storage.removal import FileToDelete, delete_files_of
from media.storage.removed import RemovedOriginal
from media.storage.sealed import hold_before_delete, release_files

from .document import CustomDocument, DocumentField, document_path, public_name, valid_name
from .image import AccessCopyField, CustomImage, picture_limits
from .rendition import CustomRendition, PublicRendition
from .reviewed import (
    CLEAR,
    Review,
    Reviewed,
    ReviewedFile,
    clearance_of,
    consented_until,
    hold_consents,
    register_consents,
    register_objection,
)
from .video import Video

__all__ = [
    "CLEAR",
    "KINDS",
    "AccessCopyField",
    "CustomDocument",
    "CustomImage",
    "CustomRendition",
    "DocumentField",
    "FileToDelete",
    "PublicRendition",
    "RemovedOriginal",
    "Review",
    "Reviewed",
    "ReviewedFile",
    "Video",
    "clearance_of",
    "consented_until",
    "document_path",
    "hold_consents",
    "kind_of",
    "picture_limits",
    "public_name",
    "register_consents",
    "register_objection",
    "valid_name",
]

# By the name in addresses of the admin.
KINDS: dict[str, type[Reviewed]] = {
    "image": CustomImage, "document": CustomDocument, "video": Video,
}  # fmt: skip


def kind_of(medium: Reviewed) -> str:
    """Its name in `KINDS`."""
    return next(kind for kind, model in KINDS.items() if isinstance(medium, model))


for _model in (CustomImage, CustomDocument):
    pre_delete.connect(hold_before_delete, sender=_model)
    post_delete.connect(release_files, sender=_model)
for _model in (CustomRendition, PublicRendition):
    post_delete.connect(delete_files_of, sender=_model)
