"""S3 that answers 503 during a withdrawal: the page closes at once, its files are deleted later."""

import threading
import time
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.error import HTTPError

import pytest
from django.core.management import call_command
from django.urls import reverse

from media.renditions import public_rendition
from tests.factories import ArchiveSectionPageFactory, ImageFactory, ReportPageFactory, front_page
from tests.media.storage.test_storage import S3
from tests.media.storage.test_storage import buckets as buckets
from tests.media.storage.test_storage import endpoint as endpoint

from .editor import Editor
from .load import ask
from .server import answers, free_port, log_of, own_database, started, wait_until

pytestmark = pytest.mark.django_db(transaction=True)


class Front(ThreadingHTTPServer):
    """Passes on to a store as many requests as it is allowed; all others it answers with 503."""

    def __init__(self, endpoint):
        super().__init__(("127.0.0.1", 0), Passing)
        self.endpoint, self.allowed, self.refused = endpoint, float("inf"), 0
        self.delay, self.answers = 0, threading.Event()  # seconds for each; or all wait
        self.answers.set()

    def handle_error(self, request, client_address):
        """Say nothing of a client that did not wait."""

    def settings(self):
        """What a server is started with that uses it."""
        return S3 | {
            "AWS_S3_ENDPOINT_URL": f"http://127.0.0.1:{self.server_port}",
            "AWS_ACCESS_KEY_ID": "testing",
            "AWS_SECRET_ACCESS_KEY": "testing",
        }


class Passing(BaseHTTPRequestHandler):
    def pass_on(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        time.sleep(self.server.delay)
        self.server.answers.wait()
        self.server.allowed -= 1
        if self.server.allowed < 0:
            self.server.refused += 1
            self.answer(503, {}, b"<Error><Code>SlowDown</Code></Error>")
            return
        request = urllib.request.Request(
            self.server.endpoint + self.path, body or None, dict(self.headers), method=self.command
        )
        try:
            with urllib.request.urlopen(request) as answer:
                self.answer(answer.status, dict(answer.headers), answer.read())
        except HTTPError as error:
            self.answer(error.code, dict(error.headers), error.read())

    def __getattr__(self, name):
        if name.startswith("do_"):  # GET, PUT and what else there is
            return self.pass_on
        raise AttributeError(name)

    def answer(self, status, headers, body):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        for name in {"ETag", "Content-Type"} & headers.keys():
            self.send_header(name, headers[name])
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *arguments):
        pass


@pytest.fixture
def front(endpoint):
    server = Front(endpoint)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.answers.set()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def report(buckets):
    """A report whose picture is public because of it, with two sizes in the public bucket."""
    front_page()
    section = ArchiveSectionPageFactory(slug="reports")
    image = ImageFactory(is_public_by_itself=False)
    report = ReportPageFactory(
        parent=section, slug="river", lead_image=image, lead_image_alt="A river"
    )
    call_command("tick", verbosity=0)
    assert public_rendition(image, "width-32")
    assert public_rendition(image, "width-64")
    assert len(buckets("archive-public")) == 2
    return report


def test_what_is_taken_back_is_closed_and_its_files_go_when_it_answers(
    report, buckets, front, tmp_path
):
    number = free_port()
    read = ("POST", "/graphql/", '{"query":"{ page(path: \\"/reports/river/\\") { title } }"}')
    with started(number, tmp_path, DATABASE_URL=own_database(), **front.settings()) as process:
        wait_until(process, lambda: answers(number))
        editor = Editor(number)
        assert b"null" not in ask(number, *read)[2]
        front.allowed = 1
        address = reverse("wagtailadmin_pages:unpublish", args=[report.pk])
        assert ask(number, "POST", address, "", editor.headers)[0] == 302
        assert ask(number, *read)[2] == b'{"data":{"page":null}}'
    assert front.refused
    assert len(buckets("archive-public")) == 1, "one is gone, the other was refused"
    call_command("tick", verbosity=0)
    assert buckets("archive-public") == {}
    assert len(buckets("archive-private")) >= 1
    assert not [line for line in log_of(tmp_path) if " 500 " in line]
