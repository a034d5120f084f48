"""Sealed data can be read with the present keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial

from archive.models import Place
from archive.safeguards.models import Consent
from archive.safeguards.naming import search
from archive.safeguards.people.models import SealedIdentity, unreadable_identities
from archive.safeguards.people.sealed_files import SUFFIX
from archive.safeguards.people.sealing import Unreadable

from .fault import Fault

FILES_LOOKED_AT = 20  # the oldest: keys are lost that were replaced
_KEYS = (
    "Put the key back under which they were sealed, behind the others in SEALING_KEYS, and restart "
    "the server."
)


def sealed_identities() -> Iterator[Fault]:
    """Each identity can be decrypted:

    otherwise nothing can be published, as texts may contain its names.
    """
    if lost := unreadable_identities():
        yield Fault(
            f"{lost} of {SealedIdentity.objects.count()} sealed identities cannot be read: no page "
            "is published, and nobody sees them.",
            _KEYS,
        )
    elif not search.is_possible():
        yield Fault("Sealed names cannot be looked for: no page is published.", _KEYS)


def sealed_evidence_and_positions() -> Iterator[Fault]:
    """The files of consents and the exact positions of places, which nobody sees without keys."""
    places = Place.objects.exclude(sealed_position="")
    if lost := sum(_is_lost(partial(getattr, place, "exact_position")) for place in places):
        yield Fault(f"{lost} of {len(places)} sealed positions cannot be read.", _KEYS)
    consents = Consent.objects.filter(evidence__endswith=SUFFIX).order_by("pk")[:FILES_LOOKED_AT]
    if lost := sum(_is_lost(partial(_begin_to_read, consent)) for consent in consents):
        yield Fault(
            f"The evidence of {lost} of the {len(consents)} oldest consents that have some cannot "
            "be read.",
            _KEYS,
        )


def _is_lost(read: Callable[[], object]) -> bool:
    try:
        read()
    except Unreadable:
        return True
    return False


def _begin_to_read(consent: Consent) -> None:
    # Another check tells of files that are missing.
    with suppress(FileNotFoundError), consent.evidence.open() as file:
        file.read(1)
