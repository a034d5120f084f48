"""Used redirects are distinguished from unused ones."""

from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect

from cms.record import redirect_use
from cms.record.models import RedirectUse

pytestmark = pytest.mark.django_db
ROUTE = "query ($path: String!) { route(path: $path) { status } }"


@pytest.fixture(autouse=True)
def _nothing_remembered(monkeypatch):
    monkeypatch.setattr(redirect_use, "_written", {})
    monkeypatch.setattr(redirect_use, "_unwritten", set())


@pytest.fixture
def redirects(locales):
    return {
        name: Redirect.objects.create(old_path=f"/{name}", redirect_link="/about/")
        for name in ("used", "unused")
    }


@pytest.fixture
def report(admin_client):
    def ask(**parameters):
        rows = admin_client.get(reverse("archive_redirects"), parameters).context["object_list"]
        return [(redirect.old_path, redirect.last) for redirect in rows]

    return ask


def test_the_report_says_when_a_redirect_last_led_somebody_on(redirects, graphql, report):
    assert report() == [("/unused", None), ("/used", None)]
    assert graphql(ROUTE, {"path": "/used/"})["data"]["route"]["status"] == 301
    today = timezone.localdate()
    assert report() == [("/used", today), ("/unused", None)]
    assert report(unused="true") == [("/unused", None)]
    assert report(unused="false") == [("/used", today)]


def test_a_redirect_is_written_once_a_day(redirects, graphql, monkeypatch):
    graphql(ROUTE, {"path": "/used"})
    RedirectUse.objects.update(last_used_on=timezone.localdate() - timedelta(days=9))
    graphql(ROUTE, {"path": "/used"})
    assert RedirectUse.objects.get().last_used_on < timezone.localdate()  # it was, today
    monkeypatch.setattr(redirect_use, "_written", {})
    graphql(ROUTE, {"path": "/used"})
    assert RedirectUse.objects.get().last_used_on == timezone.localdate()


def test_a_reader_is_led_on_where_it_cannot_be_written(redirects, graphql, monkeypatch, caplog):
    def fail(*_args, **_options):
        raise DatabaseError("read-only")

    with monkeypatch.context() as broken:
        broken.setattr(RedirectUse.objects, "bulk_create", fail)
        assert graphql(ROUTE, {"path": "/used"})["data"]["route"]["status"] == 301
    assert "read-only" in caplog.text
    graphql(ROUTE, {"path": "/used"})
    assert RedirectUse.objects.count() == 1


def test_the_use_of_a_redirect_changes_no_answer(redirects, client):
    path = {"query": '{ route(path: "/used") { status } }'}
    tags = [client.get("/graphql/", path)["ETag"] for _ in range(2)]
    assert tags[0] == tags[1]
    assert client.get("/graphql/", path, headers={"if-none-match": tags[0]}).status_code == 304


def test_who_keeps_no_redirects_sees_no_report(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("reader"))
    assert client.get(reverse("archive_redirects")).status_code in (302, 403)
