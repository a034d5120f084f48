"""References are indexed once for each save, and correctly."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import ReferenceIndex

from archive.models import EntryContributor, LetterSignatory
from tests.factories import CategoryFactory, ImageFactory, LetterPageFactory

pytestmark = pytest.mark.django_db
COMPARED = 'SELECT "wagtailcore_referenceindex"."id" AS "id"'


@pytest.fixture
def letter():
    letter = LetterPageFactory()
    letter.signatories.add(LetterSignatory(name="A"), LetterSignatory(name="B"))
    letter.contributors.add(EntryContributor(name="C", role="Author"))
    letter.tags.add("one", "two")
    letter.save_revision().publish()
    return letter


def indexings(write):
    """How often the index is compared with what a page refers to."""
    with CaptureQueriesContext(connection) as statements:
        write()
    texts = [statement["sql"] for statement in statements]
    return sum(text.startswith(COMPARED) for text in texts)


def test_a_publication_writes_it_once_however_many_rows_the_page_has(letter):
    letter.title = "New"
    assert indexings(lambda: letter.save_revision().publish()) == 1


def test_a_draft_does_not_write_it(letter):
    letter.title = "New"
    assert indexings(letter.save_revision) == 0


def test_it_follows_columns_body_and_child_rows(letter):
    picture, category = ImageFactory(), CategoryFactory()
    figure = {"image": picture, "alt": "A", "decorative": False, "caption": "", "credit": ""}
    letter.lead_image, letter.lead_image_alt = picture, "A"
    letter.body = [("image", {"figure": figure})]
    letter.categories = [category]
    letter.save_revision().publish()
    paths = {row.model_path for row in ReferenceIndex.get_references_for_object(letter)}
    assert "lead_image" in paths
    assert any(path.startswith("body.") for path in paths)
    assert {row.model_path for row in ReferenceIndex.get_references_to(picture)} < paths
    letter.lead_image, letter.body = None, []
    letter.save_revision().publish()
    assert not ReferenceIndex.get_references_to(picture).exists()
