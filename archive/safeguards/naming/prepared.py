"""The sealed names of everybody, ready to be looked for, in one encrypted row.

To decrypt ten thousand one by one and to spell them out takes longer than an editor waits. Each
process reads the row instead; who finds it out of date makes it anew, and keeps it where no
transaction is open that might be undone, or hold up others.
"""

from __future__ import annotations

import json
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.db import connections, router, transaction
from django.views.decorators.debug import sensitive_variables

from archive.safeguards import names
from archive.safeguards.models import PreparedNames
from archive.safeguards.names.sealed import SealedNames
from archive.safeguards.people.models import sealed_names
from archive.safeguards.people.sealing import Unreadable, seal, unseal

Ready = tuple[SealedNames, tuple[int, ...]]  # and whose name each is


@sensitive_variables()
def ready_names(stamp: tuple[int, int]) -> Ready:
    """Those of this stamp: as they are kept, or made of what is sealed."""
    label = f"{_sources()} {stamp}"
    row = PreparedNames.objects.filter(stamp=label).first()
    if row is not None:
        try:
            packed, people = json.loads(unseal(row.token))
            return SealedNames.unpacked(packed), tuple(people)
        except Unreadable:  # sealed under a key that is gone
            pass
    pairs = list(sealed_names())
    ready = SealedNames(name for name, _person in pairs), tuple(person for _name, person in pairs)
    _keep(label, ready)
    return ready


@sensitive_variables()
def _keep(label: str, ready: Ready) -> None:
    alias = router.db_for_write(PreparedNames)
    if connections[alias].in_atomic_block:
        return
    token = seal(json.dumps([ready[0].packed(), ready[1]], ensure_ascii=False))
    with transaction.atomic(alias):
        PreparedNames.objects.all().delete()
        PreparedNames.objects.bulk_create(
            [PreparedNames(stamp=label, token=token)], ignore_conflicts=True
        )


@cache
def _sources() -> str:
    """Another value where spellings are derived otherwise."""
    sources = sorted(Path(names.__file__).parent.glob("*.py"))
    return sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()
