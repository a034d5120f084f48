from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from archive.models import ActivityReportPage, ArchiveSectionPage, ReportedFigure
from tests.factories import ActivityReportPageFactory, front_page

pytestmark = pytest.mark.django_db


def report(label, starts_on, ends_on, **fields):
    return ActivityReportPageFactory(
        title=f"Report {label}",
        fiscal_year_label=label,
        fiscal_year_starts_on=starts_on,
        fiscal_year_ends_on=ends_on,
        **fields,
    )


@pytest.fixture(autouse=True)
def fy_2012():
    return report("FY 2012", "2012-04-01", "2013-03-31")


def refused(label, starts_on, ends_on, **fields):
    with pytest.raises(ValidationError) as refusal:
        report(label, starts_on, ends_on, **fields)
    return refusal.value.message_dict


def test_a_year_that_ends_before_it_starts_is_refused():
    assert refused("FY 2013", "2013-04-01", "2012-03-31") == {
        "fiscal_year_ends_on": ["The fiscal year ends before it starts: swap the two days."]
    }


def test_one_label_cannot_mean_two_spans():
    sentences = refused("fy 2012", "2013-04-01", "2014-03-31")["fiscal_year_label"]
    assert "“Report FY 2012” calls another span FY 2012: 2012-04-01 to 2013-03-31." in sentences[0]


def test_spans_under_different_labels_do_not_overlap():
    sentences = refused("FY 2013", "2013-01-01", "2013-12-31")["fiscal_year_starts_on"]
    assert "overlaps that of “Report FY 2012”, FY 2012: 2012-04-01 to 2013-03-31." in sentences[0]


def test_a_neighbour_begins_the_day_after():
    assert report("FY 2013", "2013-04-01", "2014-03-31").live


def test_two_reports_may_be_about_the_same_year():
    assert report("FY 2012", "2012-04-01", "2013-03-31", slug="second").live


def test_a_report_does_not_contradict_itself(fy_2012):
    fy_2012 = ActivityReportPage.objects.get(pk=fy_2012.pk)
    fy_2012.fiscal_year_ends_on = "2013-06-30"
    fy_2012.save_revision().publish()


def test_a_translation_names_the_same_year_in_its_own_way(fy_2012, locales):
    front_page().copy_for_translation(locales["ja"])
    japanese = fy_2012.copy_for_translation(locales["ja"], copy_parents=True)
    japanese.fiscal_year_label = "2012年度"
    japanese.save_revision().publish()
    japanese.fiscal_year_starts_on = "2012-01-01"
    japanese.full_clean()


def test_another_language_names_the_same_span_but_overlaps_no_other(locales):
    home = front_page().copy_for_translation(locales["ja"])
    section = home.add_child(instance=japanese_section())
    assert report("2012年度", "2012-04-01", "2013-03-31", parent=section).live
    assert refused("2013年度", "2013-01-01", "2013-12-31", parent=section)


def japanese_section():
    return ArchiveSectionPage(title="活動報告", slug="reports")


def test_a_draft_may_lack_its_year_but_a_published_report_may_not():
    draft = report("", None, None, live=False)
    with pytest.raises(ValidationError) as refusal:
        draft.save_revision(clean=False).publish()
    assert set(refusal.value.message_dict) == {
        "fiscal_year_label",
        "fiscal_year_starts_on",
        "fiscal_year_ends_on",
    }


def test_a_figure_keeps_the_printed_value_beside_its_number(fy_2012):
    fy_2012.figures = [
        ReportedFigure(label="Rice", value="900–950 won/kg", unit="won/kg", sort_order=0),
        ReportedFigure(label="Rescued", value="about 40", number=40, sort_order=1),
    ]
    fy_2012.save_revision().publish()
    stored = ActivityReportPage.objects.get(pk=fy_2012.pk).figures.all()
    assert [(figure.value, figure.number) for figure in stored] == [
        ("900–950 won/kg", None),
        ("about 40", 40.0),
    ]


@pytest.mark.once
@pytest.mark.parametrize(
    ("label", "begun_with"),
    [
        ("FY 2013-2014", "FY 2026-2027"),
        ("2013/14", "2026/27"),
        ("The fifteenth year", ""),  # nothing in it that could be counted on
    ],
)
def test_a_new_report_begins_with_this_fiscal_year(label, begun_with, monkeypatch, admin_client):
    last = report(label, "2013-04-01", "2014-03-31")
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: date(2027, 3, 31))
    begun = begin(admin_client, last.get_parent())
    assert begun == [begun_with or None, date(2026, 4, 1), date(2027, 3, 31)]


def test_the_first_public_report_begins_with_no_year(fy_2012, admin_client):
    fy_2012.unpublish()
    assert begin(admin_client, fy_2012.get_parent()) == [None, None, None]


def begin(client, section):
    """The fiscal year that the form of a new report comes with."""
    address = reverse("wagtailadmin_pages:add", args=["archive", "activityreportpage", section.pk])
    form = client.get(address).context["form"]
    return [
        form[f"fiscal_year_{name}"].value() or None for name in ("label", "starts_on", "ends_on")
    ]
