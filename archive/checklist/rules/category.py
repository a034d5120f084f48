from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from archive.checklist.rule import Fault, Rule


class Category(Rule):
    """Readers browse by subjects."""

    name = "category"

    def faults(self, draft: Any) -> Iterator[Fault]:
        if not draft.categories.exists():
            yield Fault(_("It is in no category: readers who browse do not find it."), "categories")
