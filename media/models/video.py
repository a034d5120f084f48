"""Videos of other sites."""

from __future__ import annotations

import re
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from .reviewed import Reviewed


class Video(Reviewed):
    """A video at another site, known by its page there, once whatever page shows it.

    Nothing of it lies here. Its key is made of its provider and of its number there, so that
    whoever knows the address knows the key, and asks nobody.
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
    file_hash = ""  # who looks at it looks at what its provider has

    def __str__(self) -> str:
        return self.address

    @property
    def title(self) -> str:
        return self.address

    @property
    def word_in_drafts(self) -> str:
        """Its number at its provider, which stands in every address of it."""
        return re.split("[/=]", self.address)[-1 if self.provider == "YouTube" else 3]

    @classmethod
    def note(cls, videos: dict[int, tuple[str, str]]) -> None:
        """Let these wait for a review, by key with provider and address, unless they are known."""
        known_keys = set(cls.objects.filter(pk__in=videos).values_list("pk", flat=True))
        rows: list[Any] = [
            cls(key=key, provider=provider, address=address)
            for key, (provider, address) in sorted(videos.items())  # nobody waits for each other
            if key not in known_keys
        ]
        if rows:  # a statement that writes nothing counts as one that changes the content
            cls.objects.bulk_create(rows, ignore_conflicts=True)
