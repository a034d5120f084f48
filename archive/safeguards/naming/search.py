"""Where a text contains a person's sealed name, except as part of their public name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple
from urllib.parse import unquote

from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_variables

from archive.safeguards.names.lookalikes import readings_of
from archive.safeguards.names.sealed import Hit, SealedNames
from archive.safeguards.people.models import Person, sealed_names_stamp

from .prepared import ready_names
from .probing import note_hits

Stamp = tuple[int, int]
_MOST_TIMES = 3  # that a text is encoded
_ESCAPED = re.compile(r"\\u([\da-f]{4})", re.IGNORECASE)
_ASIDE = re.compile(
    r"\s*[(（\[［〔【〈《][^()（）\[\]［］〔〕【】〈〉《》\n]{1,40}[)）\]］〕】〉》]"
)
_DOMAIN_LABEL = re.compile(r"\bxn--[a-z\d-]+", re.IGNORECASE)


UNSEARCHABLE = gettext_lazy(
    "Names that must not appear cannot be looked for now: leave this as it was, and tell whoever "
    "keeps the server."
)


class Unsearchable(Exception):
    """Sealed names could not be searched. Its message contains none."""


class Mention(NamedTuple):
    """A person, and the position of one of their sealed names in a text."""

    person: Person
    start: int
    end: int


class Memory:
    """The automaton of this process, and the person of each of its names."""

    stamp: Stamp | None = None
    names = SealedNames([])
    people: tuple[int, ...] = ()


_memory = Memory()


def mentions(text: str, memory: Memory) -> list[Mention]:
    """Each occurrence of a sealed name in a text."""
    hits = _hits(memory.names, text) if memory.people else []
    if not hits:
        return []
    people = Person.objects.prefetch_related("names").in_bulk(
        {memory.people[hit.name] for hit in hits}
    )
    by_person: dict[Person, list[Hit]] = {}
    for hit in hits:
        if person := people.get(memory.people[hit.name]):
            by_person.setdefault(person, []).append(hit)
    found_mentions = [
        Mention(person, hit.start, hit.end)
        for person, person_hits in by_person.items()
        for hit in _outside_public_names(person, text, person_hits)
    ]
    note_hits(text[mention.start : mention.end] for mention in found_mentions)
    return sorted(found_mentions, key=lambda mention: (mention.start, -mention.end))


def people_in(text: str, memory: Memory | None = None) -> list[Person]:
    """Whose sealed names a text contains, also if an address encodes them."""
    memory = memory or current()
    readings = dict.fromkeys(_readings(text))
    people = [mention.person for reading in readings for mention in mentions(reading, memory)]
    return list(dict.fromkeys(people))


def _readings(text: str) -> Iterator[str]:
    """As it stands, decoded, without what is said by the way, and in similar letters."""
    yield text
    yield from readings_of(text)
    decoded = text
    for _ in range(_MOST_TIMES):
        escaped = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), decoded)
        decoded = unescape(unquote(escaped))
    yield decoded
    yield _DOMAIN_LABEL.sub(_label, text)
    yield _ASIDE.sub("", decoded)


def _label(match: re.Match[str]) -> str:
    """A label of a domain as a browser shows it: 김철수 for xn--hu5b13nxi."""
    try:
        return match[0].encode().decode("idna")
    except UnicodeError:
        return match[0]


def _outside_public_names(person: Person, text: str, hits: list[Hit]) -> list[Hit]:
    """Without matches that are part of a public name of the person."""
    public = _hits(SealedNames(person.public_names), text)
    return [
        hit
        for hit in hits
        if not any(name.start <= hit.start and hit.end <= name.end for name in public)
    ]


def current() -> Memory:
    """The currently sealed names, read again only if they changed."""
    global _memory  # one automaton per process, replaced as a whole
    stamp = sealed_names_stamp()
    if _memory.stamp != stamp:
        _memory = _read(stamp)
    return _memory


def is_possible() -> bool:
    """Whether names can be searched: not if the keys they are sealed with are lost."""
    try:
        current()
    except Unsearchable:
        return False
    return True


@sensitive_variables()
def _read(stamp: Stamp) -> Memory:
    memory = Memory()
    try:
        memory.names, memory.people = ready_names(stamp)
    except Exception:  # noqa: BLE001 -- whatever it is, its frames hold names
        raise Unsearchable(
            "The sealed names could not be read: is their key in SEALING_KEYS?"
        ) from None
    memory.stamp = stamp
    return memory


@sensitive_variables()
def _hits(names: SealedNames, text: str) -> list[Hit]:
    try:
        return names.hits(text)
    except Exception:  # noqa: BLE001 -- whatever it is, its frames hold spellings of names
        raise Unsearchable("A text could not be searched for sealed names.") from None
