"""A collection's password opens it, and its address reveals nothing."""

import re

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction

pytestmark = pytest.mark.django_db
CHANGING = re.compile(r'name="csrfmiddlewaretoken" value="\w+"|with_password/\d+/')
SECRET = "the sea at night"


@pytest.fixture
def numbers():
    """Of a collection with a password, of one for a login, and of none."""
    root = Collection.get_first_root_node()
    kinds = {"password": {"password": SECRET}, "login": {}}
    rows = [
        CollectionViewRestriction.objects.create(
            collection=root.add_child(name=kind), restriction_type=kind, **more
        )
        for kind, more in kinds.items()
    ]
    return [*(row.pk for row in rows), 4711]


def ask(number, password=None, client=None, **extra):
    address = f"/documents/authenticate_with_password/{number}/"
    client = client or Client()
    if password is None:
        return client.get(address)
    return client.post(address, {"password": password, "return_url": "/x"}, **extra)


def told(answer):
    headers = {
        name: value for name, value in answer.items() if name not in ("Expires", "Content-Length")
    }
    return (
        answer.status_code,
        headers,
        sorted(answer.cookies),
        CHANGING.sub("", answer.content.decode()),
    )


@pytest.mark.parametrize("password", [None, "wrong", ""])
def test_its_address_tells_nothing_of_what_there_is(numbers, password):
    answers = [told(ask(number, password)) for number in numbers]
    assert answers[0][0] == 200
    assert answers == [answers[0]] * 3


def test_the_password_opens_its_documents(numbers, client):
    collection = CollectionViewRestriction.objects.get(pk=numbers[0]).collection
    document = get_document_model().objects.create(
        title="A fax",
        collection=collection,
        file=ContentFile(b"words", name="fax.txt"),
        is_public_by_itself=True,
    )
    assert SECRET not in str(client.get(document.url).content)
    assert ask(numbers[0], SECRET, client).url == "/x"
    assert b"".join(client.get(document.url)) == b"words"


def test_guessing_ends_for_the_address_that_guesses(numbers):
    for _ in range(5):
        answer = ask(numbers[0], "wrong", REMOTE_ADDR="192.0.2.1")
    assert answer.status_code == 429
    assert ask(numbers[0], SECRET, REMOTE_ADDR="192.0.2.1").status_code == 429
    assert ask(numbers[0], SECRET, REMOTE_ADDR="192.0.2.2").status_code == 302
