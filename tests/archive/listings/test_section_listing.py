"""The list of a section shows, sorts, filters and exports what archivists look for."""

import csv
from io import BytesIO

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import GroupPagePermission

from archive.listings.views import MOST_TO_REORDER, SectionIndexView
from archive.models import (
    ArchiveSectionPage,
    EntryContributor,
    ImportRecord,
    ImportRun,
    Place,
    PlaceName,
    Tag,
)
from cms.record.models import Tombstone
from tests.factories import (
    ArchiveSectionPageFactory,
    CategoryFactory,
    ImageFactory,
    LetterPageFactory,
    PlaceFactory,
    ReportPageFactory,
    TagFactory,
)
from tests.shared_data import shared_data

pytestmark = pytest.mark.django_db


@shared_data
def section():
    get_user_model().objects.create_superuser("admin", "admin@example.org", "secret")
    return ArchiveSectionPageFactory(title="Reports")


@pytest.fixture
def listing(client, section):
    """The answer to a list of the section."""
    client.force_login(get_user_model().objects.get(username="admin"))

    def ask(**parameters):
        return client.get(reverse("wagtailadmin_explore", args=[section.pk]), parameters)

    return ask


@pytest.fixture
def titles(listing):
    def listed(**parameters):
        return [page.title for page in listing(**parameters).context_data["object_list"]]

    return listed


def test_a_document_is_listed_with_its_code_date_categories_and_language(section, listing):
    category = CategoryFactory(name="Defectors")
    report = ReportPageFactory(parent=section, date="2006-10", categories=[category])
    ArchiveSectionPageFactory(parent=section, title="Narrower")
    ReportPageFactory(parent=section, date="2016", live=False)
    page = listing().content.decode()
    assert "LF-R-2016-… (provisional)" in page
    for words in (report.reference_code, "October 2006", "Defectors", "English", "Narrower"):
        assert words in page


def test_documents_are_sorted_by_date_and_by_code_and_sections_come_last(section, titles):
    ReportPageFactory(parent=section, title="B", date="2007")
    ReportPageFactory(parent=section, title="A", date="2005-03")
    ReportPageFactory(parent=section, title="C", date="2005-03")
    ArchiveSectionPageFactory(parent=section, title="S")
    assert titles(ordering="entrypage__date_sort") == ["A", "C", "B", "S"]
    assert titles(ordering="-entrypage__date_sort") == ["B", "C", "A", "S"]
    assert titles(ordering="entrypage__reference_code") == ["A", "C", "B", "S"]


@shared_data
def various(section):
    """Documents that differ, and what each is filtered by."""
    run = ImportRun.objects.create(file_name="old.xml")
    category, place = CategoryFactory(), PlaceFactory(name="Yanji")
    PlaceName.objects.create(place=place, name="延吉", locale=section.locale)
    common = {"parent": section, "categories": [category]}
    tagged = ReportPageFactory(title="tag", **common)
    tagged.tags.add(TagFactory(name="kot-jebi"))
    tagged.save()
    ReportPageFactory(title="kind", kind="interview", **common)
    ReportPageFactory(title="place", places=[place], **common)
    speaks = [EntryContributor(name="Kato Hiroshi")]
    ReportPageFactory(title="person", contributors=speaks, **common)
    LetterPageFactory(title="letter", **common)
    ReportPageFactory(title="date", date="1999", **common)
    ReportPageFactory(title="draft", live=False, **common)
    gone = ReportPageFactory(title="withdrawn", live=False, **common)
    ReportPageFactory(title="none", parent=section)
    picture = ImageFactory(description="")
    undescribed = ReportPageFactory(title="alt", **common)
    figure = {"image": picture, "alt": "", "decorative": False, "caption": "", "credit": ""}
    undescribed.body = [("gallery", {"figures": [figure]})]
    undescribed.save(clean=False)
    review = ReportPageFactory(title="review", **common)
    records = {"run": run, "source_id": 1, "kind": "post", "action": "created"}
    ImportRecord.objects.create(page=review, needs_review=True, **records)
    Tombstone.objects.create(
        key=gone.pk,
        type="Report",
        at=gone.latest_revision_created_at or run.started_at,
        reason="OTHER",
    )


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"kind": "interview"}, ["kind"]),
        ({"person": "kato"}, ["person"]),
        ({"person": "ban ki"}, ["letter"]),
        ({"date_from": "1999-05-01", "date_to": "1999-06-01"}, ["date"]),
        ({"date_to": "2000-01-01"}, ["date"]),
        ({"date_from": "1999", "date_to": "1999"}, ["date"]),
        ({"date_to": "平成11年12月"}, ["date"]),
        ({"date_to": "03/04/2007"}, []),  # refused, and not answered with everything
        ({"state": "draft"}, ["draft", "withdrawn"]),
        ({"state": "withdrawn"}, ["withdrawn"]),
        ({"lacks": "category"}, ["none"]),
        ({"lacks": ["alt", "review"]}, ["alt", "review"]),
        ({"lacks": "alt", "kind": "interview"}, []),
    ],
)
def test_a_list_is_filtered(various, titles, asked, expected):
    assert sorted(titles(**asked)) == expected


def test_nobody_guesses_who_is_named_in_a_draft_of_somebody_else(section, listing, client):
    speaks = [EntryContributor(name="Kato Hiroshi")]
    ReportPageFactory(parent=section, title="Draft", live=False, contributors=speaks)
    ReportPageFactory(parent=section, title="Live", contributors=speaks)
    group = Group.objects.create(name="Writers")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    add = Permission.objects.get(codename="add_page")
    GroupPagePermission.objects.create(group=group, page=section, permission=add)
    writer = get_user_model().objects.create_user("writer", password="secret")
    writer.groups.add(group)
    client.force_login(writer)
    listed = listing(person="kato").context_data["object_list"]
    assert [page.title for page in listed] == ["Live"]


def test_terms_and_a_language_filter_too(section, various, listing, titles, locales):
    category = CategoryFactory(name="Refugees")
    ReportPageFactory(parent=section, title="only", categories=[category])
    assert titles(category=category.pk) == ["only"]
    assert titles(tag=Tag.objects.get().pk) == ["tag"]
    assert titles(place=Place.objects.get().pk) == ["place"]
    assert titles(place=0) == []
    page = listing(category=category.pk).content.decode()
    assert (
        f'data-choosing-url-value="/admin/archive/terms/category/?locale={section.locale_id}'
        in page
    )
    assert f'<option value="{category.pk}" selected>Refugees</option>' in page
    assert len(titles(language=section.locale.pk)) == 12
    assert titles(language=locales["ja"].pk) == []
    page = listing(translation="missing-ja").text
    assert "日本語: Missing" in page.split("w-active-filters")[1].split("</ul>")[0]
    assert 'name="locale"' not in page  # the language once, and as it can be said of several


def test_csv_and_xlsx_hold_exactly_what_is_filtered_and_no_formula(section, listing):
    ReportPageFactory(parent=section, title="=1+1", kind="interview", date="2006-10")
    ReportPageFactory(parent=section, title="@me", kind="interview")
    ReportPageFactory(parent=section, title="Not yet", kind="interview", date="2007", live=False)
    ReportPageFactory(parent=section, title="Another")
    refused = listing(date_to="soon", export="csv").getvalue().decode()
    assert len(refused.splitlines()) == 1  # the headings
    asked = {"kind": "interview", "ordering": "entrypage__date_sort"}
    answer = listing(**asked, export="csv")
    rows = list(csv.DictReader(answer.getvalue().decode().splitlines()))
    assert [row["Title"] for row in rows] == ["'=1+1", "'@me", "Not yet"]
    assert [row["Date"] for row in rows] == ["2006-10", "2006-10-19", "2007"]
    assert [row["State"] for row in rows] == ["live", "live", "draft"]
    assert rows[2]["Code"] == "LF-R-2007-… (provisional)"
    assert {row["Kind"] for row in rows} == {"Interview"}
    now = timezone.localtime()
    assert {row["Updated"][:10] for row in rows} <= {"", f"{now:%Y-%m-%d}"}
    answer = listing(**asked, export="xlsx")
    cells = load_workbook(BytesIO(answer.getvalue())).active
    assert [cell.value for cell in cells["A"]] == ["Title", "=1+1", "@me", "Not yet"]
    assert {cell.data_type for cell in cells["A"]} == {"s"}


def test_a_search_is_filtered_and_exported_too(section, listing, titles, committed):
    committed(lambda: ReportPageFactory(parent=section, title="Rice", kind="interview"))
    committed(lambda: ReportPageFactory(parent=section, title="Rice again"))
    assert titles(q="rice", kind="interview") == ["Rice"]
    answer = listing(q="rice", kind="interview", export="csv")
    assert [line.split(",")[0] for line in answer.getvalue().decode().splitlines()] == [
        "Title",
        "Rice",
    ]


@pytest.mark.once
@pytest.mark.parametrize("group", ["Administrator", "Archivist", "Editor", "Writer"])
def test_a_list_costs_the_same_whatever_its_length(
    section, listing, client, django_user_model, group
):
    account = django_user_model.objects.create_user("somebody")
    account.groups.add(Group.objects.get(name=group))
    client.force_login(account)

    def statements():
        with CaptureQueriesContext(connection) as queries:
            assert listing().status_code == 200
        return len(queries)

    ReportPageFactory(parent=section, categories=[CategoryFactory()])
    LetterPageFactory(parent=section, live=False, owner=account)
    statements()  # what Wagtail remembers from now on
    before = statements()
    for _ in range(5):
        ReportPageFactory(parent=section, categories=[CategoryFactory()])
        LetterPageFactory(parent=section, live=False, owner=account)
    assert statements() == before


def test_a_filter_is_worked_out_once_whatever_page_of_the_list_is_shown(
    section, listing, monkeypatch
):
    monkeypatch.setattr(SectionIndexView, "paginate_by", 2)
    for title in ("Anna", "Boris", "Clara"):
        ReportPageFactory(parent=section, title=title, kind="interview")
    ReportPageFactory(parent=section, title="Dora")
    with CaptureQueriesContext(connection) as queries:
        answer = listing(kind="interview", ordering="title", p=2)
    assert [page.title for page in answer.context_data["object_list"]] == ["Clara"]
    assert answer.context_data["items_count"] == 3
    assert sum("'interview'" in query["sql"] for query in queries) == 1


def test_a_long_section_is_not_put_in_order_by_hand(section, listing, admin_client):
    first, second = (ReportPageFactory(parent=section) for _ in range(2))
    assert "cannot be put in order" not in listing(ordering="ord").content.decode()
    ArchiveSectionPage.objects.filter(pk=section.pk).update(numchild=MOST_TO_REORDER + 1)
    answer = listing(ordering="ord")
    assert "cannot be put in order" in answer.content.decode()
    assert answer.context_data["page_obj"].number == 1
    address = reverse("wagtailadmin_pages:set_page_position", args=[second.pk])
    assert admin_client.post(f"{address}?position=0").status_code == 409
    assert list(section.get_children()) == [first.page_ptr, second.page_ptr]
    ArchiveSectionPage.objects.filter(pk=section.pk).update(numchild=2)
    assert admin_client.post(f"{address}?position=0").status_code == 200
    assert list(section.get_children()) == [second.page_ptr, first.page_ptr]
