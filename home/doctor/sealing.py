"""What is sealed: it can be read with the keys that are there."""

from __future__ import annotations

from collections.abc import Iterator

from archive.safeguards.naming import search
from archive.safeguards.people.models import SealedIdentity, unreadable_identities

from .fault import Fault

_KEYS = (
    "Put the key back under which they were sealed, behind the others in SEALING_KEYS, and restart "
    "the server."
)


def sealed_identities() -> Iterator[Fault]:
    """Each can be unsealed: without its names nothing is published, as they may stand in it."""
    if lost := unreadable_identities():
        yield Fault(
            f"{lost} of {SealedIdentity.objects.count()} sealed identities cannot be read: no page "
            "is published, and nobody sees them.",
            _KEYS,
        )
    elif not search.is_possible():
        yield Fault("Sealed names cannot be looked for: no page is published.", _KEYS)
