"""Removes a note for readers from everywhere that it was shown."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from archive.signals import entry_written
from cms import richtext
from cms.record.forgetting.words import forget
from cms.record.models import PAGES, Act, Change


@transaction.atomic
def forget_correction(correction: Any, username: str, reason: str) -> None:
    """Remove a note for ever: from the document, the record, the search and the feeds."""
    words = richtext.text(correction.text)
    page = correction.page.specific
    criteria = {"subject": PAGES, "key": page.pk, "public_note": words}
    for change in Change.objects.filter(**criteria).values_list("number", flat=True):
        forget(change, ["public_note"], username, reason)
    Act.objects.filter(**criteria).delete()  # not compared yet
    correction.delete()
    entry_written.send(sender=type(page), key=page.pk)
