"""An answer shows one instant, whatever is written while it is read."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from archive.models import LetterPage
from cms.visibility.one_view import one_view
from tests.cms.graphql.engine.test_constant_cost import LIST
from tests.factories import (
    ArchiveSectionPageFactory,
    ImageFactory,
    LetterPageFactory,
    front_page,
    global_id,
)
from tests.own_connections import with_own_connections

pytestmark = pytest.mark.django_db(transaction=True)

ENTRIES = "{ entries { nodes { title leadImage { image { title } } } } }"


@pytest.fixture
def public():
    return LetterPageFactory(title="Public")


def elsewhere(write):
    """Let another connection write, and commit."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(with_own_connections(write)).result()


def ask(client, statement, write, method="post"):
    """The answer to ENTRIES where somebody writes just before its statement of this number."""
    sent = 0

    def hook(execute, *arguments):
        nonlocal sent
        sent += 1
        if sent == statement:
            elsewhere(write)
        return execute(*arguments)

    body = {"query": ENTRIES}
    with connection.execute_wrapper(hook):
        if method == "post":
            response = client.post("/graphql/", body, "application/json")
        else:
            response = client.get("/graphql/", body)
    assert sent >= statement
    assert "errors" not in response.json()
    return response


def nodes(response):
    return response.json()["data"]["entries"]["nodes"]


def test_a_private_section_that_moves_meanwhile_is_not_shown(client, public):
    section = ArchiveSectionPageFactory()
    LetterPageFactory(
        title="Private", parent=section, lead_image=ImageFactory(), lead_image_alt="A street"
    )
    PageViewRestriction.objects.create(page=section, restriction_type="login")
    aside = ArchiveSectionPageFactory(title="Aside")

    def move():
        Page.objects.get(pk=section.pk).move(Page.objects.get(pk=aside.pk), "last-child")

    assert [node["title"] for node in nodes(ask(client, 3, move))] == ["Public"]


def test_a_private_collection_that_moves_meanwhile_is_not_shown(client):
    private = Collection.get_first_root_node().add_child(name="Private")
    aside = Collection.get_first_root_node().add_child(name="Aside")
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    LetterPageFactory(
        title="Public", lead_image=ImageFactory(collection=private), lead_image_alt="A"
    )

    def move():
        target = Collection.objects.get(pk=aside.pk)
        Collection.objects.get(pk=private.pk).move(target, "sorted-child")

    [node] = nodes(ask(client, 3, move))
    assert node["leadImage"] is None


@pytest.mark.parametrize("statement", [2, 3])
def test_a_tag_stands_for_the_content_in_its_answer(client, public, statement):
    def delete():
        LetterPage.objects.get(pk=public.pk).delete()

    first = ask(client, statement, delete, method="get")
    assert [node["title"] for node in nodes(first)] == ["Public"]
    second = client.get("/graphql/", {"query": ENTRIES}, HTTP_IF_NONE_MATCH=first["ETag"])
    assert second.status_code == 200
    assert nodes(second) == []


def test_whoever_writes_does_not_wait_for_readers_nor_they_for_him(client, public):
    with transaction.atomic():
        Page.objects.filter(pk=public.pk).update(title="Renamed")
        elsewhere(lambda: read_title(client, "Public"))
    read_title(client, "Renamed")


def read_title(client, title):
    body = {"query": "{ entries { nodes { title } } }"}
    response = client.post("/graphql/", body, "application/json")
    assert nodes(response) == [{"title": title}]


def test_a_document_with_everything_writes_nothing(client, public):
    body = {"query": LIST.source, "variables": {"first": 20, "section": global_id(front_page())}}
    answer = client.post("/graphql/", body, "application/json").json()
    assert "errors" not in answer
    assert nodes_of(answer) == ["Public"]


def nodes_of(answer):
    return [node["title"] for node in answer["data"]["entries"]["nodes"]]


def test_the_connection_is_as_it_was_whatever_happens_within(public):
    def fail():
        with one_view():
            assert Page.objects.filter(pk=public.pk).exists()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert connection.get_autocommit()
    Page.objects.filter(pk=public.pk).update(title="Written at once")
    elsewhere(lambda: Page.objects.get(title="Written at once"))


def test_the_first_question_to_a_new_process_is_answered(public, graphql):
    vars(connection.features).pop("supports_json_field", None)  # what Django asks SQLite once
    answer = graphql("{ entries { nodes { title categories { name } } } }")
    assert answer["data"]["entries"]["nodes"] == [{"title": "Public", "categories": []}]
