"""A preview shows what an unfinished draft has, and loses nothing for what it lacks."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, streamfield

from archive.models import ReportPage
from tests.factories import (
    ArchiveSectionPageFactory,
    CategoryFactory,
    ReportPageFactory,
    TagFactory,
)
from tests.previewed import token_for

pytestmark = pytest.mark.django_db

PREVIEW = """query ($token: String!) { preview(token: $token) { title
  ... on Report { kind period { edtf } occasion { name } date { edtf }
    tags { name } categories { name } body { __typename
    ... on HeadingBlock { headline level anchor } ... on ParagraphBlock { text { html } }
    ... on ImageBlock { figure { alt } } ... on GalleryBlock { images { alt image { width } } }
    ... on QuoteBlock { quote attribution } ... on DialogueBlock { turns { speaker interviewer } }
    ... on TableBlock { caption header headerColumn rows }
    ... on EmbedBlock { url provider html title }
    ... on FiguresBlock { heading figures { label value } }
    ... on DocumentBlock { document { title } }
    ... on NoteBlock { kind date text { text } } ... on RelatedEntriesBlock { entries { title } }
  } }
} }"""
SKIPPED = ("body", "categories", "places")
KINDS = (
    *("heading", "paragraph", "image", "gallery", "quote", "dialogue", "table"),
    *("figures", "document", "embed", "note", "related_entries"),
)


@pytest.fixture
def previewed(graphql):
    editor = get_user_model().objects.create_superuser("editor", password="editor")

    def show(page):
        answer = graphql(PREVIEW, {"token": token_for(Page.objects.get(pk=page.pk), editor)})
        assert "errors" not in answer
        return answer["data"]["preview"]

    return show


def drafted(value):
    report = ReportPageFactory()
    draft = report.get_latest_revision_as_object()
    # As a revision holds it: not every draft was written by today's forms.
    draft.body = [{"type": kind, "id": f"{kind}-1", "value": value} for kind in KINDS]
    draft.kind = ""
    draft.save_revision(clean=False)
    return report


def test_what_the_admin_saves_unfinished_is_previewed(admin_client, previewed, locales):
    section = ArchiveSectionPageFactory()
    address = reverse("wagtailadmin_pages:add", args=["archive", "reportpage", section.pk])
    form = admin_client.get(address).context["form"]
    data = {
        name: "" if form[name].value() in (None, []) else form[name].value()
        for name in form.fields
        if name not in SKIPPED
    }
    for formset in form.formsets.values():
        data |= {f"{formset.prefix}-{part}": "0" for part in ("TOTAL_FORMS", "INITIAL_FORMS")}
    note = {"kind": "", "text": "null", "date": ""}
    data |= nested_form_data({"body": streamfield([("note", note)])})
    data |= {"title": "Unfinished", "slug": "unfinished", "date": "2006", "kind": ""}
    response = admin_client.post(address, data)
    assert response.status_code == 302, response.context["form"].errors
    shown = previewed(ReportPage.objects.get(slug="unfinished"))
    assert shown["title"] == "Unfinished"
    assert shown["kind"] == "ARTICLE"
    assert shown["body"] == [
        {"__typename": "NoteBlock", "kind": "EDITORIAL", "date": None, "text": {"text": ""}}
    ]


@pytest.mark.parametrize(
    "value",
    [
        None,
        {},
        {"figure": None, "figures": None, "turns": None, "entries": None, "table": None},
        {"figure": {}, "figures": [{}], "turns": [{}], "entries": [None], "table": {}},
        {"kind": "", "url": "", "figures": [{"type": "item", "id": "x", "value": {}}]},
        {"kind": None, "url": None, "text": None, "quote": None, "image": None, "document": None},
    ],
)
def test_no_empty_block_takes_the_others_along(previewed, locales, value):
    shown = previewed(drafted(value))
    assert shown["kind"] == "ARTICLE"
    kinds = [block["__typename"] for block in shown["body"]]
    # What is nothing without its picture or its file is not there before one is chosen.
    assert len(kinds) == len(KINDS) - 2
    assert not {"ImageBlock", "DocumentBlock"} & set(kinds)


def test_terms_come_in_the_order_in_which_they_will_be_published(previewed, locales):
    report = ReportPageFactory()
    draft = report.get_latest_revision_as_object()
    draft.tags.add(
        *(TagFactory(name=name) for name in ("Maize", "Rice")), TagFactory(name="Barley")
    )
    draft.categories = [
        CategoryFactory(name="Second", sort_order=2),
        CategoryFactory(name="First", sort_order=1),
    ]
    draft.save_revision(clean=False)
    names = ("tags", "categories")
    shown = previewed(report)
    before = [[each["name"] for each in shown[name]] for name in names]
    assert before == [["Barley", "Maize", "Rice"], ["First", "Second"]]
