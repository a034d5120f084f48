from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from archive.checklist.rule import WARN, Fault
from archive.safeguards.passages import passages
from archive.safeguards.patterns.table import found_in
from archive.safeguards.rule import Safeguard


class Patterns(Safeguard):
    """Numbers, addresses and places that could lead to somebody must be intentional."""

    name = "patterns"
    label = _("What may lead to somebody")
    level = WARN

    def faults(self, draft: Any) -> Iterator[Fault]:
        for passage in passages(draft):
            for pattern, words in found_in(passage.text):
                sentence = gettext("%(where)s gives %(kind)s: “%(words)s”.") % {
                    "where": passage.where, "kind": pattern.label, "words": words,
                }  # fmt: skip
                yield Fault(sentence, passage.field, passage.block, f"{pattern.name}:{words}")
