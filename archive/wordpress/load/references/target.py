"""The target here of an address or an ID of the old site."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from media.models import CustomImage


@dataclass(frozen=True)
class Target:
    """Something that exists, or will."""

    kind: Literal["page", "document", "image", "address", "later"]
    key: int = 0
    alt: str = ""
    caption: str = ""
    address: str = ""

    @classmethod
    def of_file(cls, file: Any) -> Target | None:
        """An image or a document; None for None."""
        if isinstance(file, CustomImage):
            return cls("image", file.pk, alt=file.description)
        return cls("document", file.pk) if file else None


LATER = Target("later")
