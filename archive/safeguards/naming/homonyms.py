"""Where a draft says sealed names, and where somebody has said that it is somebody else.

That answer is for the words as they stand: another word in the same passage, and it is asked anew.
Of a page it holds for one field or block (`Answer`), of all else for the words (`Namesake`).
"""

from __future__ import annotations

from typing import NamedTuple

from wagtail.models import Page

from archive.safeguards.models import Answer, Namesake, digest_of
from archive.safeguards.passages import passages
from archive.safeguards.people.models import Person

from .search import current, people_in

RULE = "sealed_name"
Excused = frozenset[tuple[int, str]]  # the primary key of a person, and a text


class Place(NamedTuple):
    """A field or block that says a name of somebody, and the texts in it that do."""

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
    """Whether somebody has said that these very words mean somebody else, wherever they stand."""
    rows = Namesake.objects.filter(person=person.pk, digest=digest_of_words(person, text))
    return rows.filter(taken_back_at=None).exists()


def excused(*drafts: Page) -> Excused:
    """The texts that somebody has said not to be about the person."""
    answers = Answer.objects.filter(rule=RULE, page_key__in={draft.pk for draft in drafts})
    digests = set(answers.values_list("digest", flat=True))
    return frozenset(
        (place.person.pk, text)
        for draft in (drafts if digests else ())
        for place in places(draft)
        if digest_of(RULE, place.key) in digests
        for text in place.texts
    )
