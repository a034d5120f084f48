"""External videos that nobody has reviewed for the safety of the people in them."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from archive.checklist.rule import BLOCK, Fault
from archive.safeguards.references import videos_in
from archive.safeguards.rule import Safeguard
from archive.videos import embeds
from media.models import Review, Video, clearance_of
from media.review.answers import review_address

SENTENCES = {
    Review.UNREVIEWED: _(
        "Nobody has said yet whether people are in the video %(address)s: review it."
    ),
    Review.CONSENTED: _(
        "The consent of those in the video %(address)s does not hold: take it out."
    ),
    Review.UNCONSENTED: _(
        "Somebody can be recognised in the video %(address)s and did not consent: take it out."
    ),
}


class VideoReview(Safeguard):
    """The people in a video have consented, or cannot be recognised.

    A video without a row, in a page written without signals, is unreviewed too.
    """

    name = "video_review"
    label = _("People in videos")
    level = BLOCK
    is_held_back = True

    def faults(self, draft: Page) -> Iterator[Fault]:
        parts = [
            (video, part.id or "", field)
            for part, field in videos_in(draft)
            if (video := embeds.video(part.value["url"] or ""))
        ]
        rows = Video.objects.in_bulk({video.key for video, _block, _field in parts})
        now = timezone.now()
        for video, block, field in parts:
            row = rows.get(video.key)
            cleared_until = clearance_of(row) if row else None
            if cleared_until is None or cleared_until <= now:
                sentence = SENTENCES[Review(row.review) if row else Review.UNREVIEWED]
                words, address = sentence % {"address": video.address}, review_address(row)
                yield Fault(words, field, block, str(video.key), address=address)
