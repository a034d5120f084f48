from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.models import get_all_child_m2m_relations
from wagtail.models import Page

from archive.checklist.rule import Fault
from archive.safeguards.passages import passages
from archive.safeguards.patterns.table import PATTERNS, found_in
from archive.safeguards.people.models import Person
from archive.safeguards.references import (
    Reference,
    media_of,
    references,
    reviewed_in,
    videos_in,
)
from archive.safeguards.rule import REASON, Safeguard
from media.models import Review

_SCHOOL = re.compile(
    r"\b\w*(?:school|kindergarten|academy)s?\b"
    r"|[\w・]*(?:学校|小学|中学|高校|学園|学园|學校|學園|幼稚園|幼儿园|幼稚园|保育園|保育所)"
    r"|\w*(?:학교|초등|중학|고등(?!법원|교육)|유치원|어린이집)",
    re.IGNORECASE,
)

_OF_PLACES = tuple(
    pattern for pattern in PATTERNS if pattern.name in ("coordinates", "street_address", "shelter")
)


class MinorSafeguard(Safeguard):
    """A page that refers to a minor shows no name, face, school or exact place of one."""

    name = "minor"
    label = _("Name, face, school and exact place of minors")
    level = REASON
    people = 2
    permission = "safeguards.clear_minor"
    days_to_answer = 3  # time to find two people over a weekend

    def faults(self, draft: Page) -> Iterator[Fault]:
        minors = [
            reference for reference in references(draft, Person) if reference.row.counts_as_minor
        ]
        for person, field, block in minors:
            if not person.is_pseudonym:
                sentence = gettext("It names “%(person)s”, who is a minor.") % {"person": person}
                yield Fault(sentence, field, block, f"name {person.pk}")
        media = list(media_of(draft))
        if minors or any(map(_shows_minor, reviewed_in(draft))):
            yield from _faces(draft, media)
            yield from _schools(draft)
            yield from _places(draft)


def _shows_minor(reference: Reference) -> bool:
    """Whether a minor is among those who consented to the picture, file or video."""
    rows = reference.row.consent_rows.select_related("consent__person")
    return any(row.consent.person and row.consent.person.counts_as_minor for row in rows)


def _faces(draft: Page, media: list[Reference]) -> Iterator[Fault]:
    for file, field, block in media:
        if file.review == Review.NOBODY:
            continue
        sentence = gettext(
            "It speaks of a minor and shows “%(title)s”, in which a face may be."
        ) % {"title": file}  # fmt: skip
        # A replaced file with the same title is asked about again.
        key = f"{file._meta.model_name} {file.pk} {file.original_sha256}"
        yield Fault(sentence, field, block, key)
    for part, field in videos_in(draft):
        sentence = gettext("It speaks of a minor and shows a video, in which a face may be.")
        yield Fault(sentence, field, part.id or "", f"video {part.value['url']}")


def _schools(draft: Page) -> Iterator[Fault]:
    for passage in passages(draft):
        for word in sorted(set(_SCHOOL.findall(passage.text))):
            sentence = gettext("It speaks of a minor and of a school: “%(word)s”.") % {"word": word}
            yield Fault(sentence, passage.field, passage.block, f"school {word}")


def _places(draft: Any) -> Iterator[Fault]:
    for passage in passages(draft):
        for pattern, words in found_in(passage.text, _OF_PLACES):
            sentence = gettext("It speaks of a minor and gives %(kind)s: “%(words)s”.") % {
                "kind": pattern.label, "words": words,
            }  # fmt: skip
            yield Fault(sentence, passage.field, passage.block, f"{pattern.name} {words}")
    for relation in get_all_child_m2m_relations(type(draft)):
        if relation.related_model._meta.label_lower != "archive.place":
            continue
        for place in getattr(draft, relation.name).all():
            if place.latitude is not None:
                sentence = gettext(
                    "It speaks of a minor and gives the exact position of “%(place)s”."
                ) % {"place": place}
                key = f"place {place.pk} {place.latitude} {place.longitude}"
                yield Fault(sentence, relation.name, "", key)
