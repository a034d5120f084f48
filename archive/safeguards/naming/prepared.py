"""Everybody's sealed names, ready for the search, in one encrypted row.

Decrypting and spelling out ten thousand names takes longer than an editor waits. Each process reads
the row instead. A process that finds it outdated updates it, and stores it if no transaction is
open that might be rolled back or block others.
"""

from __future__ import annotations

import json
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from django.db import connections, router, transaction
from django.views.decorators.debug import sensitive_variables

from archive.safeguards import names
from archive.safeguards.models import PreparedNames
from archive.safeguards.names.sealed import SealedNames
from archive.safeguards.people.models import SealedIdentity, sealed_names
from archive.safeguards.people.sealing import Unreadable, seal, unseal

# with the person's primary key for each name; 0 if the name was removed
Ready = tuple[SealedNames, tuple[int, ...]]
Stamps = dict[int, int]  # by person; changes whenever their sealed identity does


class _Kept(NamedTuple):
    """The content of a row."""

    names: SealedNames
    people: tuple[int, ...]
    stamps: Stamps


@sensitive_variables()
def ready_names(stamp: tuple[int, int]) -> Ready:
    """The names of this stamp: as stored, or with newly sealed ones spelled out."""
    label = f"{_sources()} {stamp}"
    prepared, kept_label = _kept()
    if prepared is not None and kept_label == label:
        return prepared.names, prepared.people
    stamps: Stamps = dict(SealedIdentity.objects.values_list("pk", "stamp"))
    prepared = _brought_up(prepared, stamps) if prepared else _made(stamps)
    _keep(label, prepared)
    return prepared.names, prepared.people


@sensitive_variables()
def _kept() -> tuple[_Kept | None, str]:
    """The newest row for this version of the spellings, and its label."""
    row = PreparedNames.objects.filter(stamp__startswith=_sources()).first()
    if row is None:
        return None, ""
    try:
        packed, people, stamps = json.loads(unseal(row.token))
    except Unreadable:  # sealed with a key that is gone
        return None, ""
    names = SealedNames.unpacked(packed)
    return _Kept(names, tuple(people), {int(key): of for key, of in stamps.items()}), row.stamp


@sensitive_variables()
def _made(stamps: Stamps) -> _Kept:
    pairs = list(sealed_names())
    people = tuple(person for _name, person in pairs)
    return _Kept(SealedNames(name for name, _person in pairs), people, stamps)


@sensitive_variables()
def _brought_up(prepared: _Kept, stamps: Stamps) -> _Kept:
    """Decrypt and spell out what changed, which takes no longer than reading the rest."""
    people = {person for person, stamp in stamps.items() if prepared.stamps.get(person) != stamp}
    old = people | (prepared.stamps.keys() - stamps.keys())
    gone_places = [place for place, person in enumerate(prepared.people) if person in old]
    if len(people) + prepared.people.count(0) + len(gone_places) > len(prepared.people) // 2:
        return _made(stamps)
    pairs = list(sealed_names(people))
    names = prepared.names.changed(gone_places, [name for name, _person in pairs])
    people_kept = [0 if person in old else person for person in prepared.people]
    return _Kept(names, (*people_kept, *(person for _name, person in pairs)), stamps)


@sensitive_variables()
def _keep(label: str, prepared: _Kept) -> None:
    alias = router.db_for_write(PreparedNames)
    if connections[alias].in_atomic_block:
        return
    content = [prepared.names.packed(), prepared.people, prepared.stamps]
    token = seal(json.dumps(content, ensure_ascii=False))
    with transaction.atomic(alias):
        PreparedNames.objects.all().delete()
        PreparedNames.objects.bulk_create(
            [PreparedNames(stamp=label, token=token)], ignore_conflicts=True
        )


@cache
def _sources() -> str:
    """Changes if spellings are derived or stored differently."""
    sources = [*sorted(Path(names.__file__).parent.glob("*.py")), Path(__file__)]
    return sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()
