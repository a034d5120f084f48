"""What readers must not see yet, because of its own embargo or that of something above it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from archive.checklist.rule import BLOCK, Fault
from archive.safeguards.embargo.models import Embargo
from archive.safeguards.embargo.over import embargoes_over, held_among
from archive.safeguards.references import reviewed_in
from archive.safeguards.rule import Safeguard


class EmbargoSafeguard(Safeguard):
    """Nothing goes live before the end of an embargo on it, or on a section above it."""

    name = "embargo"
    label = _("Embargoes")
    level = BLOCK

    def faults(self, draft: Any) -> Iterator[Fault]:
        for embargo in embargoes_over(draft, draft.future_parent):
            waits = draft.go_live_at and embargo.terms.opens_by(draft.go_live_at)
            if not waits:
                yield Fault(_sentence(embargo, draft), "", "", f"embargo {embargo.pk}")


class MediaEmbargo(Safeguard):
    """Nothing goes live with a picture, file or video that is under an embargo."""

    name = "media_embargo"
    label = _("Embargoes on pictures, files and videos")
    level = BLOCK
    is_held_back = True

    def faults(self, draft: Any) -> Iterator[Fault]:
        media = list(reviewed_in(draft))
        held_files = held_among([reference.row for reference in media])
        for file, field, block in media:
            if file in held_files:
                sentence = gettext("“%(title)s” is under an embargo: take it out.")
                yield Fault(
                    sentence % {"title": file}, field, block, f"{file._meta.label} {file.pk}"
                )


def _sentence(embargo: Embargo, draft: Any) -> str:
    is_own = embargo.translation_key == draft.translation_key
    if embargo.ends_on is None:
        return (
            gettext("It is under an embargo until somebody lifts it.")
            if is_own
            else gettext("A section above it is under an embargo until somebody lifts it.")
        )
    sentence = (
        gettext("It is under an embargo through %(day)s.")
        if is_own
        else gettext("A section above it is under an embargo through %(day)s.")
    )
    return sentence % {"day": date_format(embargo.ends_on)}
