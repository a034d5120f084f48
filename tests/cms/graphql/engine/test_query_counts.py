"""The number of SQL statements depends on the document, never on how long the answer is."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    ArchiveSectionPageFactory,
    CategoryFactory,
    ImageFactory,
    LetterPageFactory,
    PlaceFactory,
    front_page,
    languages,
)
from tests.shared_data import shared_data

pytestmark = [pytest.mark.django_db, pytest.mark.once]

CARDS = """query ($first: Int) { entries(first: $first, orderBy: TITLE_ASC) { nodes {
  __typename id title path subtitle summary date { display } categories { name }
  leadImage { alt image { placeholder rendition(width: 400) { url width height } } }
} } }"""

EVERYTHING = """query ($first: Int) { entries(first: $first, orderBy: TITLE_ASC) {
  totalCount pageInfo { hasNextPage hasPreviousPage }
  nodes {
    __typename id title path url locale { code } translations { path } parent { title }
    ancestors { title } seo { title description jsonLd image { title } }
    categories { name parent { name } children { name } entryCount }
    tags { name entryCount } places { name entryCount } contributors { name }
    related { title } previous { title } next { title } citation { text }
    leadImage { image { srcSet } }
    body {
      ... on ParagraphBlock { text { html portableText } }
      ... on ImageBlock { figure { alt image { rendition(width: 400) { url } } } }
      ... on GalleryBlock { images { image { title } } }
      ... on RelatedEntriesBlock { entries { title path } }
    }
    ... on Letter { recipients { name } signatories { name } replies { title } }
  }
} }"""


@shared_data
def letters():
    """Fifteen letters that all have everything and point to each other."""
    languages()
    section = ArchiveSectionPageFactory()
    wide = CategoryFactory()
    made = []
    for number in range(15):
        picture = ImageFactory(description="A street")
        target = made[-1] if made else front_page()
        figure = {"image": picture, "alt": "A street", "decorative": False}
        letter = LetterPageFactory(
            parent=section,
            title=f"Letter {number:02}",
            lead_image=picture,
            body=[
                ("paragraph", {"text": f'<p><a linktype="page" id="{target.pk}">see</a></p>'}),
                ("image", {"figure": figure}),
                ("gallery", {"figures": [figure]}),
                ("related_entries", {"heading": "", "entries": made[-1:]}),
            ],
            in_reply_to=made[-1] if made else None,
        )
        letter.categories.add(CategoryFactory(parent=wide))
        letter.places.add(PlaceFactory())
        letter.tags.add(f"tag {number}")
        letter.contributors.create(name=f"Author {number % 3}")
        letter.signatories.create(name="LFNKR")
        letter.save()
        made.append(letter)
    return made


def statements(graphql, query, first):
    graphql(query, {"first": first})  # content types are remembered by the process
    with CaptureQueriesContext(connection) as captured:
        answer = graphql(query, {"first": first})
    assert "errors" not in answer
    assert len(answer["data"]["entries"]["nodes"]) == first
    return len(captured)


@pytest.mark.parametrize("query", [CARDS, EVERYTHING], ids=["cards", "everything"])
def test_five_entries_cost_as_many_statements_as_fifteen(graphql, letters, query):
    assert statements(graphql, query, 5) == statements(graphql, query, 15)
