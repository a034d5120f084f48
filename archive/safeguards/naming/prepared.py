"""The sealed names of everybody, ready to be looked for, in one encrypted row.

To decrypt ten thousand one by one and to spell them out takes longer than an editor waits. Each
process reads the row instead; who finds it out of date brings it up to date, and keeps it where no
transaction is open that might be undone, or hold up others.
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

Ready = tuple[SealedNames, tuple[int, ...]]  # and whose name each is; 0, whose is no more
Stamps = dict[int, int]  # by person, which changes with what is sealed of them


class _Kept(NamedTuple):
    """What a row holds."""

    names: SealedNames
    people: tuple[int, ...]
    stamps: Stamps


@sensitive_variables()
def ready_names(stamp: tuple[int, int]) -> Ready:
    """Those of this stamp: as they are kept, or with what was sealed since spelled out anew."""
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
    """The newest row that these spellings were made for, and its label."""
    row = PreparedNames.objects.filter(stamp__startswith=_sources()).first()
    if row is None:
        return None, ""
    try:
        packed, people, stamps = json.loads(unseal(row.token))
    except Unreadable:  # sealed under a key that is gone
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
    """Decrypt and spell out what changed, which takes no longer than to read the rest."""
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
    """Another value where spellings are derived otherwise, or kept otherwise."""
    sources = [*sorted(Path(names.__file__).parent.glob("*.py")), Path(__file__)]
    return sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()
