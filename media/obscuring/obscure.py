"""Replaces the access copy by one without faces, and restores it from the original."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogContext, log

from media.cleaning.pdf import Region as PageRegion
from media.models import CustomDocument, CustomImage, Review

from .pixels import Region, covered

ORIGINALS = "media.destroy_removedoriginal"


class NotObscured(Exception):
    """A picture was not changed; the message says why."""


def obscure(image: CustomImage, regions: Iterable[Region], user: Any) -> CustomImage:
    """Fill exactly these regions, starting from the original; raises NotObscured.

    Regions that were filled stay filled, unless the account may have originals.
    """
    regions = list(regions)
    if not regions:
        raise NotObscured(_("Draw a region first."))
    return _renewed(image, regions, "media.obscure", user, Review.OBSCURED)


def show_again(file: CustomImage | CustomDocument, user: Any) -> Any:
    """Make the access copy from the original alone; it then counts as not reviewed."""
    return _renewed(file, [], "media.show_again", user, Review.UNREVIEWED)


def redact(document: CustomDocument, regions: Iterable[PageRegion], user: Any) -> CustomDocument:
    """Also fill these regions, on pages that become pictures.

    The review is about people, and stays. Raises NotObscured.
    """
    regions = list(regions)
    if not regions:
        raise NotObscured(_("Draw a region first."))
    return _renewed(document, regions, "media.obscure", user)


def _renewed(
    file: Any, regions: Sequence[Any], action: str, user: Any, review: Review | None = None
) -> Any:
    """Change it;

    any failure leaves it as it was. Without the permission to review, regions are added.
    """
    with transaction.atomic(), LogContext(user=user):
        row: Any = file.stored()
        if row is None or row.original != file.original:
            raise NotObscured(_("The picture was replaced meanwhile. Nothing was changed."))
        if review and _shows_more(row.obscured_regions, regions) and not user.has_perm(ORIGINALS):
            raise NotObscured(
                _(
                    "What was obscured would be seen again, and only who may have originals can "
                    "do that. Draw further regions, and leave those that there are."
                )
            )
        before = [] if review else row.obscured_regions
        row.obscured_regions = [*before, *(list(region) for region in regions)]
        if review:
            row.review, row.reviewed_by, row.reviewed_at = review, user, timezone.now()
        try:
            row.save()
        except ValidationError as refused:
            raise NotObscured(" ".join(refused.messages)) from refused
        except Exception as error:  # such as errors of a storage's client
            raise NotObscured(_("The original cannot be read. Nothing was changed.")) from error
        log(row, action, user=user, data={"regions": row.obscured_regions})
    return row


def _shows_more(before: Sequence[Any], regions: Sequence[Region]) -> bool:
    if not regions:
        return bool(before)
    return not covered(Region(*region) for region in before) <= covered(regions)
