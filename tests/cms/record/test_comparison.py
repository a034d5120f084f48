"""The record equals what readers can see, with each change, by whatever route."""

from datetime import timedelta
from itertools import count

import pytest
from django.db import connection, transaction
from django.db.models.signals import post_init
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from wagtail.models import Page, PageViewRestriction, Site

from archive.models import EntryPage
from cms.record.chain import faults
from cms.record.comparison import compare_everything
from cms.record.comparison.fingerprints import fingerprints
from cms.record.models import Act, Change, PublicObject
from cms.record.subjects import View, subjects
from cms.record.touched import deferred
from cms.visibility.models import Use
from tests.factories import (
    ArchiveSectionPageFactory,
    ImageFactory,
    LetterPageFactory,
    ReportPageFactory,
)

pytestmark = pytest.mark.django_db


def publish(page, **values):
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return page


def restrict(page):
    return PageViewRestriction.objects.create(page=page, restriction_type="login")


def from_scratch():
    """What the record would hold if it were made now, from nothing."""
    view, rows = View(timezone.now()), {}
    for subject in subjects():
        for key, facts in subject.public(view, None).items():
            content = fingerprints(facts.model, [key])[key]
            rows[subject.name, key] = (facts.type, facts.path, facts.locale, facts.code, content)
    return rows


def recorded():
    names = ("type", "path", "locale", "code", "fingerprint")
    return {
        (row.subject, row.key): tuple(getattr(row, name) for name in names)
        for row in PublicObject.objects.all()
    }


def shown_by_changes():
    """What is public by the changes alone, read from the first to the last."""
    shown = {}
    for change in Change.objects.order_by("number"):
        if change.kind == Change.Kind.WITHDRAWN:
            del shown[change.subject, change.key]
        else:
            assert (change.kind == Change.Kind.PUBLISHED) == (
                (change.subject, change.key) not in shown
            )
            shown[change.subject, change.key] = change.path
    return shown


def test_a_document_is_published_updated_moved_and_withdrawn(changes, letter):
    assert Change.objects.filter(kind="PUBLISHED", path="/letters/appeal/").count() == 1
    assert changes(lambda: publish(letter, title="Another"))[1] == [
        ("UPDATED", "Letter", "/letters/appeal/")
    ]
    assert ("MOVED", "Letter", "/letters/plea/") in changes(lambda: publish(letter, slug="plea"))[1]
    assert Change.objects.get(kind="MOVED").previous_path == "/letters/appeal/"
    assert changes(letter.unpublish)[1] == [
        ("WITHDRAWN", "Letter", "/letters/plea/"),
        ("WITHDRAWN", "Redirect", "/letters/appeal"),  # it leads nowhere now
    ]
    assert Change.objects.get(kind="WITHDRAWN", type="Letter").code == letter.reference_code


def test_a_draft_leaves_no_change(changes, letter):
    def draft():
        letter.title = "Hidden"
        letter.save_revision()

    assert changes(draft)[1] == []
    assert changes(lambda: ReportPageFactory(parent=letter.get_parent(), live=False))[1] == []


def test_a_section_takes_all_below_it_along(changes, letter):
    section = letter.get_parent().specific
    below = ("WITHDRAWN", "Letter", "/letters/appeal/")
    assert below in changes(section.unpublish)[1]
    section.refresh_from_db()
    assert ("PUBLISHED", "Letter", "/letters/appeal/") in changes(lambda: publish(section))[1]
    assert below in changes(lambda: restrict(section))[1]
    PageViewRestriction.objects.get().delete()
    compare_everything()
    section.refresh_from_db()
    assert ("MOVED", "Letter", "/mail/appeal/") in changes(lambda: publish(section, slug="mail"))[1]
    assert ("WITHDRAWN", "Letter", "/mail/appeal/") in changes(section.delete)[1]


def test_who_did_it_is_kept(changes, letter, admin_client):
    changes(lambda: admin_client.post(f"/admin/pages/{letter.pk}/unpublish/"))
    assert Change.objects.get(kind="WITHDRAWN", type="Letter").who == "admin"


@pytest.mark.parametrize(
    "write",
    [
        lambda page: Page.objects.filter(pk=page.pk).update(live=False),
        lambda page: Page.objects.filter(pk=page.pk).update(expire_at=timezone.now()),
        lambda page: connection.cursor().execute(
            "UPDATE wagtailcore_page SET live = %s WHERE id = %s", [False, page.pk]
        ),
        lambda page: Site.objects.all().delete(),
    ],
    ids=["a bulk update", "the clock", "raw SQL", "no site"],
)
def test_the_comparison_of_everything_finds_what_no_signal_tells(letter, write):
    write(letter)
    compare_everything()
    assert Change.objects.filter(kind="WITHDRAWN", path="/letters/appeal/").count() == 1
    assert compare_everything() == 0


def test_a_changed_word_is_found_without_a_signal(letter):
    EntryPage.objects.filter(pk=letter.pk).update(subtitle="Another")
    compare_everything()
    assert Change.objects.get(kind="UPDATED").path == "/letters/appeal/"


def test_what_is_deferred_is_recorded_once_at_the_end(changes, letter):
    def write():
        with deferred():
            for number in range(3):
                publish(letter, title=f"Title {number}")

    assert changes(write)[1] == [("UPDATED", "Letter", "/letters/appeal/")]


def test_what_a_page_uses_is_known_while_it_is_public(changes, letter):
    image, _ = changes(ImageFactory)
    used = Use.objects.filter(used_key=image.pk, used_type__model="customimage")
    letter.lead_image, letter.lead_image_alt = image, "A river at dusk"
    changes(letter.save_revision)
    assert not used.all()
    changes(lambda: publish(letter, lead_image=image))
    assert [use.user_key for use in used.all()] == [letter.pk]
    changes(letter.unpublish)
    assert not used.all()


def test_a_clock_that_goes_back_leaves_the_order(changes, letter, clock):
    changes(lambda: publish(letter, title="Another"))
    clock(timezone.now() - timedelta(days=1))
    changes(lambda: publish(letter, title="And another"))
    instants = list(Change.objects.order_by("number").values_list("at", flat=True))
    assert instants == sorted(instants)


NUMBERS = count()
STEPS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 30), st.booleans()), max_size=12)


@settings(max_examples=40)
@given(steps=STEPS)
def test_the_record_is_always_that_made_from_scratch(
    changes, django_capture_on_commit_callbacks, steps
):
    with transaction.atomic():
        for action, choice, is_seen in steps:
            pages = list(Page.objects.filter(depth__gt=1).order_by("pk"))
            # Killed after the commit: nothing hears of it before the comparison of everything.
            with django_capture_on_commit_callbacks(execute=is_seen):
                ACTIONS[action](pages[choice % len(pages)].specific, choice)
        compare_everything()
        assert recorded() == from_scratch()
        assert shown_by_changes() == {key: row[1] for key, row in recorded().items()}
        assert list(faults(Change.objects.order_by("number"))) == []
        assert compare_everything() == 0
        transaction.set_rollback(True)


def _move(page, choice):
    sections = Page.objects.filter(slug__startswith="section").exclude(path__startswith=page.path)
    if page.depth > 2 and (target := sections.order_by("pk").first()):
        page.move(target, pos="last-child")


ACTIONS = [
    lambda page, choice: ArchiveSectionPageFactory(slug=f"section-{next(NUMBERS)}"),
    lambda page, choice: LetterPageFactory(
        parent=ArchiveSectionPageFactory(slug=f"section-{next(NUMBERS)}")
    ),
    lambda page, choice: page.unpublish(),
    lambda page, choice: publish(page),
    lambda page, choice: publish(page, title=f"Title {choice}"),
    lambda page, choice: page.depth > 2 and publish(page, slug=f"slug-{page.pk}-{choice}"),
    _move,
    lambda page, choice: restrict(page),
    lambda page, choice: PageViewRestriction.objects.all().delete(),
    lambda page, choice: page.depth > 2 and Page.objects.get(pk=page.pk).delete(),
]


def test_much_is_compared_in_parts(changes, letter, monkeypatch):
    monkeypatch.setattr("cms.record.chunks.CHUNK", 2)

    def write():
        with deferred():
            for number in range(5):
                LetterPageFactory(parent=letter.get_parent(), slug=f"letter-{number}")

    assert len(changes(write)[1]) == 5
    letter.get_parent().specific.unpublish()
    compare_everything()
    assert recorded() == from_scratch()
    assert list(faults(Change.objects.order_by("number"))) == []


def test_what_was_said_of_an_earlier_act_is_not_said_of_a_later_one(changes, letter):
    for note in ("first", "second"):
        Act.objects.create(
            subject="wagtailcore.page",
            key=letter.pk,
            kind="WITHDRAWN",
            at=timezone.now(),
            note=note,
        )
    changes(letter.unpublish)
    changes(lambda: publish(letter))
    letter.refresh_from_db()
    changes(letter.unpublish)
    gone = Change.objects.filter(kind="WITHDRAWN", key=letter.pk, type="Letter")
    assert list(gone.order_by("number").values_list("note", flat=True)) == ["second", ""]


def test_what_was_said_of_other_things_is_not_read_again_and_again(changes, letter):
    Act.objects.create(
        subject="wagtailcore.page", key=letter.pk + 1, kind="WITHDRAWN", at=timezone.now()
    )
    read = []

    def note(instance, **_options):
        read.append(instance.key)

    post_init.connect(note, sender=Act)
    try:
        changes(letter.unpublish)
    finally:
        post_init.disconnect(note, sender=Act)
    assert letter.pk + 1 not in read
