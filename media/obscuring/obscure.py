"""Puts a copy without faces in the place of the access copy, and undoes it from the original."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogContext, log

from media.models import CustomImage, Review

from .pixels import Region, covered

ORIGINALS = "media.destroy_removedoriginal"


class NotObscured(Exception):
    """Says why a picture is as it was."""


def obscure(image: CustomImage, regions: Iterable[Region], user: Any) -> CustomImage:
    """Fill these regions and no others, from the original on; raise NotObscured.

    Nothing that was filled comes back by it, unless the account may have originals.
    """
    regions = list(regions)
    if not regions:
        raise NotObscured(_("Draw a region first."))
    return _renewed(image, regions, Review.OBSCURED, "media.obscure", user)


def show_again(image: CustomImage, user: Any) -> CustomImage:
    """Make the access copy from the original alone: nobody has reviewed that."""
    return _renewed(image, [], Review.UNREVIEWED, "media.show_again", user)


def _renewed(
    image: CustomImage, regions: list[Region], review: Review, action: str, user: Any
) -> CustomImage:
    """Whatever fails leaves the picture as it was."""
    with transaction.atomic(), LogContext(user=user):
        row: Any = image.stored()
        if row is None or row.original != image.original:
            raise NotObscured(_("The picture was replaced meanwhile. Nothing was changed."))
        before = covered(Region(*region) for region in row.obscured_regions)
        if not (before <= covered(regions) or user.has_perm(ORIGINALS)):
            raise NotObscured(
                _(
                    "What was obscured would be seen again, and only who may have originals can "
                    "do that. Draw further regions, and leave those that there are."
                )
            )
        row.obscured_regions = [list(region) for region in regions]
        row.review, row.reviewed_by, row.reviewed_at = review, user, timezone.now()
        try:
            row.save()
        except Exception as error:  # whatever a store's client raises
            raise NotObscured(_("The original cannot be read. Nothing was changed.")) from error
        log(row, action, user=user, data={"regions": row.obscured_regions})
    return row
