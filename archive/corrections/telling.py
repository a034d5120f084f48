"""Tells the public record about a correction."""

from django.utils import timezone

from cms import richtext
from cms.record.models import PAGES, Act, PublicObject
from cms.record.models import Change as Recorded

from . import Change

KINDS = {Change.CORRECTION: Recorded.Kind.CORRECTED, Change.UPDATE: Recorded.Kind.UPDATED}


def tell_record(key: int, kind: str, text: str) -> None:
    """Say what the change is that is about to be recorded, in the transaction that makes it."""
    if PublicObject.objects.pages().filter(key=key).exists():
        Act.objects.create(
            subject=PAGES,
            key=key,
            kind=KINDS[Change(kind)],
            at=timezone.now(),
            public_note=richtext.text(text),
        )
