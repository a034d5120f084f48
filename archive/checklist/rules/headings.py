from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from archive.checklist.rule import Fault, Rule


class Headings(Rule):
    """Screen reader users navigate by headings; the title is the first level."""

    name = "headings"

    def faults(self, draft: Any) -> Iterator[Fault]:
        above = 1
        for part in draft.body:
            if part.block_type == "heading":
                level = int(part.value["level"] or 2)
                if level > above + 1:
                    sentence = _("“{words}” is a heading of level {level} below one of {above}.")
                    values = {"words": part.value["text"], "level": level, "above": above}
                    yield Fault(sentence.format(**values), "body", str(part.id))
                above = level
