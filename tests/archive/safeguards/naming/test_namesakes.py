"""Namesakes in a picture, file or term: those who keep sealed names exempt exact words."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.models import ModelLogEntry

from archive.safeguards.models import Namesake, Person
from archive.safeguards.people.identity import Identity
from media.models import CustomDocument
from tests.archive.safeguards.conftest import *  # noqa: F403 -- its fixtures
from tests.archive.safeguards.people.conftest import log_in  # noqa: F401
from tests.factories import CategoryFactory, ImageFactory

pytestmark = pytest.mark.django_db
WORDS, WHY = "The minister Lee Young-hee", "She is the minister, born in 1938."


@pytest.fixture
def person():
    person = Person.objects.create(name="Ms. K")
    person.seal(Identity("이영희"))
    return person


@pytest.fixture
def say(log_in, person):  # noqa: F811
    client = log_in("archivist")
    address = reverse("safeguards_namesakes", args=[person.pk])

    def post(**words):
        return client.post(address, words, follow=True).content.decode()

    return post


def test_it_holds_for_these_words_until_it_is_taken_back(say, letter, person):
    with pytest.raises(ValidationError):
        ImageFactory(title=WORDS)
    assert "does not say a sealed name" in say(words="The minister", reason=WHY)
    assert "This says a name" in say(words=WORDS, reason="Of 이영희, no")
    assert "What was said is kept." in say(words=WORDS, reason=WHY)
    assert ModelLogEntry.objects.filter(action="safeguards.namesake").exists()
    picture, category = ImageFactory(title=WORDS), CategoryFactory(name=WORDS)
    letter.lead_image, letter.lead_image_decorative = picture, True
    letter.categories = [category]
    letter.save()
    for words in (f"{WORDS}, too", "Lee Young-hee"):
        with pytest.raises(ValidationError):
            ImageFactory(title=words)
    letter.title = WORDS  # of a page it is said of the field
    with pytest.raises(ValidationError):
        letter.save()
    letter.title = "A letter"
    assert "taken back by archivist" in say(take_back=Namesake.objects.get().pk)
    with pytest.raises(ValidationError):
        letter.save()


def test_a_file_is_named_by_its_number(say, person):
    content = ContentFile(WORDS.encode(), "list.txt")
    file = CustomDocument.objects.create(title="List", file=content)
    file.review = "nobody"
    with pytest.raises(ValidationError):
        file.save()
    assert "one of the two" in say(words=WORDS, file=file.pk, reason=WHY)
    say(file=file.pk, reason=WHY)
    file.save()
    assert CustomDocument.objects.get().cleared_until


def test_nobody_else_says_it(log_in, person):  # noqa: F811
    address = reverse("safeguards_namesakes", args=[person.pk])
    assert log_in("editor").get(address).status_code == 302
