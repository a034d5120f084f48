from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.models import get_all_child_m2m_relations
from wagtail.images import get_image_model
from wagtail.models import Page

from archive.checklist.rule import Fault
from archive.safeguards.passages import passages
from archive.safeguards.people.models import Person
from archive.safeguards.references import references
from archive.safeguards.rule import REASON, Safeguard

_SCHOOL = re.compile(
    r"\b\w*(?:school|kindergarten|academy)\b|[\w・]*(?:学校|小学|中学|高校|幼稚園|保育園|学园|學校)"
    r"|\w*(?:학교|초등|중학|고등|유치원|어린이집)",
    re.IGNORECASE,
)


class MinorSafeguard(Safeguard):
    """A page that refers to a minor shows no name, face, school or exact place of one."""

    name = "minor"
    label = _("Name, face, school and exact place of minors")
    level = REASON
    people = 2
    permission = "safeguards.clear_minor"

    def faults(self, draft: Page) -> Iterator[Fault]:
        minors = [
            reference for reference in references(draft, Person) if reference.row.counts_as_minor
        ]
        for person, field, block in minors:
            if not person.is_pseudonym:
                sentence = gettext("It names “%(person)s”, who is a minor.") % {"person": person}
                yield Fault(sentence, field, block, f"name {person.pk}")
        if minors:
            yield from _faces(draft)
            yield from _schools(draft)
            yield from _places(draft)


def _faces(draft: Page) -> Iterator[Fault]:
    for image, field, block in references(draft, get_image_model()):
        sentence = gettext(
            "It speaks of a minor and shows the picture “%(picture)s”, in which a face may be."
        ) % {"picture": image}
        yield Fault(sentence, field, block, f"picture {image.pk}")


def _schools(draft: Page) -> Iterator[Fault]:
    for passage in passages(draft):
        for word in sorted(set(_SCHOOL.findall(passage.text))):
            sentence = gettext("It speaks of a minor and of a school: “%(word)s”.") % {"word": word}
            yield Fault(sentence, passage.field, passage.block, f"school {word}")


def _places(draft: Any) -> Iterator[Fault]:
    for relation in get_all_child_m2m_relations(type(draft)):
        if relation.related_model._meta.label_lower != "archive.place":
            continue
        for place in getattr(draft, relation.name).all():
            if place.latitude is not None:
                sentence = gettext(
                    "It speaks of a minor and gives the exact position of “%(place)s”."
                ) % {"place": place}
                yield Fault(sentence, relation.name, "", f"place {place.pk}")
