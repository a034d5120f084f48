"""Editors' work in the admin, through its own forms."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from archive import models
from tests.factories import (
    ArchiveSectionPageFactory,
    CategoryFactory,
    LetterPageFactory,
    PlaceFactory,
    TagFactory,
)

pytestmark = pytest.mark.django_db
FORMSETS = {
    models.ReportPage: [],
    models.LetterPage: ["recipients", "signatories"],
    models.ActivityReportPage: ["figures"],
    models.FilmEventPage: ["directors", "screenings", "speakers"],
}
ADDED = {
    models.ReportPage: {"kind": "interview"},
    models.LetterPage: {"recipients": inline_formset([{"name": "Ban Ki-moon"}])},
    models.ActivityReportPage: {
        "fiscal_year_label": "FY 2005-2006",
        "fiscal_year_starts_on": "2005-04-01",
        "fiscal_year_ends_on": "2006-03-31",
    },
    models.FilmEventPage: {"film_title": "Seoul Train"},
}


@pytest.fixture
def section():
    return ArchiveSectionPageFactory(title="Letters")


def address(model, section):
    return reverse("wagtailadmin_pages:add", args=("archive", model._meta.model_name, section.pk))


def answers(model, **fields):
    """Everything that the form of a document type posts."""
    empty = {name: inline_formset([]) for name in [*FORMSETS[model], "contributors", "comments"]}
    names = ("subtitle", "summary", "source_url", "seo_title", "search_description", "tags")
    asked = {"title": "Open Letter", "slug": "open-letter", "date": "2006-10-19"}
    blank = dict.fromkeys(names, "")
    return nested_form_data({**empty, **blank, **asked, "body": streamfield([]), **fields})


def add(client, model, section, **fields):
    action = {"action-publish": "yes"} if fields.pop("publish", True) else {}
    return client.post(address(model, section), answers(model, **fields) | action)


@pytest.mark.once
@pytest.mark.parametrize("model", FORMSETS)
def test_each_document_type_has_its_form_in_four_tabs(model, section, admin_client):
    page = admin_client.get(address(model, section)).content.decode()
    for tab in ("document", "people", "classification", "promotion"):
        assert f'id="tab-label-{tab}"' in page


@pytest.mark.parametrize("model", FORMSETS)
def test_each_document_type_is_created_and_published(model, section, admin_client):
    answer = add(admin_client, model, section, **ADDED[model])
    assert answer.status_code == 302, answer.context["form"].errors
    page = model.objects.get()
    assert page.live
    assert page.reference_code == f"LF-{model.reference_letter}-2006-001"


@pytest.mark.once
def test_a_section_is_created_with_its_code(section, admin_client):
    form = {"title": "Reports", "slug": "reports", "introduction": rich_text("<p>All.</p>")}
    data = nested_form_data({**form, "comments": inline_formset([]), "action-publish": "yes"})
    assert admin_client.post(address(models.ArchiveSectionPage, section), data).status_code == 302
    assert models.ArchiveSectionPage.objects.get(slug="reports").reference_code == "LF-S-002"


@pytest.mark.once
def test_a_letter_is_composed_of_people_and_blocks(section, admin_client):
    category, place = CategoryFactory(), PlaceFactory()
    answer = add(
        admin_client,
        models.LetterPage,
        section,
        recipients=inline_formset(
            [{"name": "Ban Ki-moon", "title": "Minister", "address": "335 East 45th St\nNew York"}]
        ),
        signatories=inline_formset([{"name": "Kato Hiroshi"}, {"name": "A Colleague"}]),
        body=streamfield(
            [
                ("heading", {"text": "Concern", "level": "3"}),
                ("paragraph", {"text": rich_text("<p>We are <b>gravely</b> concerned.</p>")}),
            ]
        ),
        categories=str(category.pk),
        places=str(place.pk),
        tags="kot-jebi, open letter",
    )
    assert answer.status_code == 302, answer.context["form"].errors
    letter = models.LetterPage.objects.get()
    assert letter.recipients.get().address.splitlines() == ["335 East 45th St", "New York"]
    assert [row.name for row in letter.signatories.all()] == ["Kato Hiroshi", "A Colleague"]
    assert letter.summary_derived == "We are gravely concerned."
    assert [block.block_type for block in letter.body] == ["heading", "paragraph"]
    assert [tag.name for tag in letter.tags.order_by("name")] == ["kot-jebi", "open letter"]
    assert (letter.categories.get(), letter.places.get()) == (category, place)


@pytest.mark.once
def test_a_letter_to_nobody_is_saved_as_a_draft_but_not_published(section, admin_client):
    nobody = {"recipients": inline_formset([])}
    refused = add(admin_client, models.LetterPage, section, **nobody)
    assert refused.status_code == 200
    assert refused.context["form"].formsets["recipients"].non_form_errors()
    answer = add(admin_client, models.LetterPage, section, publish=False, **nobody)
    assert answer.status_code == 302, answer.context["form"].errors
    draft = models.LetterPage.objects.get()
    assert (draft.live, draft.reference_code) == (False, None)


@pytest.mark.once
def test_a_draft_without_a_recipient_is_published_once_it_has_one(section, admin_client):
    draft = LetterPageFactory(parent=section, recipients=[], live=False)
    draft.save_revision(clean=False)
    data = answers(models.LetterPage, recipients=inline_formset([{"name": "Ban Ki-moon"}]))
    edit = reverse("wagtailadmin_pages:edit", args=(draft.pk,))
    answer = admin_client.post(edit, data | {"action-publish": "yes"})
    assert answer.status_code == 302, answer.context["form"].errors
    assert models.LetterPage.objects.get().live


@pytest.mark.once
@pytest.mark.parametrize("publish", [True, False])
def test_an_unreadable_date_is_answered_with_a_sentence(section, admin_client, publish):
    page = add(admin_client, models.ReportPage, section, kind="news", date="soon", publish=publish)
    assert "“soon” is not a date that the archive can read." in page.content.decode()


@pytest.mark.once
def test_a_section_cannot_be_added_inside_a_document(section, admin_client):
    letter = LetterPageFactory(parent=section)
    answer = admin_client.get(address(models.ArchiveSectionPage, letter))
    assert answer.status_code in (302, 403)
    assert answer.headers.get("Location") == reverse("wagtailadmin_home")


def test_the_form_offers_the_categories_of_the_documents_language(section, admin_client, locales):
    CategoryFactory(name="Defectors")
    CategoryFactory(name="脱北者", locale=locales["ja"])
    form = admin_client.get(address(models.ReportPage, section)).context["form"]
    assert [category.name for category in form.fields["categories"].queryset] == ["Defectors"]


@pytest.mark.parametrize("factory", [CategoryFactory, TagFactory, PlaceFactory])
def test_what_documents_are_found_by_is_listed_and_edited(factory, admin_client):
    thing = factory(name="Yanji")
    name = thing._meta.model_name
    listing = admin_client.get(reverse(f"wagtailsnippets_archive_{name}:list"))
    assert "Yanji" in listing.content.decode()
    edit = reverse(f"wagtailsnippets_archive_{name}:edit", args=(thing.pk,))
    assert admin_client.get(edit).status_code == 200
    found = admin_client.get(reverse(f"wagtailsnippets_archive_{name}:list"), {"q": "Yanji"})
    assert "Yanji" in found.content.decode()
