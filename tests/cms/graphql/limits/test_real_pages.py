"""Queries of real pages, with all blocks and names, are within the limits."""

import json

import pytest

from cms.graphql.endpoint.execution import prepare
from cms.graphql.limits.settings import COST
from cms.schema import schema
from tests.factories import ReportPageFactory

pytestmark = pytest.mark.django_db

BLOCKS = """... on HeadingBlock { heading_headline: headline heading_level: level }
  ... on ParagraphBlock { paragraph_text: text { html } }
  ... on ImageBlock { image_figure: figure { ...Picture } }
  ... on GalleryBlock { gallery_images: images { ...Picture } }
  ... on QuoteBlock { quote_quote: quote quote_attribution: attribution quote_source: source }
  ... on DialogueBlock { dialogue_turns: turns { turn: speaker interviewer words: text { html } } }
  ... on TableBlock { table_caption: caption table_header: header table_rows: rows }
  ... on FiguresBlock { figures_heading: heading figures_figures: figures { label value note } }
  ... on DocumentBlock { document_document: document { title url } about: description }
  ... on EmbedBlock { embed_url: url embed_html: html embed_title: title embed_caption: caption }
  ... on NoteBlock { note_kind: kind note_text: text { html } note_date: date }
  ... on RelatedEntriesBlock { related_heading: heading related_entries: entries { ...Card } }"""
FRAGMENTS = f"""
fragment Picture on CaptionedImage {{ alt caption credit image {{ id placeholder
  small: rendition(width: 400) {{ url }} medium: rendition(width: 800) {{ url }}
  large: rendition(width: 1600) {{ url }} webp: srcSet(format: WEBP) avif: srcSet(format: AVIF)
}} }}
fragment Card on ArchiveEntry {{ title path date {{ display }} leadImage {{ ...Picture }} }}
fragment Whole on ArchiveEntry {{
  id title subtitle summary path url referenceCode date {{ edtf display }} sourceUrl
  locale {{ code name }} translations {{ path locale {{ code }} }} ancestors {{ title path }}
  seo {{ title description canonicalUrl jsonLd image {{ og: rendition(width: 1200) {{ url }} }} }}
  leadImage {{ ...Picture }} body {{ __typename id {BLOCKS} }}
  categories {{ name slug parent {{ name }} }} tags {{ name slug }} places {{ name country }}
  contributors {{ name role }} citation {{ text bibtex }}
  related {{ ...Card }} earlier: previous {{ ...Card }} later: next {{ ...Card }}
  ... on Report {{ kind period {{ display }} occasion {{ name date {{ display }} }} }}
  ... on Letter {{ recipients {{ name }} signatories {{ name }} replies {{ ...Card }} }}
  ... on FilmEvent {{ film {{ title }} screenings {{ start venue }} speakers {{ name }} }}
}}"""
SITE = """site { name locales { code } main: menu(handle: "main") { items { label url } }
  footer: menu(handle: "footer") { items { label url } } }"""


def price(document):
    return prepare(schema.graphql_schema, document, None).price({}).nodes


def test_a_page_may_name_every_field_of_every_block(graphql, locales):
    entry = ReportPageFactory()
    document = f'{{ {SITE} entry(referenceCode: "{entry.reference_code}") {{ ...Whole }} }}'
    answer = graphql(document + FRAGMENTS)
    assert "errors" not in answer
    assert answer["data"]["entry"]["title"] == entry.title


def test_a_page_of_whole_documents_may_be_asked_for_at_once():
    assert price(f"{{ entries {{ nodes {{ ...Whole }} }} }}{FRAGMENTS}") < COST()


def test_a_document_costs_what_is_asked_and_not_the_worst_case():
    plain = "title summary date { display } body { ... on ParagraphBlock { text { html } } }"
    assert price(f'{{ entry(referenceCode: "A") {{ {plain} tags {{ name }} }} }}') == 3


def test_a_body_of_thousands_of_paragraphs_can_be_read(client, locales):
    body = [("paragraph", {"text": "<p>Rice is dear.</p>"})] * 3_000
    entry = ReportPageFactory(body=body)
    document = f"""{{ entry(referenceCode: "{entry.reference_code}") {{
      body {{ id ... on ParagraphBlock {{ text {{ html portableText }} }} }} }} }}"""
    asked = {"query": document, "extensions": {"cost": True}}
    answer = client.post("/graphql/", json.dumps(asked), "application/json").json()
    assert "errors" not in answer
    assert len(answer["data"]["entry"]["body"]) == 3_000
    assert answer["extensions"]["cost"]["objects"] == 1 + 3_000
