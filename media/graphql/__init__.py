"""Images and documents in GraphQL; nothing here renders a picture or reads a file.

* `sizes`: `Rendition`, and where one is.
* `images`: `Image` and `CaptionedImage`, and their loading in batches.
* `documents`: `Document`. `videos`: which may be shown. `warnings`: `ContentWarning`.
"""

from . import videos  # noqa: F401 -- importing it lets blocks read them
from .documents import Document
from .images import CaptionedImage, Image, captioned_image_field, images_of
from .sizes import rendered
from .warnings import content_warning_field

__all__ = [
    "CaptionedImage",
    "Document",
    "Image",
    "captioned_image_field",
    "content_warning_field",
    "images_of",
    "rendered",
]
