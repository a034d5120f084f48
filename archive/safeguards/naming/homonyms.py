"""Where a draft contains sealed names, and where somebody has said that it is somebody else.

That answer holds for the exact words: if the passage changes, it is asked again. For a page it
covers one field or block (`Answer`), for anything else the words (`Namesake`).
"""

from __future__ import annotations

from typing import NamedTuple

from wagtail.models import Page

from archive.safeguards.models import Answer, Namesake, digest_of
from archive.safeguards.passages import passages
from archive.safeguards.people.models import Person

from .search import current, people_in

RULE = "sealed_name"
Excused = frozenset[tuple[int, str]]  # a person's primary key, and a text


class Place(NamedTuple):
    """A field or block that contains somebody's name, and its texts that do."""

    person: Person
    where: str
    field: str
    block: str
    texts: list[str]

    @property
    def key(self) -> str:
        return "\0".join([str(self.person.pk), self.field, self.block, *self.texts])


def places(draft: Page) -> list[Place]:
    memory = current()
    by_place: dict[tuple[int, str, str], Place] = {}
    for passage in passages(draft):
        for person in people_in(passage.text, memory):
            if passage.is_shown and means_another(person, passage.text):
                continue
            place = Place(person, passage.where, passage.field, passage.block, [])
            key = (person.pk, passage.where, passage.block)
            texts = by_place.setdefault(key, place).texts
            if passage.text not in texts:
                texts.append(passage.text)
    return list(by_place.values())


def digest_of_words(person: Person, text: str) -> str:
    return digest_of("namesake", f"{person.pk}\0{text.strip()}")


def means_another(person: Person, text: str) -> bool:
    """Whether somebody has said that exactly these words mean somebody else, anywhere."""
    rows = Namesake.objects.filter(person=person.pk, digest=digest_of_words(person, text))
    return rows.filter(taken_back_at=None).exists()


def excused(*drafts: Page) -> Excused:
    """The texts that somebody has said are not about the person."""
    answers = Answer.objects.filter(rule=RULE, page_key__in={draft.pk for draft in drafts})
    digests = set(answers.values_list("digest", flat=True))
    return frozenset(
        (place.person.pk, text)
        for draft in (drafts if digests else ())
        for place in places(draft)
        if digest_of(RULE, place.key) in digests
        for text in place.texts
    )
