"""Makes sizes of pictures that have just become public, before the first reader asks for them.

It makes those that readers lately requested of other pictures, as a site's pages use the same few.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta

from django.utils import timezone
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import SourceImageIOError

from cms.record.chunks import chunks
from cms.record.models import Change
from cms.visibility.files import for_readers

from .making import NotNow
from .models import CustomImage, PublicRendition
from .renditions import keys_of, public_rendition

NEWS = timedelta(hours=1)  # later sizes are made when they are requested
SECONDS = 20  # of a run; the rest waits for the next one
ASKED_LATELY = 1_000  # sizes that are examined to learn what pages request
LEAST_SHARE = 4  # a size must be requested of at least one picture in so many
LEAST_PICTURES = 3
MOST_SIZES = 12


def make_sizes_of_new_pictures() -> int:
    """Make what is missing, newest picture first; returns how many sizes were made."""
    end, count = time.monotonic() + SECONDS, 0
    for image, spec in _missing():
        if time.monotonic() > end:
            break
        with suppress(SourceImageIOError, InvalidFilterSpecError, NotNow):
            count += public_rendition(image, spec, ahead=True) is not None
    return count


def _missing() -> Iterator[tuple[CustomImage, str]]:
    keys = _new_pictures()
    specs = asked_of_most_pictures() if keys else []
    for part in chunks(keys if specs else []):
        images = CustomImage.objects.prefetch_related("public_renditions").in_bulk(part)
        for image in [images[key] for key in part if key in images]:
            there = {
                (row.filter_spec, row.focal_point_key) for row in image.public_renditions.all()
            }
            for spec in specs:
                if tuple(keys_of(image, spec).values()) not in there:
                    yield image, spec


def _new_pictures() -> list[int]:
    """What recently became public, or was replaced while public, and still is."""
    changes = Change.objects.filter(
        at__gte=timezone.now() - NEWS,
        subject=CustomImage._meta.label_lower,
        kind__in=[Change.Kind.PUBLISHED, Change.Kind.UPDATED],
    )
    keys = list(dict.fromkeys(changes.order_by("-number").values_list("key", flat=True)))
    public_keys = for_readers(CustomImage, keys)
    return [key for key in keys if key in public_keys]


def asked_of_most_pictures() -> list[str]:
    """The specs that were lately requested of many pictures, most frequent first."""
    renditions = PublicRendition.objects.filter(is_made_ahead=False).order_by("-pk")
    lately = set(renditions.values_list("image", "filter_spec")[:ASKED_LATELY])
    pictures = len({image for image, _ in lately})
    least = max(LEAST_PICTURES, pictures / LEAST_SHARE)
    counts = Counter(spec for _, spec in lately).most_common(MOST_SIZES)
    return [spec for spec, count in counts if count >= least]
