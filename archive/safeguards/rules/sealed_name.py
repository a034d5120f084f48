"""Names that must not appear, in whatever spelling."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from archive.checklist.rule import BLOCK, Fault
from archive.safeguards.naming.search import current, people_in
from archive.safeguards.passages import passages
from archive.safeguards.people.models import sealed_names_stamp
from archive.safeguards.rule import Safeguard


class SealedName(Safeguard):
    """Looks for every sealed name and alias in all that goes out with a page."""

    name = "sealed_name"
    label = gettext_lazy("Names that must not appear")
    level = BLOCK
    mended_at = "safeguards_replace_names"

    def stamp(self) -> str:
        return str(sealed_names_stamp())

    def faults(self, draft: Page) -> Iterator[Fault]:
        memory = current()
        places: set[tuple[str, str, int]] = set()
        for passage in passages(draft):
            for person in people_in(passage.text, memory):
                place = (passage.where, passage.block, person.pk)
                if place not in places:
                    places.add(place)
                    sentence = _(
                        "“%(where)s” says a name that must not appear. Write “%(name)s” instead."
                    ) % {"where": passage.where, "name": person.name}
                    key = f"{person.pk} {passage.field} {passage.block}"
                    yield Fault(sentence, passage.field, passage.block, key)
