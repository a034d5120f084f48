"""Videos on other sites."""

from __future__ import annotations

import re
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from .reviewed import Reviewed


class Video(Reviewed):
    """A video on another site, identified by its page there; one row for all pages that show it.

    It is not stored here. Its key is derived from its provider and its ID there, so the key follows
    from the address without a query.
    """

    key = models.BigIntegerField(primary_key=True, editable=False)
    provider = models.CharField(_("provider"), max_length=40, editable=False)
    address = models.URLField(_("address"), max_length=500, unique=True, editable=False)
    noted_at = models.DateTimeField(_("first seen"), auto_now_add=True)

    class Meta(Reviewed.Meta):
        default_permissions = ()
        verbose_name = _("video")
        verbose_name_plural = _("videos")

    title_column = "address"
    file_hash = ""  # the provider's video is reviewed

    def __str__(self) -> str:
        return self.address

    @property
    def title(self) -> str:
        return self.address

    @property
    def word_in_drafts(self) -> str:
        """Its ID at the provider, which every address of it contains."""
        return re.split("[/=]", self.address)[-1 if self.provider == "YouTube" else 3]

    @classmethod
    def note(cls, videos: dict[int, tuple[str, str]]) -> None:
        """Add these videos, by key with provider and address, to wait for a review, unless they
        exist."""
        known_keys = set(cls.objects.filter(pk__in=videos).values_list("pk", flat=True))
        rows: list[Any] = [
            cls(key=key, provider=provider, address=address)
            for key, (provider, address) in sorted(videos.items())  # sorted, to avoid deadlocks
            if key not in known_keys
        ]
        if rows:  # even a statement that writes nothing would change the content's version
            cls.objects.bulk_create(rows, ignore_conflicts=True)
