"""What caches may keep of anonymous reads, for how long, and the cost of revalidation."""

import os
import subprocess
import sys
from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site

from cms.graphql.endpoint.deployment import code, deployment
from media.renditions import filter_spec, public_rendition
from tests.factories import ImageFactory, LetterPageFactory
from tests.shared_data import shared_data

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kept_answers")]

QUERY = "{ entries { nodes { title } } }"


@shared_data
def letter():
    return LetterPageFactory(title="A letter")


@pytest.fixture
def at(clock):
    """The instant at which the clock stands."""
    return clock(timezone.now())


def get(client, query=QUERY, **headers):
    return client.get("/graphql/", {"query": query}, **headers)


def test_an_answer_says_how_long_it_may_be_kept(client, letter):
    response = get(client)
    assert response.json()["data"]["entries"]["nodes"] == [{"title": "A letter"}]
    assert response["ETag"].startswith('"')
    assert response["Cache-Control"] == "public, max-age=60, stale-while-revalidate=60"
    assert not response.cookies
    varied = {name.strip().lower() for name in response["Vary"].split(",")}
    assert varied <= {"accept", "accept-encoding", "origin"}


@pytest.mark.parametrize("shape", ["{}", "W/{}", '"other", {}'])
def test_who_has_the_answer_is_told_so_at_the_cost_of_one_statement(
    client, letter, django_assert_num_queries, shape
):
    tag = get(client)["ETag"]
    with django_assert_num_queries(1):
        response = get(client, HTTP_IF_NONE_MATCH=shape.format(tag))
    assert response.status_code == 304
    assert response.content == b""
    assert response["ETag"] == tag
    assert response["Cache-Control"].startswith("public")
    assert "Accept" in response["Vary"]


def test_a_write_ends_the_tag(client, letter):
    tag = get(client)["ETag"]
    letter.title = "Corrected"
    letter.save_revision().publish()
    response = get(client, HTTP_IF_NONE_MATCH=tag)
    assert response.status_code == 200
    assert response.json()["data"]["entries"]["nodes"] == [{"title": "Corrected"}]


def test_a_public_page_is_kept_until_it_expires(client, letter, at):
    Page.objects.filter(pk=letter.pk).update(expire_at=at + timedelta(seconds=30))
    tag, control = get(client)["ETag"], "public, max-age=30, stale-while-revalidate=0"
    assert get(client)["Cache-Control"] == control
    assert get(client, HTTP_IF_NONE_MATCH=tag)["Cache-Control"] == control


def test_what_was_kept_long_before_is_not_kept_past_it_either(client, letter, clock, at):
    Page.objects.filter(pk=letter.pk).update(expire_at=at + timedelta(minutes=10))
    tag = get(client)["ETag"]
    clock(at + timedelta(minutes=10, seconds=-1.5))
    response = get(client, HTTP_IF_NONE_MATCH=tag)
    assert response.status_code == 304
    assert response["Cache-Control"] == "public, max-age=1, stale-while-revalidate=0"


PRIVATE = {
    "a draft": {"live": False},
    "a private page": {},
    "a scheduled page": {"live": False, "go_live_at": timedelta(seconds=20)},
}


@pytest.mark.parametrize("state", PRIVATE)
@pytest.mark.parametrize("column", ["go_live_at", "expire_at"])
def test_a_schedule_of_what_is_hidden_shortens_nothing(client, letter, at, state, column):
    values = {n: at + v if isinstance(v, timedelta) else v for n, v in PRIVATE[state].items()}
    hidden = LetterPageFactory(**values)
    if state == "a private page":
        PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    Page.objects.filter(pk=hidden.pk).update(**{column: at + timedelta(seconds=30)})
    assert get(client)["Cache-Control"] == "public, max-age=60, stale-while-revalidate=60"


def test_the_clock_ends_the_tag_without_a_write(client, letter, clock, at):
    Page.objects.filter(pk=letter.pk).update(expire_at=at + timedelta(minutes=1))
    tag = get(client)["ETag"]
    clock(at + timedelta(minutes=1))
    response = get(client, HTTP_IF_NONE_MATCH=tag)
    assert response.status_code == 200
    assert response.json()["data"]["entries"]["nodes"] == []


def publish_a_private_page(letter):
    page = LetterPageFactory(parent=letter.get_parent(), title="Private", live=False)
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    page.save_revision().publish()


def save_a_draft(letter):
    letter.title = "Not yet"
    letter.save_revision()


UNSEEN = {
    "a draft is saved": save_a_draft,
    "a new draft is saved": lambda letter: LetterPageFactory(live=False).save_revision(),
    "a private page is published": publish_a_private_page,
    "a page is scheduled": lambda letter: LetterPageFactory(
        live=False, go_live_at=timezone.now() + timedelta(days=1)
    ),
    "an account is made": lambda letter: get_user_model().objects.create_user("editor"),
}


@pytest.mark.parametrize("write", UNSEEN.values(), ids=UNSEEN)
def test_what_nobody_sees_moves_no_header(client, letter, write):
    before = get(client)
    write(letter)
    after = get(client)
    assert after.content == before.content
    assert dict(after.headers) == dict(before.headers)
    unchanged = get(client, HTTP_IF_NONE_MATCH=before["ETag"])
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    assert unchanged["ETag"] == before["ETag"]
    assert unchanged["Cache-Control"] == before["Cache-Control"]


def test_a_tag_of_another_answer_is_no_tag_of_this_one(client, letter):
    tag = get(client, "{ entries { nodes { path } } }")["ETag"]
    assert get(client, HTTP_IF_NONE_MATCH=tag).status_code == 200


def test_another_type_or_another_host_of_files_has_another_tag(client):
    picture = ImageFactory()
    public_rendition(picture, filter_spec(width=160))
    LetterPageFactory(lead_image=picture, lead_image_alt="A")
    query = "{ entries { nodes { leadImage { image { rendition(width: 160) { url } } } } } }"
    tags = {
        get(client, query)["ETag"],
        get(client, query, HTTP_ACCEPT="application/graphql-response+json")["ETag"],
        get(client, query, HTTP_HOST="localhost")["ETag"],
        get(client, query, secure=True)["ETag"],
    }
    assert len(tags) == 4


def test_another_port_is_another_site(client, letter):
    Site.objects.create(hostname="testserver", port=8001, root_page=letter.get_parent())
    Site.objects.filter(is_default_site=True).update(hostname="testserver")
    LetterPageFactory(title="Elsewhere")
    tag = get(client)["ETag"]
    at_port = {"HTTP_HOST": "testserver", "SERVER_PORT": "8001", "HTTP_IF_NONE_MATCH": tag}
    response = get(client, **at_port)
    assert response.status_code == 200
    assert response.json()["data"]["entries"]["nodes"] == [{"title": "A letter"}]


@pytest.mark.once
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "another"),
        ("FRONTEND_URL", "https://new.example.org"),
        ("WAGTAILADMIN_BASE_URL", "https://new.example.org"),
        ("MEDIA_URL", "/pictures/"),
        ("IMAGE_WIDTHS", [400]),
        ("TIME_ZONE", "UTC"),
        ("GRAPHQL_DEFAULT_PAGE_SIZE", 10),
    ],
)
def test_with_another_setting_the_answer_is_made_again(client, letter, settings, name, value):
    tag = get(client)["ETag"]
    setattr(settings, name, value)
    with CaptureQueriesContext(connection) as statements:
        response = get(client, HTTP_IF_NONE_MATCH=tag)
    assert len(statements) > 1
    assert response.status_code == 304


def test_another_frontend_has_another_tag(client, letter, settings):
    query = "{ entries { nodes { url } } }"
    tag = get(client, query)["ETag"]
    settings.FRONTEND_URL = "https://new.example.org"
    response = get(client, query, HTTP_IF_NONE_MATCH=tag)
    assert response.status_code == 200
    assert response["ETag"] != tag


def test_with_other_code_the_answer_is_made_again(client, letter, tmp_path, monkeypatch):
    tag = get(client)["ETag"]
    monkeypatch.setattr(apps.get_app_config("archive"), "path", str(tmp_path))
    (tmp_path / "citations.py").write_text("# another way to cite")
    for kept in (deployment, code):
        kept.cache_clear()
    with CaptureQueriesContext(connection) as statements:
        response = get(client, HTTP_IF_NONE_MATCH=tag)
    for kept in (deployment, code):
        kept.cache_clear()
    assert len(statements) > 1
    assert response.status_code == 304


@pytest.mark.once
def test_two_processes_give_one_tag():
    script = (
        "import django; django.setup()\n"
        "from cms.graphql.endpoint.deployment import deployment; print(deployment())"
    )

    def digest(seed):
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "cms.settings.dev", "PYTHONHASHSEED": seed,
        }  # fmt: skip
        command = [sys.executable, "-c", script]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        return done.stdout

    assert digest("1") == digest("2")


@pytest.mark.parametrize("query", ["{", "{ nothing }", "{ pages(first: -1) { totalCount } }"])
def test_an_error_is_not_kept(client, query):
    response = get(client, query)
    assert "ETag" not in response
    assert response["Cache-Control"] == "no-store"


def test_a_post_is_not_kept(client):
    response = client.post("/graphql/", {"query": QUERY}, "application/json")
    assert "ETag" not in response
    assert response["Cache-Control"] == "no-store"


def test_head_answers_as_get_does(client, letter):
    response = client.head("/graphql/", {"query": QUERY})
    assert response.status_code == 200
    assert response["ETag"] == get(client)["ETag"]


def test_the_cost_is_said_where_it_is_asked_for(client, letter):
    query = {"query": "{ entries(first: 3) { nodes { title } } }", "extensions": '{"cost": true}'}
    answer = client.get("/graphql/", query).json()
    assert answer["extensions"] == {"cost": {"objects": 4, "limit": 5000}}


def test_sql_is_timed_in_development_only(client, letter, settings):
    assert "Server-Timing" not in get(client)
    settings.DEBUG = True
    assert "statements" in get(client)["Server-Timing"]
