"""What holds for every document, tried on a report."""

from datetime import date

import pytest
import wagtail_factories
from django.core.exceptions import ValidationError
from wagtail.models import Collection

from archive import models
from archive.models import EntryPage, ReportPage
from archive.search.description import entry_models
from cms.previews.pages import PreviewedPage
from tests.factories import (
    ArchiveSectionPageFactory,
    CategoryFactory,
    PlaceFactory,
    ReportPageFactory,
    TagFactory,
)

pytestmark = pytest.mark.django_db
PAGE_TYPES = [models.ArchiveSectionPage, *(m for m in entry_models() if m.is_creatable)]


def test_the_date_columns_follow_the_date():
    report = ReportPageFactory(date="2005-12-08 / 2005-12-10")
    report = EntryPage.objects.get(pk=report.pk)
    assert report.date == "2005-12-08/2005-12-10"
    assert (report.date_begins_on, report.date_ends_on) == (date(2005, 12, 8), date(2005, 12, 10))
    assert report.date_precision == report.archive_date.precision == "range"
    assert report.date_sort == report.archive_date.sort_key


def test_documents_sort_by_time_whatever_their_precision():
    texts = ["2006-02", "2006-01-15", "2006", "2005-12-31", "2006-01"]
    for text in texts:
        ReportPageFactory(date=text)
    sorted_ = EntryPage.objects.order_by("date_sort").values_list("date", flat=True)
    assert list(sorted_) == ["2005-12-31", "2006", "2006-01", "2006-01-15", "2006-02"]


@pytest.mark.parametrize("live", [True, False])
@pytest.mark.parametrize("text", ["", "soon", "2006-02-30", "2006-12/2006-01"])
def test_a_document_without_a_readable_date_is_not_saved(text, live):
    with pytest.raises(ValidationError) as refused:
        ReportPageFactory(date=text, live=live)
    assert list(refused.value.message_dict) == ["date"]


def test_the_opening_of_the_body_is_the_summary_where_none_was_written():
    report = ReportPageFactory(
        body=[("paragraph", {"text": "<p>The river was <b>frozen</b>.</p>"})]
    )
    assert ReportPage.objects.get(pk=report.pk).summary_derived == "The river was frozen."
    report.body = [("paragraph", {"text": "<p>It thawed.</p>"})]
    report.save_revision().publish()
    assert ReportPage.objects.get(pk=report.pk).summary_derived == "It thawed."


@pytest.fixture
def image():
    root = Collection.get_first_root_node()
    return wagtail_factories.ImageFactory(
        collection=root, title="Street", description="", review="nobody"
    )


def test_a_lead_image_needs_words_before_readers_see_it(image):
    with pytest.raises(ValidationError, match="Say what the picture shows"):
        ReportPageFactory(lead_image=image)
    draft = ReportPageFactory(lead_image=image, live=False)
    with pytest.raises(ValidationError, match="Say what the picture shows"):
        draft.save_revision(clean=False).publish()


@pytest.mark.parametrize("words", [{"lead_image_alt": "A street"}, {"lead_image_decorative": True}])
def test_a_lead_image_is_described_or_decorative(image, words):
    assert ReportPageFactory(lead_image=image, **words).live


def test_the_library_can_describe_a_lead_image(image):
    image.description = "A street"
    image.save()
    assert ReportPageFactory(lead_image=image).live


def test_categories_places_and_tags_survive_publishing():
    report = ReportPageFactory()
    category, place, tag = CategoryFactory(), PlaceFactory(), TagFactory(name="kot-jebi")
    report.categories, report.places = [category], [place]
    report.tags.set([tag])
    report.save_revision().publish()
    report = ReportPage.objects.get(pk=report.pk)
    assert list(report.categories.all()) == [category]
    assert list(report.places.all()) == [place]
    assert [tag.name for tag in report.tags.all()] == ["kot-jebi"]
    assert EntryPage.objects.filter(entry_tags__tag=tag).get().pk == report.pk


def test_contributors_keep_their_order():
    report = ReportPageFactory()
    report.contributors = [
        models.EntryContributor(name=name, sort_order=number)
        for number, name in enumerate(["Kato Hiroshi", "An interviewer"])
    ]
    report.save_revision().publish()
    names = [row.name for row in ReportPage.objects.get(pk=report.pk).contributors.all()]
    assert names == ["Kato Hiroshi", "An interviewer"]


def test_the_period_and_the_occasion_may_be_as_vague_as_the_date():
    assert ReportPageFactory(period="2006-01", occasion_date="2005-12-08/2005-12-10").live
    with pytest.raises(ValidationError) as refused:
        ReportPageFactory(period="last winter")
    assert list(refused.value.message_dict) == ["period"]


@pytest.mark.parametrize("model", PAGE_TYPES)
def test_every_page_type_introduces_itself_to_editors(model):
    assert model.get_page_description().endswith(".")
    assert not model.get_verbose_name().endswith("page")
    assert issubclass(model, PreviewedPage)


@pytest.mark.parametrize("model", PAGE_TYPES[1:])
def test_documents_live_in_sections_and_hold_no_pages(model):
    assert model.allowed_parent_page_models() == [models.ArchiveSectionPage]
    assert model.allowed_subpage_models() == []


def test_the_common_type_is_never_made_by_itself():
    assert EntryPage not in models.ArchiveSectionPage.creatable_subpage_models()
    assert set(models.ArchiveSectionPage.creatable_subpage_models()) == set(PAGE_TYPES)


def test_a_section_nests():
    above = ArchiveSectionPageFactory()
    below = ArchiveSectionPageFactory(parent=above)
    assert ReportPageFactory(parent=below).get_parent().pk == below.pk
