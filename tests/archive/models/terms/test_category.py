import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError

from tests.factories import CategoryFactory

pytestmark = pytest.mark.django_db


def test_categories_form_a_tree():
    above = CategoryFactory(name="People")
    below = CategoryFactory(name="Defectors", parent=above)
    below.full_clean()
    assert list(above.children.all()) == [below]


def test_a_category_cannot_be_inside_itself():
    top = CategoryFactory(name="People")
    middle = CategoryFactory(name="Defectors", parent=top)
    bottom = CategoryFactory(name="Children", parent=middle)
    for parent in (top, bottom):
        top.parent = parent
        with pytest.raises(ValidationError, match="a category cannot be inside itself"):
            top.full_clean()


def test_the_wider_category_is_of_the_same_language(locales):
    above = CategoryFactory(name="People")
    below = CategoryFactory.build(name="脱北者", locale=locales["ja"], parent=above)
    with pytest.raises(ValidationError, match="“People” belongs to another language"):
        below.full_clean()


def test_a_slug_is_unique_within_its_language(locales):
    CategoryFactory(name="Defectors", slug="defectors")
    twin = CategoryFactory.build(name="Twin", slug="defectors")
    with pytest.raises(ValidationError, match="“Defectors” has this slug already"):
        twin.clean()
    CategoryFactory.build(slug="defectors", locale=locales["ja"]).full_clean()


def test_a_translation_stands_below_the_translation_of_its_parent(locales):
    above = CategoryFactory(name="People")
    below = CategoryFactory(name="Defectors", parent=above)
    assert below.copy_for_translation(locales["ko"]).parent is None
    people = above.copy_for_translation(locales["ja"])
    people.save()
    assert below.copy_for_translation(locales["ja"]).parent == people


def test_a_category_that_holds_others_cannot_be_deleted():
    above = CategoryFactory()
    CategoryFactory(parent=above)
    with pytest.raises(ProtectedError):
        above.delete()
