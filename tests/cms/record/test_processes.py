"""The record survives killed and concurrent processes, and equals one made from scratch."""

import signal
from random import Random

import pytest

from archive.models import LetterPage
from cms.record.chain import faults
from cms.record.comparison import compare_everything
from cms.record.models import Change
from tests.factories import ArchiveSectionPageFactory, LetterPageFactory
from tests.forked import exit_code, in_a_process, killed_before

from .test_comparison import from_scratch, publish, recorded, shown_by_changes

pytestmark = pytest.mark.django_db(transaction=True)
KILLS = 50
WRITERS, WRITES = 4, 5


@pytest.fixture
def letters(settings):
    settings.TASKS = {"default": {"BACKEND": "cms.tasks.AfterCommit"}}
    section = ArchiveSectionPageFactory(slug="letters")
    return [LetterPageFactory(parent=section, slug=f"letter-{n}") for n in range(WRITERS)]


def assert_whole():
    assert recorded() == from_scratch()
    assert shown_by_changes() == {key: row[1] for key, row in recorded().items()}
    assert list(faults(Change.objects.order_by("number"))) == []


def test_killed_fifty_times_the_record_is_whole(letters):
    random, killed = Random(10), 0
    while killed < KILLS:
        letter = random.choice(letters)
        last = random.randrange(1, 330)
        code = exit_code(in_a_process(lambda last=last, key=letter.pk: write(key, last)))
        assert code in (0, -signal.SIGKILL)
        killed += code != 0
        if killed % 5 == 0:
            compare_everything()
            assert_whole()


def write(key, last):
    """Publish, withdraw or rename, and die before the statement of this number."""
    letter = LetterPage.objects.get(pk=key)
    with killed_before(last):
        if letter.live and last % 3 == 0:
            letter.unpublish()
        else:
            publish(letter, slug=f"slug-{key}-{last}", title=f"Title {last}")


def test_what_several_write_at_once_is_recorded_once_and_in_order(letters):
    before = Change.objects.count()
    children = [in_a_process(lambda letter=letter: retitle(letter.pk)) for letter in letters]
    assert [exit_code(child) for child in children] == [0] * WRITERS
    assert_whole()
    assert compare_everything() == 0
    new = Change.objects.order_by("number")[before:]
    assert {(each.kind, each.key) for each in new} == {("UPDATED", each.pk) for each in letters}
    assert len(new) <= WRITERS * WRITES


def retitle(key):
    letter = LetterPage.objects.get(pk=key)
    for number in range(WRITES):
        publish(letter, title=f"Title {number}")
