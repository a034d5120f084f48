"""Letters beyond ASCII and braces: in a contributor's name, in a citation."""

import pytest

from tests.factories import ArchiveSectionPageFactory, ReportPageFactory

pytestmark = pytest.mark.django_db

BY = """query ($name: String!) {
  entries(filter: {contributor: $name}) { totalCount nodes { title } } }"""


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("José Müller", "JOSÉ MÜLLER"),
        ("JOSÉ MÜLLER", "josé müller"),
        ("Ёлка Цой", "ёЛКА цОЙ"),
        ("ＫＡＴＯ", "ｋａｔｏ"),
        ("加藤 博", "加藤 博"),
    ],
)
def test_a_contributor_is_found_whatever_the_case_of_any_letter(graphql, locales, written, asked):
    section = ArchiveSectionPageFactory()
    by, other = (ReportPageFactory(parent=section, title=title) for title in ("By", "Other"))
    by.contributors.create(name=written)
    other.contributors.create(name="Jose Muller")
    for report in (by, other):
        report.save()
    answer = graphql(BY, {"name": asked})
    assert answer["data"]["entries"] == {"totalCount": 1, "nodes": [{"title": "By"}]}


@pytest.mark.parametrize("title", ["A { b", "A } b", "}{", r"A \{ b", "{A} b"])
def test_every_brace_of_a_bibtex_entry_has_its_other(graphql, locales, title):
    ReportPageFactory(title=title, slug="braces", subtitle="}")
    answer = graphql("{ entries { nodes { citation { bibtex } } } }")
    [entry] = answer["data"]["entries"]["nodes"]
    depth = 0
    for character in entry["citation"]["bibtex"]:  # as BibTeX counts: a backslash hides none
        depth += {"{": 1, "}": -1}.get(character, 0)
        assert depth >= 0
    assert depth == 0
    assert entry["citation"]["bibtex"].count("\\textbraceright{}") == title.count("}") + 1
