"""Nothing hidden shows, whatever anonymous readers ask: by its words, and by its absence.

The same documents are asked twice: while the archive holds hidden things in every state, and after
these have been deleted. No answer holds one of their words, and no answer has changed. Some of them
are asked by readers who have something to show that does not count; they are answered alike.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from itertools import islice
from unittest.mock import patch

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.core.signing import TimestampSigner
from django.test import Client
from graphql import (
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    is_introspection_type,
    is_output_type,
    parse,
    visit,
)
from wagtail.models import Page

from cms.previews.grants import SALT
from cms.schema import schema
from media.renditions import filter_spec, signed_path
from tests import corpus
from tests.cms.graphql.engine.documents import Bounds, Document, documents, glances, walks
from tests.previewed import token_for
from tests.written_once import written_once

from .asking import TOKEN, WORD, decoded, hidden_keys, hidden_pool, post, readable, whole
from .canaries import plant
from .hiding import STATES
from .planted import Planted
from .pointers import point_to_all

pytestmark = pytest.mark.django_db
SERVED = schema.graphql_schema
RANDOM_DOCUMENTS = 100
BOUNDS = Bounds(depth=8, fields=40, introspection=False)
# Fields that the crawl cannot fill: who has no token has nothing to ask for.
NOT_CRAWLED = {"Query.preview"}
EVERY = 30  # of so many documents, one is asked by other readers too


@dataclass
class Asked:
    """The answers with and without the hidden things, by what was asked."""

    planted: Planted
    documents: list[Document]
    before: dict[str, bytes] = field(default_factory=dict)
    after: dict[str, bytes] = field(default_factory=dict)
    by_readers: dict[str, dict[str, bytes]] = field(default_factory=dict)
    with_tokens: dict[str, dict[str, bytes]] = field(default_factory=dict)


@pytest.fixture(scope="module")
def asked(django_db_setup, django_db_blocker):
    with written_once(django_db_blocker):
        islands = [corpus.island(kind, 2, ("en", "ja")) for kind in corpus.FIELDS]
        corpus.surroundings(islands[0].keys["en"], islands[0].section.pk)
        planted = plant(next(one for one in islands if one.slug == "letterpage"))
        addresses = point_to_all(planted, islands)
        found = Asked(planted, list(everything_to_ask(planted, addresses)))
        routes = hidden_routes(planted, addresses)
        corpus.analyse()
        found.before = answers(found.documents, routes)
        sample = found.documents[::EVERY]
        for name, client in readers().items():
            found.by_readers[name] = asked_by(client, sample, routes_of_pages(planted, addresses))
        for name, token in tokens(planted.letters[0]).items():
            found.with_tokens[name] = asked_with(token, sample)
        planted.remove()
        found.after = answers(found.documents, routes)
        yield found


def everything_to_ask(planted, addresses):
    visible, hidden = corpus.pool(), hidden_pool(planted, addresses)
    first = {name: values[:1] for name, values in visible.items()}
    first |= {"handle": ["hidden"], "ids": [visible["ids"]], "path": ["/"]}
    yield from walks(SERVED, first, far=("entries", "route", "site"))
    lists = {name: [hidden[name]] for name in ("ids", "types") if name in hidden}
    yield from glances(SERVED, {**hidden, **lists})
    mixed = {name: [*visible.get(name, []), *hidden.get(name, [])] for name in {*visible, *hidden}}
    yield from islice(documents(SERVED, mixed, 3, BOUNDS), RANDOM_DOCUMENTS)


def readers():
    """Somebody without an account, and somebody whose group may do nothing here."""
    found = {name: Client(headers={"host": "localhost"}) for name in ("anonymous", "wrong group")}
    user = get_user_model().objects.create_user("stranger", password="stranger")
    user.groups.add(Group.objects.create(name="strangers"))
    found["wrong group"].force_login(user)
    return found


def asked_by(client, asked, routes):
    found = {str(document): whole(post(client, document)) for document in asked}
    return found | {route: whole(client.get(route)) for route in routes}


def tokens(letter):
    """Tokens for a hidden page: one that opens it, and some that do so no more, or elsewhere."""
    editor = get_user_model().objects.create_superuser("previewing", password="previewing")
    gone = get_user_model().objects.create_superuser("gone", password="gone")
    page = Page.objects.get(pk=letter.pk)
    found = {"none": "", "valid": token_for(page, editor)}
    found["of somebody gone"] = token_for(page, gone)
    get_user_model().objects.filter(pk=gone.pk).update(is_active=False)
    then = time.time() - settings.PREVIEW_SECONDS - 1
    with patch("django.core.signing.time.time", return_value=then):
        found["expired"] = token_for(page, editor)
    of_elsewhere = TimestampSigner(key="the key of another server", salt=SALT)
    found["foreign"] = of_elsewhere.sign(found["valid"].split(":")[0])
    return found


def asked_with(token, asked):
    client, found = Client(headers={"host": "localhost"}), {}
    for document in asked:
        if document.source.startswith("{ "):
            source = f"query ($token: String!) {PREVIEWED}{document.source[2:]}"
            variables = {"token": token}
            found[source] = whole(post(client, Document(source, variables)))
    return found


# Its picture and its file lie in a closed collection.
OF_CLOSED_FILES = ("title of a picture", "alt", "words of a file", "title of a file", "name of a f")
PREVIEWED = "{ preview(token: $token) { __typename id title path ancestors { title } } "


def routes_of_pages(planted, addresses):
    """Not those of files: some of them are open to everybody with an account."""
    files = {file.url for file in planted.files}
    return [route for route in hidden_routes(planted, addresses) if route not in files][::EVERY]


def hidden_routes(planted, addresses):
    """The addresses outside GraphQL that lead to hidden things, or would."""
    specs = [filter_spec(width=400), filter_spec(width=160, format="webp")]
    pictures = [signed_path(picture.pk, spec) for picture in planted.pictures for spec in specs]
    # A document behind a password asks for it, which is how its readers get it.
    closed = [file for file in planted.files if "password" not in _restrictions(file)]
    return [*pictures, *(file.url for file in closed), *addresses]


def _restrictions(file):
    return {row.restriction_type for row in file.collection.get_view_restrictions()}


def answers(asked, routes):
    cache.clear()
    client = Client(headers={"host": "localhost"})
    found = {}
    for document in asked:
        found[str(document)] = post(client, document).content
    for document in asked[::20]:
        query = {"query": document.source}
        response = client.get("/graphql/", query, headers={"accept": "application/json"})
        found[f"GET {document}"] = whole(response)
    return found | {route: whole(client.get(route)) for route in routes}


def test_no_answer_holds_a_hidden_word(asked):
    leaks = {
        f"{asked.planted.words.get(found.decode())} ({found.decode()})\n  in {question[:300]}"
        for question, raw in asked.before.items()
        for found in set(WORD.findall(readable(raw)))
        if found.decode() not in question
    }
    assert not leaks, f"{len(leaks)} leaks:\n" + "\n".join(sorted(leaks)[:10])


def test_no_answer_holds_the_key_of_a_hidden_thing(asked):
    hidden = {f"{name}:{key}".encode() for name, key in hidden_keys(asked.planted)}
    for question, raw in asked.before.items():
        found = {decoded(token) for token in TOKEN.findall(raw)} & hidden
        assert not found, f"{found} in the answer to {question}"


def test_no_answer_changes_when_what_is_hidden_goes(asked):
    changed = [question for question, raw in asked.before.items() if asked.after[question] != raw]
    if changed:
        question = min(changed, key=len)
        pytest.fail(
            f"{len(changed)} answers differ, among them that to\n{question}\n\n"
            f"with it\n{asked.before[question].decode()[:3000]}\n\n"
            f"without\n{asked.after[question].decode()[:3000]}"
        )


def test_an_account_in_another_group_changes_no_answer(asked):
    anonymous, other = asked.by_readers.values()
    assert len(anonymous) > 15
    assert [question for question, raw in anonymous.items() if other[question] != raw] == []


@pytest.mark.parametrize("name", ["expired", "foreign", "of somebody gone"])
def test_a_token_that_does_not_hold_changes_no_answer(asked, name):
    without, other = asked.with_tokens["none"], asked.with_tokens[name]
    assert [question for question, raw in without.items() if other[question] != raw] == []


def test_a_token_that_holds_would_have_changed_them(asked):
    without, other = asked.with_tokens["none"], asked.with_tokens["valid"]
    same = [question for question, raw in without.items() if other[question] == raw]
    assert len(without) > 15
    assert len(same) < len(without) / 4, "these tokens were never looked at"


def test_a_token_that_holds_shows_no_other_hidden_page(asked):
    """What the draft itself shows stands wherever it would if it were published."""
    letter, state = asked.planted.letters[0], STATES[0].__name__
    others = {
        word
        for word, where in asked.planted.words.items()
        if not where.endswith(f", {state}") or where.startswith(OF_CLOSED_FILES)
    }
    hidden = {f"{name}:{key}".encode() for name, key in hidden_keys(asked.planted)}
    for question, raw in asked.with_tokens["valid"].items():
        words = {found.decode() for found in WORD.findall(readable(raw))}
        assert {word for word in words & others if word not in question} == set(), question
        keys = {decoded(token) for token in TOKEN.findall(raw)} & hidden
        assert {key for key in keys if not is_of_draft(key, letter)} == set(), question


def is_of_draft(key, letter):
    """Whether an ID is that of the draft or of a term that it uses: those are first in line."""
    name, number = key.decode().split(":")
    return number == str(letter.pk) or name in ("Tag", "Place", "Category")


def test_what_is_asked_is_answered(asked):
    """So that a crawl of refusals does not pass for a crawl."""
    plain = [raw for question, raw in asked.before.items() if question.endswith("variables: {}")]
    assert not [raw for raw in plain if b'"INTERNAL_SERVER_ERROR"' in raw]
    answered = [raw for raw in asked.before.values() if raw.startswith(b'{"data":')]
    assert len(answered) > len(asked.documents) * 0.7


@pytest.mark.once
def test_every_field_of_the_schema_is_crawled(asked):
    info, crawled = TypeInfo(SERVED), set()

    class Fields(Visitor):
        def enter_field(self, _node, *_rest):
            if info.get_parent_type() and info.get_field_def():
                crawled.add(f"{info.get_parent_type().name}.{_node.name.value}")

    for document in asked.documents:
        visit(parse(document.source), TypeInfoVisitor(info, Fields()))
    assert all_fields() - crawled - NOT_CRAWLED == set()


def all_fields():
    return {
        f"{kind.name}.{name}"
        for kind in SERVED.type_map.values()
        if is_output_type(kind) and not is_introspection_type(kind)
        for name in getattr(kind, "fields", {})
    }
