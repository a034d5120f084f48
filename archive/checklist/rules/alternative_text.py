from collections.abc import Iterator
from typing import Any

from archive.blocks.media import ALT_IS_MISSING
from archive.checklist.rule import BLOCK, Fault, Rule
from archive.pictures import pictures_in_library


class AlternativeText(Rule):
    """Alternative texts tell people who cannot see a picture what it shows."""

    name = "alternative_text"
    level = BLOCK

    def faults(self, draft: Any) -> Iterator[Fault]:
        for picture, image in pictures_in_library(draft):
            if not (picture.is_described or image.description):
                yield Fault(ALT_IS_MISSING, **picture.place_of("alt"))
