"""A token opens one page's latest draft, and nothing else."""

import json

import pytest
from django.contrib.auth import get_user_model
from wagtail.models import PageViewRestriction

from archive.models import LetterRecipient
from cms.graphql.drafts.preview import issue
from tests.factories import CategoryFactory, LetterPageFactory, global_id

pytestmark = pytest.mark.django_db

DRAFT = """query ($token: String!, $id: ID!) {
  preview(token: $token) {
    __typename id title path
    ... on Letter {
      recipients { name } tags { name } categories { name }
      body { ... on HeadingBlock { headline } }
    }
  }
  page(id: $id) { title ... on Letter { recipients { name } } }
  entries { nodes { title } }
}"""


@pytest.fixture
def editor():
    return get_user_model().objects.create_superuser("editor", password="editor")


@pytest.fixture
def letter(locales):
    """A published letter with an unpublished draft that changes everything."""
    letter = LetterPageFactory(title="As published")
    letter.title = "As drafted"
    letter.recipients.add(LetterRecipient(name="Somebody new"))
    letter.tags.add("drafted")
    letter.categories = [CategoryFactory(name="Drafts")]
    letter.body.append(("heading", {"text": "Drafted", "level": "2"}))
    letter.save_revision()
    letter.refresh_from_db()
    return letter


def ask(client, letter, token):
    body = {"query": DRAFT, "variables": {"token": token, "id": global_id(letter)}}
    response = client.post("/graphql/", body, content_type="application/json")
    assert "errors" not in response.json()
    return response, response.json()["data"]


def test_the_draft_is_shown_with_all_that_belongs_to_it(client, letter, editor):
    response, data = ask(client, letter, issue(letter, editor))
    assert data["preview"] == {
        "__typename": "Letter",
        "id": global_id(letter),
        "title": "As drafted",
        "path": data["preview"]["path"],
        "recipients": [{"name": "Ban Ki-moon"}, {"name": "Somebody new"}],
        "tags": [{"name": "drafted"}],
        "categories": [{"name": "Drafts"}],
        "body": [{"headline": "Drafted"}],
    }
    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"


def test_the_draft_shows_nowhere_else_in_the_same_answer(client, letter, editor):
    _, data = ask(client, letter, issue(letter, editor))
    assert data["page"] == {"title": "As published", "recipients": [{"name": "Ban Ki-moon"}]}
    assert data["entries"]["nodes"] == [{"title": "As published"}]


def test_a_page_that_no_reader_may_see_can_be_previewed(client, letter, editor):
    PageViewRestriction.objects.create(page=letter.get_parent(), restriction_type="login")
    _, data = ask(client, letter, issue(letter, editor))
    assert data["preview"]["title"] == "As drafted"
    assert data["page"] is None


@pytest.mark.parametrize("spoil", [lambda token: token[:-1], lambda token: "", lambda token: "x"])
def test_any_other_token_is_null_and_not_stored_either(client, letter, editor, spoil):
    response, data = ask(client, letter, spoil(issue(letter, editor)))
    assert data["preview"] is None
    assert response["Cache-Control"] == "no-store"


def test_a_token_dies_with_the_next_draft(client, letter, editor):
    token = issue(letter, editor)
    letter.get_latest_revision_as_object().save_revision()
    assert ask(client, letter, token)[1]["preview"] is None


def test_a_fragment_with_the_name_of_a_schema_field_keeps_no_draft(
    client, letter, editor, settings
):
    preview = f'preview(token: "{issue(letter, editor)}") {{ title }}'
    body = {"query": f"{{ ...__schema }} fragment __schema on Query {{ {preview} }}"}
    response = client.post("/graphql/", body, "application/json")
    assert response.json() == {"data": {"preview": {"title": "As drafted"}}}
    assert response["Referrer-Policy"] == "no-referrer"
    settings.GRAPHQL_PREVIEW_SECONDS = -1
    response = client.post("/graphql/", body, "application/json")
    assert response.json() == {"data": {"preview": None}}


@pytest.mark.parametrize("method", ["get", "head"])
def test_a_token_in_an_address_opens_nothing(client, letter, editor, method):
    query = "query ($token: String!) { preview(token: $token) { title } }"
    answers = []
    for token in (issue(letter, editor), "none"):
        parameters = {"query": query, "variables": json.dumps({"token": token})}
        response = getattr(client, method)("/graphql/", parameters)
        assert response["Cache-Control"] == "no-store"
        assert response["Referrer-Policy"] == "no-referrer"
        assert "ETag" not in response
        answers.append(response.content)
    assert answers[0] == answers[1]
    if method == "get":
        [error] = json.loads(answers[0])["errors"]
        assert error["extensions"]["code"] == "BAD_USER_INPUT"
        assert "POST" in error["message"]
