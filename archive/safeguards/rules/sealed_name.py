"""Names that must not appear, in any spelling."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from archive.checklist.rule import BLOCK, Fault
from archive.safeguards.naming import probing
from archive.safeguards.naming.homonyms import RULE, Place, places
from archive.safeguards.people.looking import LOOK
from archive.safeguards.people.models import sealed_names_stamp
from archive.safeguards.rule import Safeguard


class SealedName(Safeguard):
    """Searches everything published with a page for every sealed name and alias."""

    name = RULE
    label = gettext_lazy("Names that must not appear")
    level = BLOCK
    permission = LOOK
    may_be_mistaken = True
    mended_at = "safeguards_replace_names"

    def stamp(self) -> str:
        return str(sealed_names_stamp())

    def faults(self, draft: Page) -> Iterator[Fault]:
        named_places = places(draft)
        if probing.is_closed():
            yield Fault(probing.refusal(), "", "", "closed")
            return
        for place in named_places:
            yield Fault(_sentence(place), place.field, place.block, place.key)


def _sentence(place: Place) -> str:
    if not probing.is_told():
        return _(
            "“%(where)s” says a name that must not appear. Replace it under “Clearance”, or take "
            "it out."
        ) % {"where": place.where}
    return _("“%(where)s” says a name that must not appear. Write “%(name)s” instead.") % {
        "where": place.where,
        "name": place.person.name,
    }
