"""Links to other sites are checked politely, against a real local server."""

from collections import Counter
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from django.urls import reverse
from django.utils import timezone

from archive.external_links import asking, reading
from archive.external_links.models import ExternalLink, Host, LinkOnPage, Reading
from archive.external_links.turns import check_some
from archive.reports.dead_links import dead_links
from cms.clock.failures import NotDone
from cms.reach import Reach
from cms.record.comparison import compare_everything
from tests.factories import ArchiveSectionPageFactory, ReportPageFactory

pytestmark = pytest.mark.django_db


class Server(ThreadingHTTPServer):
    """Answers each path as `answers` says: a status and headers; otherwise 404."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers, self.robots, self.requests = {}, "", []
        Thread(target=self.serve_forever, daemon=True).start()

    def url(self, path):
        return f"http://127.0.0.1:{self.server_address[1]}{path}"

    def methods(self, path):
        return [method for method, asked_path, _agent in self.requests if asked_path == path]


class Handler(BaseHTTPRequestHandler):
    def answer(self):
        self.server.requests.append((self.command, self.path, self.headers["User-Agent"]))
        is_robots = self.path == "/robots.txt"
        answer = (200, {}) if is_robots else self.server.answers.get(self.path, (404, {}))
        status, headers = answer(self.command) if callable(answer) else answer
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if is_robots:
            self.wfile.write(self.server.robots.encode())

    do_GET = do_HEAD = answer  # noqa: N815 -- http.server's names

    def log_message(self, *arguments):
        pass


@pytest.fixture
def server(settings, monkeypatch):
    settings.CHECK_EXTERNAL_LINKS = True
    monkeypatch.setattr(asking, "reach", lambda: Reach(allow_private=True))
    server = Server()
    yield server
    server.shutdown()
    server.server_close()


def test_a_page_that_cannot_be_read_holds_up_no_other(server, monkeypatch):
    unreadable = publish(server.url("/known"))
    check_some()
    publish(server.url("/new"))
    read = reading.addresses

    def addresses(page):
        if page.pk == unreadable.pk:
            raise ValueError
        return read(page)

    monkeypatch.setattr(reading, "addresses", addresses)
    Reading.objects.update(last_page=0)
    Host.objects.update(waits_until=timezone.now())
    with pytest.raises(
        NotDone, match=f"^Not read or checked: links of wagtailcore.page {unreadable.pk}.$"
    ):
        check_some()
    assert {link.url for link in ExternalLink.objects.all()} == {
        server.url("/known"),
        server.url("/new"),
    }
    assert LinkOnPage.objects.count() == 2


def publish(*urls, **options):
    text = "".join(f'<p><a href="{url}">there</a></p>' for url in urls)
    page = ReportPageFactory(body=[("paragraph", {"text": text})], **options)
    compare_everything()
    return page


def tick(times=1, *, next_day=False):
    """Let the clock come round when every host has had its peace, the next day if so wished."""
    for _time in range(times):
        Host.objects.update(waits_until=timezone.now())
        if next_day:
            ExternalLink.objects.update(due_at=timezone.now())
        check_some()


def link_to(url):
    return ExternalLink.objects.get(url=url)


def test_nothing_is_asked_unless_a_setting_allows_it(server, settings):
    settings.CHECK_EXTERNAL_LINKS = False
    publish(server.url("/there"))
    tick(2)
    assert not server.requests
    assert not ExternalLink.objects.exists()


def test_one_request_a_turn_with_a_name_and_only_of_public_pages(server):
    server.answers["/there"] = (200, {})
    publish(server.url("/there#part"), server.url("/gone"))
    publish(server.url("/draft"), live=False)
    check_some()
    check_some()  # at once: the host is left in peace
    [(method, path, agent)] = server.requests
    assert (method, path) == ("GET", "/robots.txt")
    assert agent == "ArchiveLinkCheck/1.0 (+https://www.example.org/)"
    tick(4)
    counts = Counter(path for _, path, _ in server.requests)
    assert counts == {"/robots.txt": 1, "/there": 1, "/gone": 2}
    assert server.methods("/gone") == ["HEAD", "GET"]
    assert link_to(server.url("/there")).state == "alive"
    assert (link_to(server.url("/gone")).state, link_to(server.url("/gone")).status) == (
        "failing",
        404,
    )


def test_a_link_is_dead_after_four_days_and_told_to_those_who_may_see_the_page(
    server, client, admin_user, django_user_model
):
    section = ArchiveSectionPageFactory(title="Letters")
    publish(server.url("/gone"), parent=section, title="Leads nowhere")
    tick(3)
    for _day in range(3):
        assert link_to(server.url("/gone")).state == "failing"
        tick(2, next_day=True)
    link = link_to(server.url("/gone"))
    assert (link.state, link.failures) == ("dead", 4)
    client.force_login(admin_user)
    html = client.get(reverse("archive_dead_links")).content.decode()
    assert "1 address is dead" in html
    assert "Leads nowhere: Body" in html
    assert "#:w:contentpath=body." in html
    assert dead_links(django_user_model.objects.create_user("reader")) == ([], 0)
    server.answers["/gone"] = (200, {})
    tick(next_day=True)
    assert link_to(server.url("/gone")).state == "alive"


def test_robots_redirects_and_retry_after_are_kept_to(server):
    server.robots = "User-agent: ArchiveLinkCheck\nDisallow: /closed\nCrawl-delay: 60\n"
    server.answers["/old"] = (301, {"Location": "/new"})
    server.answers["/new"] = (200, {})
    server.answers["/around"] = (302, {"Location": "/around"})
    server.answers["/busy"] = (503, {"Retry-After": "259200"})
    server.answers["/walled"] = (403, {})
    paths = ("/closed", "/old", "/around", "/busy", "/walled")
    publish(*map(server.url, paths))
    tick(16)
    assert not server.methods("/closed")
    assert link_to(server.url("/closed")).state == "untold"
    assert (link_to(server.url("/old")).state, link_to(server.url("/old")).failures) == ("alive", 0)
    assert link_to(server.url("/around")).reason == "It leads on and on."
    assert len(server.methods("/around")) == 6
    assert link_to(server.url("/walled")).state == "untold"
    days = timedelta(seconds=259_200) - timedelta(minutes=1)
    assert link_to(server.url("/busy")).due_at > timezone.now() + days
    ExternalLink.objects.update(due_at=timezone.now())
    tick()
    assert Host.objects.get().waits_until > timezone.now() + timedelta(seconds=30)


def test_an_address_in_the_network_is_never_asked(server, monkeypatch):
    monkeypatch.setattr(asking, "reach", Reach)
    publish(server.url("/there"))
    tick(3)
    assert not server.requests
    link = link_to(server.url("/there"))
    assert link.state == "untold"
    assert "not on the public web" in link.reason


def test_what_no_public_page_says_any_more_is_forgotten(server):
    page = publish(server.url("/there"), source_url=server.url("/source"))
    withdrawn = publish(server.url("/secret"))
    tick()
    assert LinkOnPage.objects.count() == 3
    withdrawn.unpublish()
    page.source_url = ""
    page.save()
    compare_everything()
    tick()  # what was withdrawn is not asked, though it is still known
    Reading.objects.update(began_at=timezone.now() - timedelta(days=2))
    tick(3)
    assert [link.url for link in ExternalLink.objects.all()] == [server.url("/there")]
    assert not server.methods("/secret")
