"""S3 that is slow or hangs: only those who need it wait or are told."""

import json
import threading
import time
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from PIL import Image

from media.models import CustomDocument, CustomImage
from media.renditions import public_rendition
from tests.media.storage.test_storage import buckets as buckets
from tests.media.storage.test_storage import endpoint as endpoint

from .editor import Editor
from .load import ask
from .server import answers, free_port, own_database, started, wait_until
from .test_bucket import front as front
from .test_bucket import report as report

pytestmark = pytest.mark.django_db(transaction=True)
PATH = json.dumps({"query": '{ page(path: "/reports/river/") { title } }'})
ADDRESS = json.dumps(
    {
        "query": '{ page(path: "/reports/river/") { ... on Report'
        " { leadImage { image { rendition(width: 160) { url } } } } } }"
    }
)
WIDTHS = range(65, 90)  # of sizes that go with the page
SLOW = 0.5  # seconds for each request


@pytest.fixture
def port(report, front, tmp_path):
    number = free_port()
    with started(number, tmp_path, DATABASE_URL=own_database(), **front.settings()) as process:
        wait_until(process, lambda: answers(number))
        yield number


@pytest.fixture
def document(report):
    file = ContentFile(b"A letter.", name="letter.txt")
    return CustomDocument.objects.create(
        title="Letter", file=file, is_public_by_itself=True, review="nobody"
    )


def test_where_it_takes_its_time_all_is_done_and_readers_do_not_wait(port, report, front):
    editor, asked = Editor(port), address_of_a_size(port)
    front.delay = SLOW
    for outcome in meanwhile(
        port,
        lambda: editor.upload("wagtailimages:add", picture()),
        lambda: ask(port, "GET", asked, None),
    ):
        assert outcome[0] == 302
    assert withdraw(editor, report)[0] == 302
    assert ask(port, "POST", "/graphql/", PATH)[2] == b'{"data":{"page":null}}'


def test_where_it_hangs_each_is_told_and_readers_do_not_wait(
    port, report, document, buckets, front
):
    for width in WIDTHS:
        assert public_rendition(report.lead_image, f"width-{width}")
    editor, asked = Editor(port), address_of_a_size(port)
    assert ask(port, "GET", document.url, None)[0] == 200
    front.answers.clear()
    begun = time.monotonic()
    told = meanwhile(
        port,
        lambda: editor.upload("wagtailimages:add", picture()),
        lambda: ask(port, "GET", asked, None),
        *[lambda: ask(port, "GET", document.url, None)] * 6,
    )
    assert [(status, "Retry-After" in headers) for status, headers, _ in told] == [(503, True)] * 8
    assert b"storage for files" in told[0][2]
    once = time.monotonic() - begun
    assert storage(port) == "failed"

    begun = time.monotonic()
    assert withdraw(editor, report)[0] == 302
    assert ask(port, "POST", "/graphql/", PATH)[2] == b'{"data":{"page":null}}'
    assert time.monotonic() - begun < 3 * once, "each of its sizes was waited for"
    assert CustomImage.objects.count() == 1

    front.answers.set()
    call_command("tick", verbosity=0)
    assert buckets("archive-public") == {}
    while storage(port) != "ok":
        time.sleep(0.5)
    assert editor.upload("wagtailimages:add", picture())[0] == 302


def storage(port):
    """What a probe is told of it, which takes no instance out of service."""
    status, _, body = ask(port, "GET", "/readyz", None)
    answer = json.loads(body)
    assert (status, answer["status"] == "ok") == (200, answer["checks"]["storage"] == "ok")
    return answer["checks"]["storage"]


def withdraw(editor, report):
    address = reverse("wagtailadmin_pages:unpublish", args=[report.pk])
    return ask(editor.port, "POST", address, "", editor.headers)


def meanwhile(port, *requests):
    """What they are answered, all at once; a reader asks again and again, and is answered."""
    said = [None] * len(requests)

    def send(place, request):
        said[place] = request()

    threads = [threading.Thread(target=send, args=each) for each in enumerate(requests)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        assert ask(port, "POST", "/graphql/", PATH)[0] == 200
        assert ask(port, "GET", "/readyz", None)[0] == 200
        assert answers(port)
        time.sleep(0.1)
    return said


def address_of_a_size(port):
    answer = json.loads(ask(port, "POST", "/graphql/", ADDRESS)[2])
    url = answer["data"]["page"]["leadImage"]["image"]["rendition"]["url"]
    return url.removeprefix("https://cms.example.org")


def picture():
    file = BytesIO()
    Image.new("RGB", (64, 64), "red").save(file, "PNG")
    return {
        "title": "Red",
        "collection": "1",
        "file": SimpleUploadedFile("red.png", file.getvalue()),
    }
