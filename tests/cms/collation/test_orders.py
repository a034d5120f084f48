"""Titles and names are sorted as readers expect, in all lists, on both databases."""

from random import Random

import pytest
from django.db import connection
from wagtail.models import Page

from archive.models import EntryPage
from cms.collation.collator import sort_key
from cms.collation.keys import install
from cms.collation.models import TitleKey
from cms.graphql.pages.orders import PAGE_ORDERS
from cms.graphql.pagination.cursors import Cursors
from tests.factories import (
    ArchiveSectionPageFactory,
    PlaceFactory,
    ReportPageFactory,
    StandardPageFactory,
    TagFactory,
    global_id,
)
from tests.shared_data import shared_data
from tests.statements import plan, sent

IN_ORDER = [
    *("“B” and after", "(c) the archive", "2 Reports", "10 Reports", "２０ Reports"),
    *("Ábaco", "abacus", "ABBA", "apple", "Apple", "Österreich", "Oz", "The river", "Zürich"),
    *("カート", "カード", "かく", "カク", "がく", "ケア", "ケーキ", "ﾊﾊ", "はば", "ぱぱ"),
    *("学校", "国境", "中国", "豆満江", "日本", "北朝鮮"),
    *("가", "가나", "간", "나", "탈북자", "한국"),
]
PAGES = """query ($order: PageOrder, $first: Int, $after: String, $last: Int, $before: String) {
  pages(orderBy: $order, first: $first, after: $after, last: $last, before: $before) {
    nodes { id title } pageInfo { endCursor startCursor } } }"""


CHILDREN = """query ($id: ID!, $order: PageOrder) { page(id: $id) {
  children(first: 100, orderBy: $order) { nodes { title } } } }"""
ENTRIES = "query ($order: EntryOrder) { entries(first: 100, orderBy: $order) { nodes { title } } }"


TERMS = """{ places { name } tags(first: 100) { nodes { name } }
  entries { nodes { tags { name } places { name } }
    facets { tags { tag { name } } places { place { name } } } } }"""


def titles(found):
    """The titles of a connection, without those of the pages that a test needs around its own."""
    return [node["title"] for node in found["nodes"] if node["title"] not in ("Front", "Around")]


@pytest.fixture
def ask(graphql, locales):
    def answer(document, **variables):
        answered = graphql(document, variables)
        assert "errors" not in answered
        return answered["data"]

    return answer


@shared_data
def written():
    """Pages of several types with these titles, in no order, below one section."""
    section = ArchiveSectionPageFactory(title="Around")
    Page.objects.filter(depth=2).update(title="Front")
    for number, title in enumerate(Random(9).sample(IN_ORDER, len(IN_ORDER))):
        factory = (ReportPageFactory, StandardPageFactory, ArchiveSectionPageFactory)[number % 3]
        factory(parent=section, title=title, slug=f"page-{number}")
    return section


def test_keys_are_in_the_order_of_a_person():
    assert sorted(Random(1).sample(IN_ORDER, len(IN_ORDER)), key=sort_key) == IN_ORDER


@pytest.mark.django_db
@pytest.mark.parametrize(("order", "step"), [("TITLE_ASC", 1), ("TITLE_DESC", -1)])
def test_pages_of_all_types_are_in_the_order_of_a_person(ask, written, order, step):
    expected = IN_ORDER[::step]
    assert titles(ask(PAGES, order=order, first=100)["pages"]) == expected
    page = ask(CHILDREN, id=global_id(written), order=order)["page"]
    assert titles(page["children"]) == expected
    reports = set(EntryPage.objects.values_list("title", flat=True))
    found = titles(ask(ENTRIES, order=order)["entries"])
    assert found == [title for title in expected if title in reports]


@pytest.mark.django_db
@pytest.mark.parametrize("order", ["TITLE_ASC", "TITLE_DESC"])
def test_pages_are_turned_through_equal_titles_in_both_directions(ask, written, order):
    for number in range(7):
        ReportPageFactory(parent=written, title="国境", slug=f"equal-{number}")
    whole = [node["id"] for node in ask(PAGES, order=order, first=100)["pages"]["nodes"]]
    for size, at, info in (("first", "after", "endCursor"), ("last", "before", "startCursor")):
        turned, cursor = [], None
        while page := (found := ask(PAGES, order=order, **{size: 3, at: cursor})["pages"])["nodes"]:
            ids = [node["id"] for node in page]
            turned = turned + ids if size == "first" else ids + turned
            cursor = found["pageInfo"][info]
        assert turned == whole


def in_order(ask):
    return titles(ask(PAGES, first=100, order="TITLE_ASC")["pages"])


@pytest.mark.django_db
def test_a_draft_of_a_title_moves_no_page(ask, written):
    page = Page.objects.get(title="学校").specific
    page.title = "Aaa"
    page.save_revision()
    assert in_order(ask) == IN_ORDER
    page.save_revision().publish()
    assert in_order(ask) == sorted({*IN_ORDER, "Aaa"} - {"学校"}, key=sort_key)


@pytest.mark.django_db
def test_a_page_written_past_django_is_in_the_list_and_in_its_place_with_the_next_save(
    ask, written
):
    rows = Page.objects.filter(title__in=["Apple", "日本"])
    rows.filter(title="Apple").update(title="Zz")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE wagtailcore_page SET title = 'Bb' WHERE title = '日本'")
    assert sorted(in_order(ask)) == sorted({*IN_ORDER, "Zz", "Bb"} - {"Apple", "日本"})
    written.save()
    assert in_order(ask) == sorted({*IN_ORDER, "Zz", "Bb"} - {"Apple", "日本"}, key=sort_key)


@pytest.mark.django_db
def test_a_migration_puts_right_whatever_is_wrong(ask, written):
    TitleKey.objects.filter(owner__title__in=IN_ORDER[::2]).delete()
    TitleKey.objects.filter(owner__title__in=IN_ORDER[1::4]).update(key=b"old")
    assert in_order(ask) != IN_ORDER
    install("default")
    assert in_order(ask) == IN_ORDER
    StandardPageFactory(parent=written, title="!", slug="mark")
    assert in_order(ask) == ["!", *IN_ORDER]


@pytest.mark.django_db
@pytest.mark.postgresql
def test_a_page_of_titles_can_be_read_off_an_index(ask, written):
    with sent() as statements:
        in_order(ask)
    [titles] = [statement for statement in statements if "titlekey" in statement[0]]
    # All that a database prefers while there are few pages.
    ways = ("seqscan", "bitmapscan", "hashjoin", "mergejoin", "sort")
    how = plan([*(f"SET LOCAL enable_{way} = off" for way in ways), "EXPLAIN"], *titles)
    assert "cms_collation_titlekey_order" in how
    assert "Sort" not in how


@pytest.mark.django_db
def test_the_longest_title_has_a_key_that_every_database_takes(ask, written):
    StandardPageFactory(parent=written, title="\ufdfa" * 255, slug="long")
    assert len(in_order(ask)) == len(IN_ORDER) + 1


@pytest.mark.django_db
@pytest.mark.parametrize("value", ["A title", "Title!", "é", 5, None])
def test_a_cursor_of_a_version_that_sorted_otherwise_is_refused(graphql, locales, value):
    cursor = Cursors(PAGE_ORDERS["TITLE_ASC"], [None, None, [None, None]]).write(value, 1)
    answer = graphql(PAGES, {"first": 1, "order": "TITLE_ASC", "after": cursor})
    assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


@pytest.mark.django_db
def test_tags_and_places_are_in_the_order_of_a_person(ask):
    names = ["2 Rivers", "10 Rivers", "Ábo", "Yanji", "かわ", "カワ", "日本", "평양"]
    shuffled = Random(3).sample(list(enumerate(names)), len(names))
    tags = [TagFactory(name=name, slug=f"tag-{number}") for number, name in shuffled]
    places = [PlaceFactory(name=name, slug=f"place-{number}") for number, name in shuffled]
    report = ReportPageFactory(places=places)
    report.tags.add(*tags)
    report.save()
    found = ask(TERMS)
    [entry] = found["entries"]["nodes"]
    facets = found["entries"]["facets"]
    assert [place["name"] for place in found["places"]] == names
    assert [tag["name"] for tag in found["tags"]["nodes"]] == names
    assert [tag["name"] for tag in entry["tags"]] == names
    assert [place["name"] for place in entry["places"]] == names
    assert [facet["tag"]["name"] for facet in facets["tags"]] == names
    assert [facet["place"]["name"] for facet in facets["places"]] == names
