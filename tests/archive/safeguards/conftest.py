"""A safeguard that looks for one word, and documents with it."""

import pytest

from archive.checklist.rule import Fault
from archive.safeguards.passages import passages
from archive.safeguards.rule import Safeguard, every_safeguard
from cms.record.comparison import compare_everything
from tests.factories import ArchiveSectionPageFactory, ImageFactory, LetterPageFactory
from tests.shared_data import shared_data

CANARY = "Gyeongseong"
SENTENCE = "It says a word."
every_safeguard()  # loads the project's own before another is added


class Word(Safeguard):
    name, label, level = "word", "A word", "block"

    def faults(self, draft):
        for passage in passages(draft):
            if CANARY in passage.text:
                yield Fault(SENTENCE, passage.field, passage.block, CANARY)


@pytest.fixture
def word(monkeypatch):
    rule = Word()
    monkeypatch.setitem(every_safeguard(), "word", rule)
    return rule


@shared_data
def section():
    return ArchiveSectionPageFactory(slug="letters")


@shared_data
def letter(section):
    letter = LetterPageFactory(parent=section, slug="appeal", subtitle="Old", date="2006-10-19")
    letter.save_revision().publish()
    compare_everything()
    return type(letter).objects.get(pk=letter.pk)


@pytest.fixture
def picture():
    return ImageFactory(title="A gate", description="A gate")
