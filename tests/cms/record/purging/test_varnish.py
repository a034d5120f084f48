"""A real Varnish with the real server: what was withdrawn disappears from the cache."""

import shutil
import socket
import subprocess
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests
from django.core.files.base import ContentFile

from cms.record import telling
from cms.record.follower import last_number
from cms.record.models import Change
from cms.record.purging.backends import VarnishBackend
from cms.record.purging.models import PurgedCache
from cms.record.purging.purge import purge_due
from media.models import CustomDocument
from media.renditions import signed_path
from tests.factories import ImageFactory, LetterPageFactory

FILES = Path(__file__).parents[4] / "docs" / "varnish"
PATIENCE = 120  # seconds, on a machine that may be busy
# What is gone is gone by the purge, never by the clock.
FOR_AN_HOUR = "\nsub vcl_backend_response { set beresp.ttl = 1h; }\n"
QUERY = '{ route(path: "%s") { status target { ... on Letter { title } } } }'

pytestmark = [
    pytest.mark.once,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        not shutil.which("varnishd"),
        reason="Varnish: install it (Debian: apt install varnish varnish-modules)",
    ),
]


def until(is_so):
    end = time.monotonic() + PATIENCE
    while not (found := is_so()):
        assert time.monotonic() < end
        time.sleep(0.05)
    return found


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def answers(port):
    with socket.socket() as connecting:
        return connecting.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(params=["xkey", "ban"])
def varnish(request, live_server, tmp_path, settings):
    """The address of a Varnish with one of the files that operators get."""
    port, archive = free_port(), urlsplit(live_server.url)
    words = (FILES / f"{request.param}.vcl").read_text()
    words = words.replace('.host = "127.0.0.1"', f'.host = "{archive.hostname}"')
    vcl = tmp_path / "archive.vcl"
    vcl.write_text(words.replace('"8000"', f'"{archive.port}"') + FOR_AN_HOUR)
    listen = ["-a", f"127.0.0.1:{port}", "-n", str(tmp_path / "varnish"), "-s", "malloc,16m"]
    settings.CACHE_TAG_HEADER, settings.CACHE_TAG_SEPARATOR = "xkey", " "
    address = f"http://127.0.0.1:{port}"
    # The test's server serves public files itself, without a tag: they go by their address.
    settings.WAGTAILADMIN_BASE_URL = address
    backend = "cms.record.purging.backends.VarnishBackend"
    settings.WAGTAILFRONTENDCACHE = {"varnish": {"BACKEND": backend, "LOCATION": address}}
    process = subprocess.Popen(
        [shutil.which("varnishd"), "-F", "-j", "none", "-f", str(vcl), *listen],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        until(lambda: answers(port))
        yield address
    finally:
        process.terminate()
        process.wait()


def settle():
    """Let all that was told of be of long ago: it is purged no more."""
    with telling._waiting, telling._telling:
        purge_due()
        PurgedCache.objects.update(number=last_number())


def ask(varnish, path):
    return requests.get(f"{varnish}/graphql/", params={"query": QUERY % path}, timeout=PATIENCE)


def status(varnish, path):
    return ask(varnish, path).json()["data"]["route"]["status"]


def is_kept(varnish, path):
    """Whether Varnish answers by itself: it names the request that it had the answer from, too."""
    return len(ask(varnish, path).headers["X-Varnish"].split()) == 2


def test_what_is_withdrawn_is_gone_from_the_cache(varnish):
    letter = LetterPageFactory(slug="appeal", title="Hidden words")
    other = LetterPageFactory(slug="other")
    path, other_path = (
        Change.objects.get(kind="PUBLISHED", type="Letter", key=page.pk).path
        for page in (letter, other)
    )
    settle()
    for each in (path, other_path):
        assert status(varnish, each) == 200
        assert is_kept(varnish, each)
    letter.unpublish()  # and nothing else: no tick
    until(lambda: status(varnish, path) == 410)
    assert "Hidden" not in ask(varnish, path).text
    assert is_kept(varnish, other_path)


def test_the_files_of_what_is_withdrawn_are_gone_from_the_cache(varnish):
    picture = ImageFactory(is_public_by_itself=False)
    words = ContentFile(b"words", name="words.txt")
    document = CustomDocument.objects.create(review="nobody", title="Words", file=words)
    body = [{"type": "document", "value": {"document": document.pk, "description": ""}}]
    letter = LetterPageFactory(lead_image=picture, lead_image_alt="A gate", body=body)
    size = requests.get(f"{varnish}{signed_path(picture.pk, 'width-160')}", timeout=PATIENCE)
    addresses = [size.url, f"{varnish}{document.url}"]
    assert "/media/images/" in size.url
    settle()
    for _ in range(2):
        answers = [requests.get(each, timeout=PATIENCE) for each in addresses]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert all(len(answer.headers["X-Varnish"].split()) == 2 for answer in answers)
    letter.unpublish()
    for address in addresses:
        until(lambda address=address: requests.get(address, timeout=PATIENCE).status_code == 404)


def test_what_appears_takes_the_place_of_what_said_that_it_is_not_there(varnish):
    letter = LetterPageFactory(slug="appeal")
    path = Change.objects.get(kind="PUBLISHED", type="Letter").path
    letter.unpublish()
    settle()
    assert status(varnish, path) == 410
    assert is_kept(varnish, path)
    letter.refresh_from_db()
    letter.save_revision().publish()
    until(lambda: status(varnish, path) == 200)


def test_an_address_is_purged(varnish):
    LetterPageFactory(slug="appeal")
    settle()
    path = Change.objects.get(kind="PUBLISHED", type="Letter").path
    address = ask(varnish, path).url
    assert is_kept(varnish, path)
    VarnishBackend({"LOCATION": varnish}).purge(address)
    assert not is_kept(varnish, path)
