from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from archive.checklist.rule import Fault, Rule
from archive.pictures import pictures_in_library


class Credit(Rule):
    name = "credit"

    def faults(self, draft: Any) -> Iterator[Fault]:
        for picture, image in pictures_in_library(draft):
            if picture.credit == "":
                sentence = _("Nobody is credited for the picture “{title}”.")
                yield Fault(sentence.format(title=image.title), **picture.place_of("credit"))
