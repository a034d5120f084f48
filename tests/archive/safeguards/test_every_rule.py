"""Every rule that there is speaks in every way in which a page goes live, and keeps it back.

A rule that comes later needs an example here: a draft in which it finds something.
"""

from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any, NamedTuple

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Locale
from wagtail.test.utils.form_data import inline_formset, streamfield

from archive.models import LetterPage, LetterSignatory
from archive.safeguards.models import Answer, Clearance, Consent, Person
from archive.safeguards.people.identity import Identity
from archive.safeguards.rule import every_safeguard
from archive.wordpress.load.pages.publication import hold_back
from cms.record.comparison import compare_everything
from cms.record.models import Change
from tests.archive.checklist.test_checklist import typed
from tests.factories import ImageFactory

from . import test_ways_in
from .conftest import CANARY
from .embargo.conftest import embargo  # noqa: F401 -- a fixture

pytestmark = [pytest.mark.django_db, pytest.mark.once]


class Example(NamedTuple):
    """What a draft says, as a page has it and as a form posts it; what the rule says of it."""

    sentence: str
    words: Callable[[Any], dict[str, Any]]
    posted: Callable[[Any], dict[str, Any]] = lambda _things: {}


class Things(NamedTuple):
    minor: Person
    picture: Any


def held_picture(things):
    return {"lead_image": things.picture, "lead_image_decorative": True}


def posted_picture(things):
    return {"lead_image": things.picture.pk, "lead_image_decorative": "on"}


def signatory(things):
    return {"signatories": [LetterSignatory(name="K.", person=things.minor)]}


def posted_signatory(things):
    return {"signatories": inline_formset([{"name": "K.", "person": things.minor.pk}])}


FILM = {"url": "https://vimeo.com/148751763", "caption": ""}
NUMBER = "Call +82 2 723 1672"
EXAMPLES = {
    "sealed_name": Example("says a name that must not appear", lambda _: {"subtitle": CANARY}),
    "patterns": Example(
        "+82 2 723 1672", lambda _: {"summary": NUMBER}, lambda _: {"summary": NUMBER}
    ),
    "minor": Example("who is a minor", signatory, posted_signatory),
    "consent": Example("has no consent for this page", signatory, posted_signatory),
    "media_review": Example(
        "Nobody has said yet whether people are in", held_picture, posted_picture
    ),
    "video_review": Example(
        "Nobody has said yet whether people are in the video",
        lambda _: {"body": [("embed", FILM)]},
        lambda _: {"body": streamfield([("embed", FILM)])},
    ),
    "media_embargo": Example("is under an embargo: take it out", held_picture, posted_picture),
    "embargo": Example("It is under an embargo through", lambda _: {}),
}


@pytest.fixture
def things(embargo, letter, settings):  # noqa: F811
    settings.SAFEGUARDS = {"patterns": "block"}
    Person.objects.create(name="Ms. S").seal(Identity("이영희", (CANARY,)))
    things = Things(
        Person.objects.create(name="Ms. K", is_minor=True),
        ImageFactory(title="Gate", review="unreviewed"),
    )
    embargo(things.picture)
    return things


@pytest.fixture
def draft(things, letter, embargo, monkeypatch):  # noqa: F811
    """One in which every rule finds something; its form posts the same."""
    embargo(letter)
    posted = {}
    for example in EXAMPLES.values():
        posted |= example.posted(things)
        for name, value in example.words(things).items():
            setattr(letter, name, value)
    monkeypatch.setattr(test_ways_in, "typed", lambda page: typed(page, **posted))
    return letter


def by_import(letter, _client):
    hold_back(letter, notes := [])
    rules = every_safeguard()
    by_gate = [example for name, example in EXAMPLES.items() if rules[name].is_held_back]
    return " ".join([note.text for note in notes] + [example.sentence for example in by_gate])


def by_translation(letter, _client):
    above = letter.get_parent()
    japanese = Locale.objects.get_or_create(language_code="ja")[0]
    above.get_parent().copy_for_translation(japanese)
    above.copy_for_translation(japanese)
    letter.save_revision(clean=False)
    translation = letter.copy_for_translation(japanese)
    for name in ("subtitle", "summary", "lead_image", "lead_image_decorative", "body"):
        setattr(translation, name, getattr(letter, name))
    translation.signatories = [LetterSignatory(name="K.", person=Person.objects.get(is_minor=True))]
    with pytest.raises(ValidationError) as refused:
        translation.save_revision(clean=False).publish()
    return str(refused.value)


WAYS = [*test_ways_in.WAYS, by_import, by_translation]
# It writes the sentences into its log, and goes on with the next page.
SILENT = {test_ways_in.by_clock}


def test_every_rule_has_an_example():
    assert EXAMPLES.keys() == every_safeguard().keys()


@pytest.mark.parametrize("way", WAYS)
def test_each_speaks_in_every_way(draft, admin_client, django_user_model, way):
    needs_user = way in test_ways_in.WAYS[-3:]
    answer = way(draft, admin_client, *([django_user_model] if needs_user else []))
    said = unescape(answer)
    silent = {name for name, example in EXAMPLES.items() if example.sentence not in said}
    assert way in SILENT or not silent, said[-600:]
    assert not LetterPage.objects.filter(live=True, subtitle=CANARY).exists()


@pytest.mark.parametrize("name", EXAMPLES)
def test_each_blocks_by_itself_and_a_reason_is_kept(things, letter, embargo, name):  # noqa: F811
    rule, example = every_safeguard()[name], EXAMPLES[name]
    if name == "embargo":
        embargo(letter)
    if name == "minor":
        consent = Consent.objects.create(
            person=things.minor, scope="PUBLIC_WITH_NAME", given_on=date(2006, 1, 1), asked_by="We"
        )
        consent.pages.add(letter)
    if name == "media_embargo":
        things.picture.review = "nobody"
        things.picture.save()
    for field, value in example.words(things).items():
        setattr(letter, field, value)
    found = {finding.rule.name for finding in letter.open_findings()}
    assert name in found
    assert found <= {name, "minor", "media_embargo"}  # one row or picture is an example of two
    with pytest.raises(ValidationError) as refused:
        letter.save()
    assert example.sentence in str(refused.value)
    if rule.level == "reason" and found == {name}:
        [finding] = letter.open_findings()
        for who in ("editor", "archivist")[: rule.people]:
            Answer.objects.create(
                page_key=letter.pk, rule=name, digest=finding.digest, reason="Her wish", who=who
            )
        letter.save_revision().publish()
        compare_everything()
        assert Clearance.objects.first().rules[name][0]["reason"] == "Her wish"
        assert "Her wish" in Change.objects.filter(key=letter.pk).order_by("number").last().note
