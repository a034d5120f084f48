from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from archive.checklist.rule import BLOCK, Fault
from archive.safeguards.consent.media import medium_of
from archive.safeguards.consent.models import Consent, Medium
from archive.safeguards.people.models import Person
from archive.safeguards.references import references, reviewed_in, videos_in
from archive.safeguards.rule import Safeguard
from media.models import Review


class ConsentSafeguard(Safeguard):
    """Each person that a page refers to must have consented to its publication as it is."""

    name = "consent"
    label = _("Consent of the people whom it names")
    level = BLOCK

    def faults(self, draft: Page) -> Iterator[Fault]:
        yield from _of_media(draft)
        references_to_people = list(references(draft, Person))
        if not references_to_people:
            return
        consents: dict[int, list[Consent]] = defaultdict(list)
        keys = {reference.row.pk for reference in references_to_people}
        for consent in Consent.objects.for_page(draft).filter(person__in=keys):
            consents[consent.person_id or 0].append(consent)
        media = [Medium.TEXT, *([Medium.VIDEO] if any(videos_in(draft)) else [])]
        for person, field, block in references_to_people:
            if sentence := _refusal(person, consents[person.pk], media, draft):
                yield Fault(sentence, field, block, str(person.pk))


def _refusal(person: Person, consents: list[Consent], media: list[Medium], draft: Page) -> str:
    """Why no consent allows all of it; empty if one does."""
    name, refusals = {"person": str(person)}, []
    for consent in consents:
        reasons = [
            consent.refusal(
                medium,
                language=draft.locale.language_code,
                with_name=not person.is_pseudonym,
            )
            for medium in media
        ]
        if not any(reasons):
            return ""
        refusals.append(next(filter(None, reasons)))
    if not refusals:
        return (
            gettext(
                "“%(person)s” has no consent for this page: save it as a draft and name it in one "
                "(under “People”), or take the person out."
            )
            % name
        )
    return gettext(
        "The consent of “%(person)s” does not allow this: %(reason)s. Ask for another, or take "
        "the person out."
    ) % (name | {"reason": refusals[0]})  # fmt: skip


def _of_media(draft: Page) -> Iterator[Fault]:
    """Media whose people did not consent to the language;

    other limits hide media from every page.
    """
    for file, field, block in reviewed_in(draft):
        if file.review == Review.CONSENTED:
            language = draft.locale.language_code
            consents = [row.consent for row in file.consent_rows.select_related("consent")]
            reasons = [consent.refusal(medium_of(file), language=language) for consent in consents]
            for reason in dict.fromkeys(filter(None, reasons)):
                sentence = gettext(
                    "The consent of those in “%(title)s” does not allow this: %(reason)s."
                ) % {"title": file, "reason": reason}
                yield Fault(sentence, field, block, f"{file._meta.model_name} {file.pk}")
