"""Problems that arise after publication are found, reported, and withdrawn if necessary."""

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from archive.models import LetterPage
from archive.safeguards.models import Answer, Person, PersonName, Standing
from archive.safeguards.people.identity import Identity
from archive.safeguards.standing.asking import ask_what_is_due
from cms.record.comparison import compare_everything
from cms.record.models import Change
from tests.factories import CategoryFactory, LetterPageFactory

pytestmark = pytest.mark.django_db


def not_cleared():
    rows = Standing.objects.not_cleared().order_by("subject", "key")
    return [(row.subject, sorted(row.open), row.is_public) for row in rows]


def write(letter, **words):
    for name, value in words.items():
        setattr(letter, name, value)
    letter.save_revision().publish()
    compare_everything()
    ask_what_is_due()


def test_a_name_sealed_afterwards_takes_its_page_back(tick, letter, mailoutbox):
    write(letter, subtitle="Of Rhee Young-hee")
    person = Person.objects.create(name="Ms. K")
    person.seal(Identity("이영희"))
    tick()
    assert not_cleared() == [("wagtailcore.page", ["sealed_name"], False)]
    change = Change.objects.get(kind="WITHDRAWN")
    assert (change.reason, change.note) == (
        "SAFETY",
        "No longer cleared: Names that must not appear",
    )
    assert "Young" not in mailoutbox[0].body
    letter = LetterPage.objects.get()
    letter.subtitle = "Of Ms. K"
    letter.save_revision().publish()
    tick()
    assert not_cleared() == []


def test_a_setting_leaves_it_public_and_so_does_what_would_be_too_much(tick, letter, settings):
    write(letter, subtitle="Of Rhee Young-hee")
    settings.SAFEGUARDS_WITHDRAW_PAGES = 0
    Person.objects.create(name="Ms. K").seal(Identity("이영희"))
    tick()
    assert not_cleared() == [("wagtailcore.page", ["sealed_name"], True)]
    assert tick() == 0


def test_a_public_name_that_excused_it_is_gone(tick, letter):
    person = Person.objects.create(name="Lee Young-hee")
    name = PersonName.objects.create(
        person=person, locale_id=letter.locale_id, name="Lee Young-hee of Musan"
    )
    person.seal(Identity("이영희"))
    write(letter, subtitle="Of Lee Young-hee of Musan")
    assert not_cleared() == []
    Person.objects.update(name="Ms. K")
    PersonName.objects.filter(pk=name.pk).update(name="Ms. K")
    tick()
    assert not_cleared() == [("wagtailcore.page", ["sealed_name"], False)]


@pytest.mark.parametrize(
    ("state", "rules"),
    [
        ({"is_minor": True, "is_pseudonym": False}, ["consent", "minor"]),
        ({"birth_year": localdate().year, "is_pseudonym": False}, ["consent", "minor"]),
        ({"is_pseudonym": False}, ["consent"]),
    ],
)
def test_people_protected_afterwards(tick, signed, state, rules):
    tick()
    Person.objects.update(**state)
    tick()
    assert not_cleared() == [("wagtailcore.page", rules, True)]
    Person.objects.update(is_minor=False, birth_year=None, is_pseudonym=True)
    tick()
    assert not_cleared() == []


def test_a_stricter_setting_is_asked_about_and_a_reason_ends_it(
    tick, letter, settings, admin_client
):
    write(letter, subtitle="Call +82 2 723 1672")
    settings.SAFEGUARDS = {"patterns": "reason"}
    tick()
    assert not_cleared() == [("wagtailcore.page", ["patterns"], True)]
    clearance = reverse("safeguards_clearance", args=[letter.pk])
    fields = admin_client.get(clearance).context["form"].fields
    admin_client.post(clearance, dict.fromkeys(fields, "It is the ministry's."))
    assert Answer.objects.exists()
    tick()
    assert not_cleared() == []


def test_what_needs_no_page_is_found_too(tick, letter):
    write(letter, categories=[CategoryFactory(name="Yi Yŏng-hŭi")])
    Person.objects.create(name="Ms. K").seal(Identity("이영희"))
    tick()
    assert not_cleared() == [
        ("archive.category", ["sealed_name"], True),
        ("wagtailcore.page", ["sealed_name"], False),
    ]


def test_it_goes_on_where_it_stopped(tick, section):
    for number in range(3):
        LetterPageFactory(parent=section, slug=f"n{number}")
    compare_everything()
    counts = []
    while count := ask_what_is_due(seconds=1e-9):
        counts.append(count)
    assert sum(counts) >= 3
    assert max(counts) == 1


def test_who_seals_a_name_is_led_to_the_pages_that_say_it(log_in, tick, letter, section, client):
    """An editor sees where to mend what, in a report and on the first screen."""
    write(letter, subtitle="Of Rhee Young-hee")
    person = Person.objects.create(name="Ms. K")
    log_in("archivist")
    identity = reverse("safeguards_identity", args=[person.pk])
    client.post(identity, {"seal": "1", "legal_name": "이영희"})
    assert not LetterPage.objects.get().live
    report = client.get(reverse("archive_no_longer_cleared")).content.decode()
    for address in ("safeguards_clearance", "safeguards_replace_names"):
        assert reverse(address, args=[letter.pk]) in report
    assert "“Subtitle” says a name that must not appear." in report
    assert "1 page that went live would not today." in client.get("/admin/").content.decode()
    pages = reverse("safeguards_person_pages", args=[person.pk])
    assert letter.title in client.get(pages).content.decode()
    answer = client.post(pages, {"pages": [letter.pk], "old_revisions": "on"}, follow=True)
    assert "1 page was mended." in answer.content.decode()
    draft = LetterPage.objects.get().get_latest_revision_as_object()
    assert draft.subtitle == "Of Ms. K"
    draft.save_revision().publish()
    tick()
    assert not_cleared() == []
    log_in("editor")
    assert client.get(pages).status_code == 302
