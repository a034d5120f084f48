from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from archive.checklist.rule import Fault, Rule


class SecondHeadline(Rule):
    name = "second_headline"

    def faults(self, draft: Any) -> Iterator[Fault]:
        if not draft.subtitle:
            yield Fault(_("There is no second headline."), "subtitle")
