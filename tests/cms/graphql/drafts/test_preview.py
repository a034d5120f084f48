"""A preview's token shows one page's draft in the whole answer, and opens nothing else."""

import json
from threading import Thread

import pytest
from wagtail.models import Page, PageViewRestriction

from archive.models import EntryPage, LetterPage, LetterRecipient
from cms.previews.models import Preview
from home.models import HomePage
from tests.factories import (
    ArchiveSectionPageFactory,
    CategoryFactory,
    LetterPageFactory,
    StandardPageFactory,
    global_id,
)
from tests.own_connections import with_own_connections
from tests.previewed import token_for

pytestmark = pytest.mark.django_db

BY_ARGUMENT = """query ($token: String!, $id: ID!) {
  preview(token: $token) {
    __typename id title path
    ... on Letter {
      recipients { name } tags { name } categories { name }
      body { ... on HeadingBlock { headline } }
    }
  }
  page(id: $id) { title }
}"""
EVERYWHERE = """query ($id: ID!, $path: String!) {
  page(id: $id) { title path }
  route(path: $path) { status target { ... on Letter { title } } }
  entries { totalCount nodes { title } facets { categories { category { name } count } } }
  search(query: "drafted") { nodes { title } }
  categories { name entryCount }
  tag(slug: "drafted") { name }
}"""


@pytest.fixture
def editor(django_user_model):
    return django_user_model.objects.create_superuser("editor", password="editor")


@pytest.fixture
def letter(locales):
    """A published letter with an unpublished draft that changes everything."""
    letter = LetterPageFactory(title="As published", slug="published")
    letter.title, letter.slug = "As drafted", "drafted"
    letter.recipients.add(LetterRecipient(name="Somebody new"))
    letter.tags.add("drafted")
    letter.categories = [CategoryFactory(name="Drafts")]
    letter.body.append(("heading", {"text": "Drafted", "level": "2"}))
    letter.save_revision()
    return Page.objects.get(pk=letter.pk)


@pytest.fixture
def ask(client):
    def asked(query, variables, token="", **headers):
        if token:
            headers["authorization"] = f"Preview {token}"
        body = {"query": query, "variables": variables}
        response = client.post("/graphql/", body, "application/json", headers=headers)
        assert token == "" or response["Cache-Control"] == "no-store"
        assert token == "" or response["Referrer-Policy"] == "no-referrer"
        assert b"VALIDATION" not in response.content, response.content
        return response.json()

    return asked


def test_a_token_shows_the_draft_with_all_that_belongs_to_it(ask, letter, editor):
    variables = {"token": token_for(letter, editor), "id": global_id(letter.specific)}
    data = ask(BY_ARGUMENT, variables)["data"]
    assert data["preview"] == {
        "__typename": "Letter",
        "id": variables["id"],
        "title": "As drafted",
        "path": data["preview"]["path"],
        "recipients": [{"name": "Ban Ki-moon"}, {"name": "Somebody new"}],
        "tags": [{"name": "drafted"}],
        "categories": [{"name": "Drafts"}],
        "body": [{"headline": "Drafted"}],
    }
    assert data["page"] == {"title": "As drafted"}


def test_the_whole_answer_shows_the_draft_in_the_place_of_the_page(ask, letter, editor):
    before = rows()
    path = f"/{letter.get_parent().slug}/drafted/"
    token = token_for(letter, editor)
    data = ask(EVERYWHERE, {"id": global_id(letter.specific), "path": path}, token)["data"]
    assert data == {
        "page": {"title": "As drafted", "path": path},
        "route": {"status": 200, "target": {"title": "As drafted"}},
        "entries": {
            "totalCount": 1,
            "nodes": [{"title": "As drafted"}],
            "facets": {"categories": [{"category": {"name": "Drafts"}, "count": 1}]},
        },
        "search": {"nodes": [{"title": "As drafted"}]},
        "categories": [{"name": "Drafts", "entryCount": 1}],
        "tag": {"name": "drafted"},
    }
    assert rows() == before


def test_a_code_that_is_not_given_yet_is_marked_and_takes_no_number(ask, editor):
    draft = LetterPageFactory(live=False)
    draft.save_revision()
    query = "query ($token: String!) { preview(token: $token) { ... on Letter { referenceCode } } }"
    answer = ask(query, {"token": token_for(draft, editor)})
    code = f"LF-L-2006-provisional-{draft.pk}"
    assert answer == {"data": {"preview": {"referenceCode": code}}}
    draft.get_latest_revision().publish()
    assert LetterPage.objects.get().reference_code == "LF-L-2006-001"


def test_nobody_else_sees_anything_of_it(ask, letter, editor):
    variables = {"id": global_id(letter.specific), "path": "/archive/drafted/"}
    without = ask(EVERYWHERE, variables)
    ask(EVERYWHERE, variables, token_for(letter, editor))
    assert ask(EVERYWHERE, variables) == without
    assert without["data"]["page"]["title"] == "As published"


def rows():
    """What a preview writes and takes back, as far as readers and editors could notice."""
    pages = Page.objects.order_by("pk").values_list("pk", "title", "slug", "url_path", "live")
    return [list(pages), list(EntryPage.objects.values_list("pk", "reference_code"))]


@pytest.mark.parametrize("what", ["restricted", "not live", "expired"])
def test_a_draft_below_what_is_hidden_shows_and_nothing_beside_it(ask, letter, editor, what):
    section = letter.get_parent()
    other = LetterPageFactory(parent=section.specific, title="Another")
    if what == "restricted":
        PageViewRestriction.objects.create(page=section, restriction_type="login")
    elif what == "not live":
        Page.objects.filter(pk=section.pk).update(live=False)
    else:
        Page.objects.filter(pk=section.pk).update(expire_at="2001-01-01T00:00:00Z")
    query = """query ($id: ID!, $other: ID!, $section: ID!) {
      page(id: $id) { title parent { title } ancestors { title } }
      other: page(id: $other) { title } section: page(id: $section) { title }
      entries { nodes { title } } }"""
    ids = {"id": letter.specific, "other": other, "section": section.specific}
    variables = {name: global_id(each) for name, each in ids.items()}
    data = ask(query, variables, token_for(letter, editor))["data"]
    front = HomePage.objects.first().title
    assert data == {
        "page": {"title": "As drafted", "parent": None, "ancestors": [{"title": front}]},
        "other": None,
        "section": None,
        "entries": {"nodes": [{"title": "As drafted"}]},
    }


def test_what_lies_below_a_hidden_page_stays_hidden_with_its_preview(ask, editor, locales):
    section = ArchiveSectionPageFactory(title="Hidden section")
    LetterPageFactory(parent=section, title="Below")
    section.unpublish()
    query = "{ pages { nodes { title } } entries { nodes { title } } }"
    data = ask(query, {}, token_for(section, editor))["data"]
    assert "Hidden section" in [page["title"] for page in data["pages"]["nodes"]]
    assert data["entries"]["nodes"] == []


def test_an_alias_of_a_hidden_page_stays_hidden_with_its_preview(ask, editor, locales):
    page = StandardPageFactory(title="Alone")
    page.create_alias(update_slug="twice", parent=page.get_parent())
    page.unpublish()
    Page.objects.filter(slug="twice").update(live=True)
    query = '{ route(path: "/twice/") { status } pages { nodes { title } } }'
    data = ask(query, {}, token_for(Page.objects.get(pk=page.pk), editor))["data"]
    assert data["route"] == {"status": 404}
    assert [node["title"] for node in data["pages"]["nodes"]].count("Alone") == 1


def test_a_page_that_was_never_saved_is_shown_where_it_will_be(ask, editor, locales):
    section = ArchiveSectionPageFactory(slug="archive")
    draft = LetterPageFactory.build(title="Unsaved", slug="unsaved", parent=None)
    draft.path, draft.depth = section._get_path(section.path, section.depth + 1, 1), 4
    draft.set_url_path(section)
    query = """{ route(path: "/archive/unsaved/") { status target { ... on Letter {
      title referenceCode } } } entries { totalCount } }"""
    before = rows()
    data = ask(query, {}, token_for(draft, editor))["data"]
    assert data["route"]["target"]["title"] == "Unsaved"
    assert data["entries"] == {"totalCount": 1}
    assert rows() == before


def test_the_draft_of_a_front_page_leaves_no_address_behind(ask, editor, locales):
    front = HomePage.objects.first() or StandardPageFactory().get_parent().specific
    child = StandardPageFactory(parent=front, title="Child")
    front.title, front.slug = "New front", "elsewhere"
    front.save_revision()
    query = "{ site { home { title } } pages { nodes { title path } } }"
    data = ask(query, {}, token_for(Page.objects.get(pk=front.pk), editor))["data"]
    assert {"title": "New front", "path": "/"} in data["pages"]["nodes"]
    assert Page.objects.get(pk=child.pk).get_url_parts()[2] == f"/{child.slug}/"


def test_another_token_is_null_as_an_argument_and_refused_in_the_header(ask, letter, editor):
    token = token_for(letter, editor)
    for other in (token[:-1], "", "x"):
        variables = {"token": other, "id": global_id(letter.specific)}
        data = ask(BY_ARGUMENT, variables)["data"]
        assert data == {"preview": None, "page": {"title": "As published"}}
        answer = ask(EVERYWHERE, {"id": variables["id"], "path": "/"}, other or " ")
        assert answer["errors"][0]["extensions"]["code"] == "PREVIEW_REFUSED"
        assert "data" not in answer


def test_one_of_two_tokens_opens_and_the_other_is_null(ask, letter, editor):
    tokens = {"one": token_for(letter, editor), "other": token_for(StandardPageFactory(), editor)}
    query = """query ($one: String!, $other: String!) {
      one: preview(token: $one) { title } other: preview(token: $other) { title } }"""
    assert ask(query, tokens)["data"] == {"one": {"title": "As drafted"}, "other": None}


def test_a_draft_that_cannot_be_shown_is_refused_in_a_sentence(ask, letter, editor):
    token = token_for(letter, editor)
    preview = Preview.objects.get()
    preview.content = {**preview.content, "date": "last winter"}
    preview.save()
    answer = ask("{ entries { totalCount } }", {}, token)
    assert answer["errors"][0]["extensions"]["code"] == "PREVIEW_REFUSED"
    assert "last winter" in answer["errors"][0]["message"]
    assert ask("{ entries { totalCount } }", {})["data"] == {"entries": {"totalCount": 1}}


def test_a_fragment_with_the_name_of_a_schema_field_keeps_no_draft(ask, letter, editor, settings):
    preview = f'preview(token: "{token_for(letter, editor)}") {{ title }}'
    query = f"{{ ...__schema }} fragment __schema on Query {{ {preview} }}"
    assert ask(query, {}) == {"data": {"preview": {"title": "As drafted"}}}
    settings.PREVIEW_SECONDS = -1
    assert ask(query, {}) == {"data": {"preview": None}}


def test_a_token_in_the_default_of_a_variable_opens_it(ask, letter, editor):
    query = 'query ($t: String! = "%s") { preview(token: $t) { title } }'
    answer = ask(query % token_for(letter, editor), {})
    assert answer == {"data": {"preview": {"title": "As drafted"}}}


@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize("where", ["address", "header"])
def test_by_get_no_token_opens_anything(client, letter, editor, method, where):
    answers = []
    for token in (token_for(letter, editor), "none"):
        if where == "address":
            query = "query ($token: String!) { preview(token: $token) { title } }"
            headers = {}
        else:
            query, headers = "{ entries { totalCount } }", {"authorization": f"Preview {token}"}
        parameters = {"query": query, "variables": json.dumps({"token": token})}
        response = getattr(client, method)("/graphql/", parameters, headers=headers)
        assert response["Cache-Control"] == "no-store"
        assert response["Referrer-Policy"] == "no-referrer"
        assert "ETag" not in response
        answers.append(response.content)
    assert answers[0] == answers[1]
    if method == "get":
        [error] = json.loads(answers[0])["errors"]
        assert error["extensions"]["code"] == "BAD_USER_INPUT"
        assert "POST" in error["message"]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_previews_of_one_page_at_once_both_answer(ask, letter, editor):
    token, answers = token_for(letter, editor), []

    def look():
        for _ in range(5):
            answers.append(ask("{ entries { nodes { title } } }", {}, token))

    threads = [Thread(target=with_own_connections(look)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    expected = {"data": {"entries": {"nodes": [{"title": "As drafted"}]}}}
    refused = [answer for answer in answers if answer != expected]
    assert {error["extensions"]["code"] for each in refused for error in each["errors"]} <= {
        "PREVIEW_REFUSED"
    }
    assert len(answers) == 15
    assert len(refused) < 8
