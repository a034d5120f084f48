"""An answer is reused until something is written or ends, and not a moment longer."""

import random
from datetime import timedelta
from hashlib import sha256

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from wagtail.models import CollectionViewRestriction, Page, PageViewRestriction, Site

from cms.editing.withdrawal.acts import Statement, withdraw
from cms.freshness.content_version import bump
from cms.graphql.endpoint import conditional, persisted
from cms.graphql.endpoint.kept import KeptAnswers
from cms.previews.models import Preview
from tests.factories import ImageFactory, LetterPageFactory
from tests.previewed import token_for
from tests.shared_data import shared_data

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kept_answers")]

QUERY = "{ entries { totalCount nodes { title leadImage { image { title } } } } }"
SOON, LATER = timedelta(minutes=1), timedelta(minutes=2)


@pytest.fixture
def at(clock):
    """The instant at which the clock stands."""
    return clock(timezone.now())


@shared_data
def letter():
    """Shows a picture that nothing else shows."""
    picture = ImageFactory(title="A picture", is_public_by_itself=False)
    return LetterPageFactory(title="A letter", lead_image=picture, lead_image_alt="A")


@pytest.fixture
def administrator(django_user_model):
    return django_user_model.objects.create_superuser("administrator", password="administrator")


def posted(query=QUERY, variables=None, client=None, **more):
    body = {"query": query, "variables": variables or {}, **more.pop("body", {})}
    return (client or Client()).post("/graphql/", body, "application/json", **more)


def got(query=QUERY, **more):
    return Client().get("/graphql/", {"query": query}, **more)


WAYS = {"GET": got, "POST": posted}


def statements_of(ask):
    with CaptureQueriesContext(connection) as statements:
        response = ask()
    return len(statements), response


@pytest.mark.parametrize("first", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("second", WAYS.values(), ids=WAYS)
def test_what_is_asked_again_costs_one_statement_whichever_way(letter, first, second):
    made = first()
    count, again = statements_of(second)
    assert count == 1
    assert again.content == made.content
    assert again["Content-Type"] == made["Content-Type"]
    assert again["Vary"] == made["Vary"]
    if first is second:
        assert dict(again.headers) == dict(made.headers)


def test_an_answer_to_a_post_is_for_nobody_elses_cache(letter):
    posted()
    again = posted()
    assert again["Cache-Control"] == "no-store"
    assert "ETag" not in again


def restrict(page):
    PageViewRestriction.objects.create(page=page, restriction_type="login")


ACTS = {
    "withdrawn": lambda letter, user: withdraw([letter], user, Statement()),
    "unpublished": lambda letter, user: letter.unpublish(),
    "deleted": lambda letter, user: letter.delete(),
    "made private": lambda letter, user: restrict(letter),
    "private with all around it": lambda letter, user: restrict(letter.get_parent()),
    "written past all signals": lambda letter, user: Page.objects.filter(pk=letter.pk).update(
        live=False
    ),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
@pytest.mark.parametrize("ask", WAYS.values(), ids=WAYS)
def test_what_was_taken_back_is_not_given_again(letter, administrator, act, ask):
    other = LetterPageFactory(title="Another")
    assert b"A letter" in ask().content
    act(letter, administrator)
    nodes = ask().json()["data"]["entries"]["nodes"]
    assert [node["title"] for node in nodes] == [other.title]


def close_collection(picture):
    CollectionViewRestriction.objects.create(
        collection=picture.collection, restriction_type="login"
    )


def test_a_picture_of_a_collection_made_private_is_not_given_again(letter):
    assert b"A picture" in posted().content
    close_collection(letter.lead_image)
    assert b"A picture" not in posted().content


# What the clock alone does: a column, and whether the letter or its picture is there after it.
CLOCK = {"expires": ("expire_at", False), "goes live": ("go_live_at", True)}


@pytest.mark.parametrize("name", CLOCK)
@pytest.mark.parametrize("ask", WAYS.values(), ids=WAYS)
def test_the_clock_ends_an_answer_without_a_write(letter, clock, at, ask, name):
    column, is_there_after = CLOCK[name]
    Page.objects.filter(pk=letter.pk).update(**{column: at + SOON})
    before = ask().json()["data"]["entries"]["totalCount"]
    assert before == (not is_there_after)
    clock(at + SOON)
    assert ask().json()["data"]["entries"]["totalCount"] == is_there_after
    clock(at)
    assert ask().json()["data"]["entries"]["totalCount"] == before


@pytest.mark.parametrize("ask", WAYS.values(), ids=WAYS)
def test_a_consent_that_ends_by_the_clock_ends_an_answer(letter, clock, at, ask):
    picture = letter.lead_image
    type(picture).objects.filter(pk=picture.pk).update(review="consented", cleared_until=at + SOON)
    assert b"A picture" in ask().content
    clock(at + SOON)
    assert b"A picture" not in ask().content


def test_what_is_written_while_an_answer_is_made_ends_it(letter, monkeypatch):
    read = conditional.Conditional.read

    def read_and_write(self):
        read(self)
        bump()

    monkeypatch.setattr(conditional.Conditional, "read", read_and_write)
    posted()
    assert statements_of(posted)[0] > 1


OPEN = {"live": True, "expire_at": None, "go_live_at": None}


def test_whatever_is_done_the_answer_is_what_it_would_be_anew(
    letter, administrator, clock, at, monkeypatch
):
    """Acts and instants in a random order, each asked after, with what is kept and without."""
    letters = [letter, *(LetterPageFactory(title=f"Letter {number}") for number in range(3))]
    pick = random.Random(14)
    moves = [
        lambda page: page.unpublish(),
        *[lambda page: Page.objects.filter(pk=page.pk).update(**OPEN)] * 3,
        lambda page: page.save_revision().publish(),
        lambda page: Page.objects.filter(pk=page.pk).update(expire_at=clock_at() + SOON),
        lambda page: Page.objects.filter(pk=page.pk).update(go_live_at=clock_at() + SOON),
        restrict,
        lambda page: PageViewRestriction.objects.filter(page=page).delete(),
        lambda page: page.lead_image and close_collection(page.lead_image),
        lambda page: CollectionViewRestriction.objects.all().delete(),
        *[lambda page: clock(clock_at() + pick.choice([SOON, LATER]))] * 6,
        lambda page: clock(clock_at() - SOON),
    ]
    clock_at, sizes = timezone.now, set()
    for _ in range(40):
        pick.choice(moves)(Page.objects.get(pk=pick.choice(letters).pk).specific)
        answers = {posted().content, got().content}
        with monkeypatch.context() as patch:
            patch.setattr(conditional, "_kept", KeptAnswers())
            answers.add(posted().content)
        assert len(answers) == 1
        sizes |= answers
    assert len(sizes) > 5


QUESTION = "query A($first: Int = 1) { entries(first: $first) { nodes { title url } } }"
OTHERS = {
    "another host": {"HTTP_HOST": "localhost"},
    "another port": {"SERVER_PORT": "8001"},
    "TLS": {"secure": True},
    "another type": {"HTTP_ACCEPT": "application/graphql-response+json"},
    "other variables": {"variables": {"first": 2}},
    "its cost": {"body": {"extensions": {"cost": True}}},
    "another document": {"query": f"{QUESTION} "},
}


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS)
def test_another_question_is_answered_by_itself(letter, other):
    posted(QUESTION)
    assert statements_of(lambda: posted(**{"query": QUESTION, **other}))[0] > 1


def test_another_operation_is_answered_by_itself(letter):
    document = "query A { entries { nodes { title } } } query B { entries { totalCount } }"
    answers = [
        posted(document, body={"operationName": name}).json()["data"]["entries"].keys()
        for name in ("A", "B", "A")
    ]
    assert answers == [{"nodes"}, {"totalCount"}, {"nodes"}]


def test_another_site_is_answered_by_itself(letter):
    Site.objects.create(hostname="127.0.0.1", root_page=LetterPageFactory().get_parent())
    assert b"A letter" in posted().content
    assert b"A letter" not in posted(HTTP_HOST="127.0.0.1").content


def test_what_an_editors_request_left_behind_is_not_everybodys(letter):
    posted()
    with translation.override("ja"), timezone.override("UTC"):
        assert statements_of(posted)[0] > 1


def test_another_setting_is_answered_by_itself(letter, settings):
    posted(QUESTION)
    settings.FRONTEND_URL = "https://new.example.org"
    assert b"new.example.org" in posted(QUESTION).content


BY_ARGUMENT = "query ($token: String!) { preview(token: $token) { title } }"


def test_a_draft_is_kept_for_nobody_and_nobodys_answer_is_shown_with_a_token(
    letter, administrator, kept_answers
):
    letter.title = "As drafted"
    letter.save_revision()
    token = token_for(Page.objects.get(pk=letter.pk), administrator)
    with_token = {"headers": {"authorization": f"Preview {token}"}}
    for _ in range(2):
        assert b"A letter" in posted().content
        assert b"As drafted" in posted(**with_token).content
    assert b"As drafted" in posted(BY_ARGUMENT, {"token": token}).content
    assert len(kept_answers) == 1
    Preview.objects.all().delete()
    assert b"As drafted" not in posted(BY_ARGUMENT, {"token": token}).content


@pytest.mark.parametrize("query", ["{", "{ nothing }", "{ entries(first: -1) { totalCount } }"])
def test_no_error_is_kept(query, kept_answers):
    posted(query)
    assert len(kept_answers) == 0


def test_a_document_asked_again_is_remembered_under_its_hash(letter, monkeypatch):
    posted()
    monkeypatch.setattr(persisted, "_texts", persisted.SegmentedCache())
    named = {"persistedQuery": {"version": 1, "sha256Hash": sha256(QUERY.encode()).hexdigest()}}
    posted(body={"extensions": named})
    assert "errors" not in posted("", body={"extensions": named}).json()


@pytest.fixture
def shared(settings):
    settings.CACHES = settings.CACHES | {
        "answers": {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "answers",
        }
    }  # fmt: skip


@pytest.fixture
def another_process(monkeypatch):
    return lambda: monkeypatch.setattr(conditional, "_kept", KeptAnswers())


def test_processes_share_what_they_keep(letter, shared, another_process):
    made = posted()
    another_process()
    count, again = statements_of(posted)
    assert (count, again.content) == (1, made.content)


def test_what_they_share_ends_for_all(letter, shared, another_process):
    posted()
    letter.unpublish()
    another_process()
    assert posted().json()["data"]["entries"]["nodes"] == []


def test_what_another_process_made_anew_is_found(letter, shared, another_process, monkeypatch):
    posted()
    own = conditional._kept
    bump()
    another_process()
    posted()
    monkeypatch.setattr(conditional, "_kept", own)
    assert statements_of(posted)[0] == 1


def test_answers_are_made_and_kept_where_the_shared_cache_fails(letter, settings):
    made = posted()
    settings.CACHES = settings.CACHES | {
        "answers": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://0",
        }
    }
    count, again = statements_of(posted)
    assert (count, again.content) == (1, made.content)
    assert posted("{ entries { totalCount } }").json()["data"]["entries"] == {"totalCount": 1}


def test_no_more_bytes_are_kept_than_the_setting_says(settings, letter):
    settings.GRAPHQL_KEPT_BYTES = 50_000
    kept = KeptAnswers()
    for number in range(1_000):
        stamp = conditional.Stamp("1", f'"{number}"', None, "tag,tag")
        kept.keep(str(number), stamp, b"x" * 1_000)
        list(kept.stamps(str(number)))
        kept.body(stamp.etag)
    assert 0 < sum(len(kept.body(f'"{number}"') or b"") for number in range(1_000)) <= 50_000


def test_nothing_is_kept_where_the_setting_says_so(settings, letter, monkeypatch):
    settings.GRAPHQL_KEPT_BYTES = 0
    monkeypatch.setattr(conditional, "_kept", KeptAnswers())
    posted()
    assert statements_of(posted)[0] > 1
