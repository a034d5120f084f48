"""An ID names one object in the whole API, so a client may keep what it says under it."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from wagtail.models import Page

from archive.models import Category, ReportPage, Tag
from cms.schema import schema
from media.models import CustomDocument, CustomImage
from tests.cms.graphql.engine.documents import walks
from tests.factories import global_id
from tests.previewed import token_for

pytestmark = pytest.mark.django_db
SERVED = schema.graphql_schema
BODY = (
    "query ($path: String!) { page(path: $path) { id ... on Report { body { id __typename } } } }"
)


@pytest.fixture
def report(small_corpus):
    keys = next(one.keys["en"] for one in small_corpus if one.kind is ReportPage)
    return ReportPage.objects.get(pk=keys[0])


@pytest.fixture
def copy(report):
    """What an editor makes of a report with Wagtail's *Copy*, and writes something else into."""
    copied = report.copy(update_attrs={"slug": "copied", "title": "Copied"})
    copied.body[0].value["text"] = "Another heading"
    copied.save_revision().publish()
    return ReportPage.objects.get(pk=copied.pk)


def path_of(page):
    return f"/{page.url_path.split('/', 2)[2]}"


@pytest.fixture
def blocks(graphql):
    def ask(path):
        return [block["id"] for block in graphql(BODY, {"path": path})["data"]["page"]["body"]]

    return ask


@pytest.mark.once
def test_a_copy_and_a_translation_share_no_block(report, copy, blocks):
    paths = [path_of(report), f"/ja{path_of(report)}", path_of(copy)]
    found = [identifier for path in paths for identifier in blocks(path)]
    assert [raw["id"] for raw in copy.body.raw_data] == [raw["id"] for raw in report.body.raw_data]
    assert len(found) == len(set(found)) == 3 * len(report.body)


def test_a_preview_knows_the_blocks_of_its_page_by_the_ids_they_have(graphql, report, blocks):
    editor = get_user_model().objects.create_superuser("editor", password="editor")
    report.save_revision()
    query = "query ($token: String!) { preview(token: $token) { ... on Report { body { id } } } }"
    answer = graphql(query, {"token": token_for(Page.objects.get(pk=report.pk), editor)})
    assert [block["id"] for block in answer["data"]["preview"]["body"]] == blocks(path_of(report))


def test_blocks_of_one_uuid_or_of_none_have_ids_of_their_own(report, blocks):
    raw = [{"type": "heading", "value": {"text": "x", "level": "2"}, "id": each} for each in "aab"]
    report.body = [*raw, *({**block, "id": None} for block in raw)]
    report.save()
    found = blocks(path_of(report))
    assert len(set(found)) == len(raw) * 2


def test_the_id_of_a_block_leads_to_no_node(graphql, report, blocks):
    for identifier in blocks(path_of(report)):
        assert graphql("query ($id: ID!) { node(id: $id) { id } }", {"id": identifier}) == {
            "data": {"node": None}
        }


@pytest.mark.once
def test_no_id_has_two_meanings_whatever_is_asked(report, copy, settings):
    settings.GRAPHQL_COST = 20_000
    others = (model.objects.first() for model in (Category, Tag, CustomImage, CustomDocument))
    rows = (report, report.get_translations()[0].specific, copy, *others)
    ids = [global_id(row) for row in rows]
    client, known = Client(), {}
    for document in walks(SERVED, {"ids": [ids], "handle": ["main"]}, far=["nodes"]):
        if not document.source.startswith(("{ nodes", "{ site")):
            continue
        body = {"query": document.source, "variables": document.variables}
        answer = client.post("/graphql/", body, "application/json").json()
        assert "errors" not in answer
        kept(answer["data"], known)
    kinds = {one.get("__typename") for one in known.values()}
    assert {"Report", "HeadingBlock", "Category", "Image", "Document", "Menu", "Site"} <= kinds
    assert len([one for one in known.values() if one.get("__typename") == "HeadingBlock"]) > 3


def kept(value, known):
    """The value as a normalised cache has it: in place of an object that has one, its ID."""
    if isinstance(value, list):
        return [kept(each, known) for each in value]
    if not isinstance(value, dict):
        return value
    fields = {name: kept(each, known) for name, each in value.items()}
    if "id" not in fields:
        return fields
    merge(known.setdefault(fields["id"], {}), fields)
    return fields["id"]


def merge(old, new):
    """What two answers say of one object, which must not be two things."""
    for name in old.keys() & new.keys():
        pairs = [(old[name], new[name])]
        if isinstance(old[name], list) and isinstance(new[name], list):
            pairs = zip(old[name], new[name], strict=True)
        for one, other in pairs:
            if isinstance(one, dict) and isinstance(other, dict):
                merge(one, other)
            elif not isinstance(one, dict) and not isinstance(other, dict):  # asked without its ID
                assert one == other, f"{name} of {old} and {new}"
    old.update({name: each for name, each in new.items() if name not in old})
