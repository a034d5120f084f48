from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from archive.checklist.rule import BLOCK, Fault, Rule

MISSING = _("A letter is written to somebody: add a recipient before you publish it.")


class Recipient(Rule):
    """A letter is written to somebody."""

    name = "recipient"
    level = BLOCK

    def faults(self, draft: Any) -> Iterator[Fault]:
        if not hasattr(draft, "recipients"):
            return
        if not any(recipient.name for recipient in draft.recipients.all()):  # ignores empty rows
            yield Fault(MISSING, "recipients")
