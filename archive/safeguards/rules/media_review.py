"""Pictures and files that nobody has reviewed for the safety of the people in them."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from archive.checklist.rule import BLOCK, Fault
from archive.safeguards.references import media_of
from archive.safeguards.rule import Safeguard
from media.models import Review, clearance_of
from media.review.answers import review_address

SENTENCES = {
    Review.UNREVIEWED: _("Nobody has said yet whether people are in “%(title)s”: review it."),
    Review.CONSENTED: _("The consent of those in “%(title)s” does not hold: take it out."),
    Review.UNCONSENTED: _(
        "Somebody can be recognised in “%(title)s” and did not consent: obscure it, or take it out."
    ),
}
KEPT_PRIVATE = _("“%(title)s” cannot be cleaned, and readers never get it: take it out.")


class MediaReview(Safeguard):
    """The people in a picture have consented, or cannot be recognised."""

    name = "media_review"
    label = _("People in pictures and files")
    level = BLOCK
    is_held_back = True

    def faults(self, draft: Page) -> Iterator[Fault]:
        now = timezone.now()
        for file, field, block in media_of(draft):
            cleared_until = clearance_of(file)
            if not file.has_clean_copy:
                sentence = KEPT_PRIVATE
            elif cleared_until is None or cleared_until <= now:
                sentence = SENTENCES[Review(file.review)]
            else:
                continue
            key = f"{file._meta.label_lower} {file.pk}"
            address = review_address(file) if file.has_clean_copy else ""
            yield Fault(sentence % {"title": file.title}, field, block, key, address=address)
