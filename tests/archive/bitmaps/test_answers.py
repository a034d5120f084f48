"""What the API answers is the same, whether the index or SQL counts."""

from random import Random

import pytest

from archive.bitmaps import kept
from archive.models import EntryPage
from archive.search.index import reindex
from tests.archive.graphql.finding.test_facets import COUNTED, random_filter

QUERY = f"""query ($filter: EntryFilter, $code: String!, $first: Int, $text: String!) {{
  entries(filter: $filter) {{ {COUNTED} }}
  categories {{ slug entryCount entries(filter: $filter) {{ totalCount }} }}
  timeline(filter: $filter, granularity: MONTH) {{ year month count }}
  entry(referenceCode: $code) {{ related(first: $first) {{ title id }} }}
  search(query: $text, filter: $filter, first: $first) {{
    {COUNTED} edges {{ score cursor node {{ id }} }} }}
  tags {{ nodes {{ slug entryCount }} pageInfo {{ hasNextPage }} }}
  places {{ slug entryCount }}
}}"""

SEARCHES = ["term", '"term 1"', "letter -10", "10 letters", "国境", "국경", "nothing"]


@pytest.fixture(autouse=True)
def _no_limits(settings):
    settings.GRAPHQL_NAMES, settings.GRAPHQL_COST = 1_000, 1_000_000


def test_the_index_answers_what_sql_does(graphql, scattered, monkeypatch):
    random, given = Random(14), []
    reindex(EntryPage.objects.values_list("pk", flat=True))
    codes = list(EntryPage.objects.values_list("reference_code", flat=True))
    index_of = kept._index_for
    for _ in range(6):
        conditions = random_filter(random) | {"locale": random.choice([None, "en"])}
        code, first = random.choice(codes), random.choice([None, 20])
        variables = {"filter": conditions, "code": code, "first": first}
        variables["text"] = random.choice(SEARCHES)
        answers = []
        for find in (index_of, lambda context: None):

            def index_for(context, find=find):
                given.append(find(context))
                return given[-1]

            monkeypatch.setattr(kept, "_index_for", index_for)
            answers.append(graphql(QUERY, variables))
        assert "errors" not in answers[0]
        assert answers[0] == answers[1]
        assert given[-2] is not None
