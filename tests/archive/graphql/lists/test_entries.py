"""Lists of documents: orders, cursors and filters."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from wagtail.models import Page

from archive.models import EntryPage, ReportPage
from cms.record.comparison import compare_everything
from cms.record.models import Change
from tests.factories import (
    ArchiveSectionPageFactory,
    CategoryFactory,
    LetterPageFactory,
    ReportPageFactory,
    front_page,
)
from tests.shared_data import shared_data

pytestmark = pytest.mark.django_db

PAGE = """query ($first: Int, $after: String, $last: Int, $before: String, $orderBy: EntryOrder) {
  entries(first: $first, after: $after, last: $last, before: $before, orderBy: $orderBy) {
    nodes { title } edges { cursor } totalCount
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}"""
ORDERS = ["DATE_DESC", "DATE_ASC", "TITLE_ASC", "TITLE_DESC", "PUBLISHED_DESC", "PUBLISHED_ASC"]


def titles(connection):
    return [node["title"] for node in connection["nodes"]]


@shared_data
def seven():
    """Seven reports, most of them with equal dates and two with equal titles."""
    section = ArchiveSectionPageFactory()
    dates = ["2006", "2006-01", "2006-01", "2006-01-01", "2006-01-01", "2006-01-01", "2005"]
    for number, date in enumerate(dates):
        title = f"Report {min(number, 5)}"
        ReportPageFactory(parent=section, date=date, title=title, slug=f"report-{number}")


def test_a_container_is_older_than_what_it_contains(graphql, locales):
    section = ArchiveSectionPageFactory()
    for date in ["2006-01-15", "2006", "2005-12-31", "2006-01", "2006-01-01/2006-02-01"]:
        ReportPageFactory(parent=section, date=date, title=date)
    answer = graphql("{ entries(orderBy: DATE_ASC) { nodes { title } } }")
    assert titles(answer["data"]["entries"]) == [
        "2005-12-31",
        "2006",
        "2006-01-01/2006-02-01",
        "2006-01",
        "2006-01-15",
    ]


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("size", [1, 2, 3, 7])
@pytest.mark.parametrize("backward", [False, True])
def test_pages_neither_repeat_nor_skip(graphql, seven, order, size, backward):
    whole = graphql(PAGE, {"first": 100, "orderBy": order})["data"]["entries"]
    found, cursor, ends = [], None, []
    size_name, cursor_name = ("last", "before") if backward else ("first", "after")
    while True:
        variables = {size_name: size, cursor_name: cursor, "orderBy": order}
        page = graphql(PAGE, variables)["data"]["entries"]
        found = titles(page) + found if backward else found + titles(page)
        info = page["pageInfo"]
        ends.append((info["hasPreviousPage"], info["hasNextPage"]))
        cursor = info["startCursor" if backward else "endCursor"]
        if not info["hasPreviousPage" if backward else "hasNextPage"]:
            break
    assert found == titles(whole)
    behind = [end[1 if backward else 0] for end in ends]
    assert behind == [False] + [True] * (len(ends) - 1)


def test_a_cursor_survives_the_deletion_of_its_entry(graphql, seven):
    first = graphql(PAGE, {"first": 3})["data"]["entries"]
    rest = titles(graphql(PAGE, {"first": 100})["data"]["entries"])[3:]
    third = EntryPage.objects.order_by("-date_sort", "-pk")[2]
    third.specific.delete()
    after = {"after": first["pageInfo"]["endCursor"]}
    assert titles(graphql(PAGE, after)["data"]["entries"]) == rest


@pytest.mark.parametrize(
    ("variables", "message"),
    [
        ({"first": 101}, "first cannot be higher than 100."),
        ({"last": 101}, "last cannot be higher than 100."),
        ({"first": -1}, "first cannot be negative."),
        ({"first": 1, "last": 1}, "Give either first or last, not both."),
        ({"after": "!!!"}, "after is not a cursor of this API."),
        ({"before": ""}, "before is not a cursor of this API."),
    ],
)
def test_what_cannot_be_paged_is_an_error_that_says_so(graphql, seven, variables, message):
    error = graphql(PAGE, variables)["errors"][0]
    assert error["message"] == message
    assert error["extensions"]["code"] == "BAD_USER_INPUT"


def test_a_cursor_of_another_order_is_refused(graphql, seven):
    cursor = graphql(PAGE, {"first": 1})["data"]["entries"]["pageInfo"]["endCursor"]
    answer = graphql(PAGE, {"after": cursor, "orderBy": "TITLE_ASC"})
    assert answer["errors"][0]["message"] == "after is a cursor of another order or filter."


@settings(max_examples=50)
@given(cursor=st.text(max_size=60))
def test_no_junk_is_taken_for_a_cursor(graphql, locales, cursor):
    answer = graphql(PAGE, {"after": cursor})
    assert "errors" in answer
    code = answer["errors"][0]["extensions"]["code"]
    assert code in ("BAD_USER_INPUT", "BAD_REQUEST")


FILTERED = "query ($filter: EntryFilter) { entries(filter: $filter) { nodes { title } } }"


@shared_data
def filed():
    """Two reports and a letter, of different kinds, times, sections and subjects."""
    wide = CategoryFactory(slug="rights")
    narrow = CategoryFactory(slug="trafficking", parent=wide)
    reports, letters = ArchiveSectionPageFactory(), ArchiveSectionPageFactory()
    border = ReportPageFactory(parent=reports, title="Border", date="2006-01", kind="border_report")
    border.categories.add(narrow)
    border.tags.add("kot-jebi")
    border.save()
    speech = ReportPageFactory(
        parent=reports, title="Speech", date="2005-12-08/2005-12-10", kind="speech"
    )
    speech.categories.add(wide)
    speech.contributors.create(name="Kato Hiroshi")
    speech.save()
    LetterPageFactory(parent=letters, title="Letter", date="2006-10-19")
    return {"reports": reports, "letters": letters}


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ({"types": ["LETTER"]}, ["Letter"]),
        ({"types": []}, []),
        ({"reportKinds": ["SPEECH"]}, ["Speech"]),
        ({"categories": ["rights"]}, ["Border", "Speech"]),
        ({"categories": ["trafficking"]}, ["Border"]),
        ({"categories": ["none"]}, []),
        ({"tags": ["kot-jebi"]}, ["Border"]),
        ({"contributor": "kato hiroshi"}, ["Speech"]),
        ({"contributor": "%"}, []),
        ({"date": {"from": "2005-12-10", "to": "2006-01-01"}}, ["Border", "Speech"]),
        ({"date": {"from": "2006-02-01"}}, ["Letter"]),
        ({"date": {"to": "2005-12-07"}}, []),
        ({"locale": "ja"}, []),
        ({"categories": ["rights"], "reportKinds": ["BORDER_REPORT"]}, ["Border"]),
        ({"under": "UmVwb3J0OjE="}, []),
        ({"publishedSince": "2999-01-01T00:00:00Z"}, []),
        ({"updatedSince": "2999-01-01T00:00:00Z"}, []),
    ],
)
def test_a_filter_leaves_what_meets_all_of_it(graphql, filed, conditions, expected):
    answer = graphql(FILTERED, {"filter": conditions})
    assert "errors" not in answer
    assert sorted(titles(answer["data"]["entries"])) == sorted(expected)


def test_under_takes_the_whole_subtree(graphql, filed):
    section = ArchiveSectionPageFactory(parent=filed["reports"])
    ReportPageFactory(parent=section, title="Deep")
    path = {"path": f"/{filed['reports'].slug}/"}
    page = graphql("query ($path: String) { page(path: $path) { id } }", path)["data"]["page"]
    answer = graphql(FILTERED, {"filter": {"under": page["id"]}})
    assert sorted(titles(answer["data"]["entries"])) == ["Border", "Deep", "Speech"]


def test_a_range_that_ends_before_it_starts_is_an_error(graphql, filed):
    conditions = {"date": {"from": "2006-02-01", "to": "2006-01-01"}}
    answer = graphql(FILTERED, {"filter": conditions})
    assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


THEN = datetime(2020, 1, 1, tzinfo=UTC)


def open_by_restriction(page):
    page.view_restrictions.all().delete()


def open_by_the_clock(page):
    Page.objects.filter(pk=page.pk).update(expire_at=None)
    compare_everything()


def write_past_everything(page):
    EntryPage.objects.filter(pk=page.pk).update(summary="Of other words.")
    compare_everything()


@pytest.mark.parametrize(
    ("hidden", "write"),
    [
        (None, lambda page: page.save_revision().publish()),
        (None, write_past_everything),
        (None, lambda page: page.move(front_page(), "last-child")),
        ("restriction", open_by_restriction),
        ("expiry", open_by_the_clock),
    ],
    ids=["published again", "raw", "moved", "restriction", "clock"],
)
def test_what_changes_tells_of_is_updated_since(
    graphql, locales, django_capture_on_commit_callbacks, hidden, write
):
    def ask(**conditions):
        return titles(graphql(FILTERED, {"filter": conditions})["data"]["entries"])

    with django_capture_on_commit_callbacks(execute=True):
        section = ArchiveSectionPageFactory()
        ReportPageFactory(parent=section, title="Old", first_published_at=THEN)
        page = ReportPageFactory(
            parent=section, title="Again", first_published_at=THEN, last_published_at=THEN
        )
        if hidden == "restriction":
            page.view_restrictions.create(restriction_type="login")
        elif hidden == "expiry":
            Page.objects.filter(pk=page.pk).update(expire_at=THEN)
    number = Change.objects.order_by("number").last().number
    since = timezone.now()
    assert ask(updatedSince=since.isoformat()) == []
    with django_capture_on_commit_callbacks(execute=True):
        write(ReportPage.objects.get(pk=page.pk))
    told = Change.objects.filter(number__gt=number, type="Report")
    assert set(told.values_list("key", flat=True)) == {page.pk}
    assert ask(updatedSince=since.isoformat()) == ["Again"]
    assert ask(publishedSince=since.isoformat()) == []
    latest = graphql(PAGE, {"orderBy": "UPDATED_DESC"})["data"]["entries"]
    assert titles(latest) == ["Again", "Old"]


SINCE = "query ($since: DateTime) { entries(filter: { publishedSince: $since }) { totalCount } }"


@pytest.mark.parametrize("argument", ["publishedSince", "updatedSince"])
@pytest.mark.parametrize(
    "since",
    [
        "0001-01-01T00:00:00+09:00",
        "0001-01-01T00:00:00",
        "9999-12-31T23:59:59-09:00",
        "9999-12-31T24:00:00",
        "2006-02-30T00:00:00Z",
        "yesterday",
        "",
    ],
)
def test_an_instant_that_cannot_be_is_refused(graphql, since, argument):
    query = SINCE.replace("publishedSince", argument)
    literal = query.replace("($since: DateTime) ", "").replace("$since", f'"{since}"')
    for answer in (graphql(query, {"since": since}), graphql(literal)):
        [error] = answer["errors"]
        assert error["extensions"]["code"] in ("BAD_USER_INPUT", "GRAPHQL_VALIDATION_FAILED")


def test_an_instant_without_offset_is_by_the_time_zone_of_the_server(graphql, locales):
    published = datetime(2019, 12, 31, 20, tzinfo=UTC)  # five in the morning of the next day there
    ReportPageFactory(first_published_at=published)
    for since, count in (("2020-01-01T05:00:00", 1), ("2020-01-01T05:00:01", 0)):
        assert graphql(SINCE, {"since": since})["data"]["entries"] == {"totalCount": count}
