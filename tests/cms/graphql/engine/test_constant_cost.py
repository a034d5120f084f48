"""The number of SQL statements depends on the document, never on how long the answer is."""

from itertools import islice

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from archive import models
from cms.graphql.context import Context
from cms.graphql.endpoint.execution import prepare
from cms.schema import schema
from tests import corpus
from tests.factories import global_id
from tests.written_once import written_once

from .documents import Bounds, Document, Frame, documents
from .sameness import execute

pytestmark = pytest.mark.once
SERVED = schema.graphql_schema
LENGTHS = (1, 20, 100)
DOCUMENTS = 8  # for each frame
# At a hundred rows a row may hold as many nodes as the limit on the cost of a document allows.
BOUNDS = Bounds(depth=7, fields=40, introspection=False, list_size=2)
SECTION = "filter: {under: $section}, orderBy: DATE_ASC"


def frame(kind, text):
    names = {"$first": "Int!", "$section": "ID!", "$slug": "String!"}
    declared = ", ".join(f"{name}: {type_}" for name, type_ in names.items() if name in text)
    return Frame(kind, text, declared, rows=max(LENGTHS))


FRAMES = [
    frame("EntryConnection", f"{{ entries(first: $first, {SECTION}) %s }}"),
    frame("PageConnection", "{ pages(first: $first, under: $section) %s }"),
    frame("PageConnection", "{ page(id: $section) { children(first: $first) %s } }"),
    frame(
        "EntryConnection",
        "{ page(id: $section) { ... on ArchiveSection { "
        "entries(first: $first, orderBy: DATE_ASC) %s } } }",
    ),
    *(
        frame(
            "EntryConnection",
            f"{{ {term}(slug: $slug) {{ entries(first: $first, {SECTION}) %s }} }}",
        )
        for term in ("category", "tag", "place")
    ),
]
ISLANDS = {
    "reports in one language": (models.ReportPage, ("en",)),
    "reports in three": (models.ReportPage, ("en", "ja", "ko")),
    "letters in three": (models.LetterPage, ("en", "ja", "ko")),
    "activity reports in three": (models.ActivityReportPage, ("en", "ja", "ko")),
    "film events in three": (models.FilmEventPage, ("en", "ja", "ko")),
}


@pytest.fixture(scope="module", params=ISLANDS.values(), ids=ISLANDS)
def written(request, django_db_setup, django_db_blocker):
    with written_once(django_db_blocker):
        made = corpus.island(request.param[0], max(LENGTHS), request.param[1])
        corpus.surroundings(made.keys["en"][:3], made.section.pk)
        corpus.analyse()
        yield made


@pytest.fixture
def island(written, db):
    return written


def statements(document, variables, first):
    prepared = prepare(SERVED, document.source, None)
    context = Context(RequestFactory().get("/graphql/", headers={"host": "localhost"}))
    # A null in a directive is an error, and an error asks for nothing more.
    given = {name: value for name, value in document.variables.items() if value is not None}
    with CaptureQueriesContext(connection) as captured:
        answer = execute(prepared, {**given, **variables, "first": first}, context)
    if "data" not in answer:  # a variable does not fit, or two arguments share one that one refuses
        codes = {each["extensions"]["code"] for each in answer["errors"]}
        assert codes <= {"BAD_USER_INPUT", "GRAPHQL_VALIDATION_FAILED"}, f"{answer}\n{document}"
        return 0
    assert "errors" not in answer, f"{answer['errors']}\n{document}"
    return len(captured)


def counts(island, document):
    """How many statements the document takes at each length."""
    variables = {"section": global_id(island.section), "slug": island.slug}
    statements(document, variables, 1)  # the process remembers languages and content types
    return [statements(document, variables, first) for first in LENGTHS]


def calm_pool(island):
    """Arguments that mean something for every document alike, and make no errors."""
    return {
        **corpus.WORDS,
        "first": [None, 1, 2],
        "last": [None],
        "after": [None],
        "before": [None],
        "width": [400, 800],
        "height": [400, 800],
        "fit": ["INSIDE"],
        "under": [global_id(island.section)],
        "from": ["1980-01-01"],
        "to": ["2010-12-31"],
        "publishedSince": ["2019-01-01T00:00:00Z"],
        "updatedSince": ["2019-01-01T00:00:00Z"],
    }


def test_any_document_takes_as_many_statements_for_one_entry_as_for_a_hundred(island):
    for seed, frame in enumerate(FRAMES):
        found = documents(SERVED, calm_pool(island), seed, BOUNDS, frame)
        for document in islice(found, DOCUMENTS):
            one, twenty, hundred = counts(island, document)
            assert one == twenty == hundred, f"{one}, {twenty}, {hundred} statements:\n{document}"


PICTURE = (
    "alt caption credit image { placeholder rendition(width: 400) { url width height } srcSet }"
)
CARDS = Document(
    f"query ($first: Int!, $section: ID!) {{ entries(first: $first, {SECTION}) {{ nodes {{"
    f" __typename id title path url subtitle summary date {{ display edtf }} referenceCode"
    f" leadImage {{ {PICTURE} }} categories {{ name slug }} }} }} }}"
)
LINKED = "html text portableText"
BLOCKS = f"""body {{ __typename id
  ... on HeadingBlock {{ headline level anchor }} ... on ParagraphBlock {{ text {{ {LINKED} }} }}
  ... on QuoteBlock {{ quote attribution source }} ... on TableBlock {{ caption header rows }}
  ... on DialogueBlock {{ turns {{ speaker interviewer text {{ {LINKED} }} }} }}
  ... on NoteBlock {{ kind date text {{ {LINKED} }} }}
  ... on ImageBlock {{ figure {{ {PICTURE} }} }}
  ... on GalleryBlock {{ images {{ {PICTURE} }} }}
  ... on DocumentBlock {{ document {{ title url filename fileSize mimeType sha256 }} description }}
  ... on EmbedBlock {{ url provider title html thumbnailUrl caption }}
  ... on RelatedEntriesBlock {{ heading entries {{ title path summary }} }}
  ... on FiguresBlock {{ heading figures {{ label value number unit note }} }} }}"""
EVERYTHING = f"""__typename id title slug path url locale {{ code name }} firstPublishedAt
  lastPublishedAt translations {{ title path locale {{ code }} }} parent {{ title }}
  ancestors {{ title path }} seo {{ title description canonicalUrl jsonLd image {{ title }} }}
  referenceCode date {{ edtf start end precision display }} subtitle summary sourceUrl
  leadImage {{ {PICTURE} }} categories {{ name slug }} tags {{ name slug }}
  places {{ name slug country latitude longitude }} contributors {{ name role affiliation }}
  citation {{ text bibtex cslJson }} {BLOCKS}
  ... on Report {{ kind period {{ display }} occasion {{ name date {{ display }} }} }}
  ... on Letter {{ transmission salutation closing recipients {{ name title organisation address }}
    signatories {{ name title }} }}
  ... on ActivityReport {{ fiscalYear {{ label start end }} figures {{ label value number }}
    document {{ title url }} }}
  ... on FilmEvent {{ film {{ title directors year }} screenings {{ start venue city }}
    speakers {{ name role }} }}"""
LIST = Document(
    f"query ($first: Int!, $section: ID!) {{ entries(first: $first, {SECTION}) {{ nodes {{"
    f" {EVERYTHING} }} }} }}"
)
NEIGHBOURS = "related { title path } previous { title path } next { title path }"
ONE_PAGE = Document(
    f"query ($path: String!) {{ page(path: $path) {{ ... on ArchiveEntry {{"
    f" {EVERYTHING} {NEIGHBOURS} ... on Letter {{ replies {{ title path }} }} }} }} }}"
)
BUDGETS = [
    pytest.param(CARDS, 4, id="a list of cards"),
    pytest.param(LIST, 8, id="a list with everything"),
]


@pytest.mark.parametrize(("document", "most"), BUDGETS)
def test_a_list_keeps_to_its_budget(document, most, island):
    assert max(counts(island, document)) <= most


LENGTHENED = [
    pytest.param(CARDS, id="a list of cards"),
    pytest.param(LIST, id="a list with everything"),
]


@pytest.mark.parametrize("document", LENGTHENED)
def test_a_list_takes_as_many_statements_for_one_entry_as_for_a_hundred(document, island):
    assert len(set(counts(island, document))) == 1


def test_a_page_with_everything_keeps_to_its_budget(island):
    page = models.EntryPage.objects.get(pk=island.keys["en"][50])
    variables = {"path": f"/{page.url_path.split('/', 2)[2]}"}
    statements(ONE_PAGE, variables, 1)
    assert statements(ONE_PAGE, variables, 1) <= 8
