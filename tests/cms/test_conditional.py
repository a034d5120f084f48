"""What a cache may keep of an anonymous read, for how long, and at what cost it asks again."""

import os
import subprocess
import sys
from datetime import timedelta

import pytest
from django.apps import apps
from django.utils import timezone
from wagtail.models import Page

from cms.graphql.endpoint.deployment import code, deployment
from tests.factories import LetterPageFactory

pytestmark = pytest.mark.django_db

QUERY = "{ entries { nodes { title } } }"


@pytest.fixture
def letter():
    return LetterPageFactory(title="A letter")


def get(client, query=QUERY, **headers):
    return client.get("/graphql/", {"query": query}, **headers)


def test_an_answer_says_how_long_it_may_be_kept(client, letter):
    response = get(client)
    assert response.json()["data"]["entries"]["nodes"] == [{"title": "A letter"}]
    assert response["ETag"].startswith('"')
    assert response["Cache-Control"] == "public, max-age=60, stale-while-revalidate=60"
    assert not response.cookies
    assert {name.strip().lower() for name in response["Vary"].split(",")} <= {"accept", "origin"}


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


@pytest.mark.parametrize("column", ["go_live_at", "expire_at"])
def test_nothing_is_kept_past_the_next_scheduled_change(client, letter, column):
    soon = timezone.now() + timedelta(seconds=30)
    Page.objects.filter(pk=letter.pk).update(**{column: soon})
    control = dict(part.split("=") for part in get(client)["Cache-Control"].split(", ")[1:])
    assert 25 <= int(control["max-age"]) <= 30
    assert control["stale-while-revalidate"] == "0"


def test_the_clock_ends_the_tag_without_a_write(client, letter, settings):
    now = timezone.now()
    Page.objects.filter(pk=letter.pk).update(expire_at=now + timedelta(seconds=1.5))
    tag = get(client)["ETag"]
    while timezone.now() < now + timedelta(seconds=1.6):
        pass
    response = get(client, HTTP_IF_NONE_MATCH=tag)
    assert response.status_code == 200
    assert response.json()["data"]["entries"]["nodes"] == []


@pytest.mark.parametrize(
    "other",
    [
        {"query": "{ entries { nodes { title  } } }"},
        {"query": QUERY, "variables": '{"a": 1}'},
        {"query": QUERY, "extensions": '{"cost": true}'},
    ],
)
def test_another_question_has_another_tag(client, letter, other):
    assert client.get("/graphql/", other)["ETag"] != get(client)["ETag"]


def test_another_type_or_host_has_another_tag(client, letter):
    tags = {
        get(client)["ETag"],
        get(client, HTTP_ACCEPT="application/graphql-response+json")["ETag"],
        get(client, HTTP_HOST="localhost")["ETag"],
        get(client, secure=True)["ETag"],
    }
    assert len(tags) == 4


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
def test_a_changed_setting_ends_the_tag(client, letter, settings, name, value):
    tag = get(client)["ETag"]
    setattr(settings, name, value)
    response = get(client, HTTP_IF_NONE_MATCH=tag)
    assert response.status_code == 200
    assert response["ETag"] != tag


def test_changed_code_ends_the_tag(client, letter, tmp_path, monkeypatch):
    tag = get(client)["ETag"]
    monkeypatch.setattr(apps.get_app_config("archive"), "path", str(tmp_path))
    (tmp_path / "citations.py").write_text("# another way to cite")
    for kept in (deployment, code):
        kept.cache_clear()
    response = get(client, HTTP_IF_NONE_MATCH=tag)
    for kept in (deployment, code):
        kept.cache_clear()
    assert response.status_code == 200


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
