"""Addresses that show a draft's pictures and files to whoever sees its preview.

Readers may not get these. An address is signed, and answers as long as its preview opens: until
PREVIEW_SECONDS are over, the page is published, the link for review revoked, or the editor logged
out.
"""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils import timezone

from cms.previews.grants import holds

from .renditions import in_path

_signer = Signer(salt="media.preview")


def picture_path(preview: int, image_id: int, spec: str) -> str:
    """The path of a picture in a size, for those who see this preview (its primary key)."""
    until = _until()
    signature = _signer.signature(f"{preview}/{until}/picture/{image_id}/{in_path(spec)}")
    return reverse("media_preview", args=[preview, until, image_id, in_path(spec), signature])


def document_path(preview: int, document_id: int, filename: str) -> str:
    """The path of a file, for those who see this preview."""
    until = _until()
    signature = _signer.signature(f"{preview}/{until}/document/{document_id}/{filename}")
    return reverse(
        "media_preview_document", args=[preview, until, document_id, signature, filename]
    )


def is_opened(preview: int, until: int, file: str, signature: str) -> bool:
    """Whether the address of a file ("picture/3/width-160") was made here, and holds."""
    try:
        _signer.unsign(f"{preview}/{until}/{file}{_signer.sep}{signature}")
    except BadSignature:
        return False
    return timezone.now().timestamp() < until and holds(preview)


def _until() -> int:
    return int((timezone.now() + timedelta(seconds=settings.PREVIEW_SECONDS)).timestamp())
