"""A document copied for translation."""

import pytest

from archive.models import LetterPage
from tests.factories import CategoryFactory, LetterPageFactory, front_page

pytestmark = pytest.mark.django_db


def test_a_translation_belongs_to_the_categories_of_its_language(locales):
    defectors, films = CategoryFactory(slug="defectors"), CategoryFactory(slug="films")
    translated = defectors.copy_for_translation(locales["ja"])
    translated.save()
    letter = LetterPageFactory()
    letter.categories.set([defectors, films])
    letter.save()
    front_page().copy_for_translation(locales["ja"])
    copy = letter.copy_for_translation(locales["ja"], copy_parents=True)
    copy = LetterPage.objects.get(pk=copy.pk)
    assert list(copy.categories.all()) == [translated]
    assert list(copy.get_latest_revision_as_object().categories.all()) == [translated]
    assert copy.reference_code != letter.reference_code
