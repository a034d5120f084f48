"""Caches in front are purged of changes, by tags and addresses, with retries."""

import json
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
import requests
from django.utils import timezone
from wagtail.models import Site

from cms.record.purging import purge
from cms.record.purging.environment import caches_in_front
from cms.record.purging.models import AddressToPurge, PurgedCache
from cms.record.purging.purge import purge_due

pytestmark = pytest.mark.django_db
BACKENDS = "cms.record.purging.backends"


class Service(ThreadingHTTPServer):
    """Says that it is whatever cache is asked; answers as `status` and `body` say."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked, self.status, self.body = [], 200, b'{"success": true, "errors": []}'
        Thread(target=self.serve_forever, daemon=True).start()

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server_address[1]}"

    def bodies(self, path):
        return [json.loads(body) for _, asked, _, body in self.asked if asked == path]


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"] or 0))
        self.server.asked.append((self.command, self.path, dict(self.headers), body))
        self.send_response(self.server.status)
        self.end_headers()
        self.wfile.write(self.server.body)

    def do_PURGE(self):
        self.do_POST()

    def log_message(self, *arguments):
        pass


@pytest.fixture
def service():
    server = Service()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def caches(settings, service):
    """One of each, at the service."""
    settings.WAGTAILFRONTENDCACHE = {
        "fastly": {
            "BACKEND": f"{BACKENDS}.FastlyBackend", "API": service.address,
            "SERVICE_ID": "s1", "API_TOKEN": "word",
        },
        "cloudflare": {
            "BACKEND": f"{BACKENDS}.CloudflareBackend", "API": service.address,
            "ZONEID": "z1", "BEARER_TOKEN": "word",
        },
        "varnish": {"BACKEND": f"{BACKENDS}.VarnishBackend", "LOCATION": service.address},
    }  # fmt: skip
    return settings.WAGTAILFRONTENDCACHE


def only(caches, name):
    for other in caches.keys() - {name}:
        del caches[other]


@pytest.fixture
def site():
    return Site.objects.get(is_default_site=True).pk


def test_fastly_is_told_tags_and_addresses(caches, service, record, site):
    only(caches, "fastly")
    record(1, tags=["a", "b"], site=site)
    record(2, tags=["b", "c"], site=site, kind="MOVED", previous_path="/old/")
    assert purge_due() == 2
    assert service.bodies("/service/s1/purge") == [{"surrogate_keys": ["a", "b", "c"]}]
    paths = [path for _, path, _, _ in service.asked if path.startswith("/purge/")]
    assert paths == [
        f"/purge/www.example.org{path}" for path in ("/letters/1/", "/letters/2/", "/old/")
    ]
    assert {headers["Fastly-Key"] for _, _, headers, _ in service.asked} == {"word"}


def test_cloudflare_is_told_so_many_at_a_time(caches, service, record, site):
    only(caches, "cloudflare")
    record(*range(40), tags=[f"t{number}" for number in range(70)], site=site)
    purge_due()
    bodies = service.bodies("/zones/z1/purge_cache")
    assert [len(each["tags"]) for each in bodies if "tags" in each] == [30, 30, 10]
    files = [each["files"] for each in bodies if "files" in each]
    assert [len(each) for each in files] == [30, 10]
    assert files[0][0] == "https://www.example.org/letters/0/"
    assert service.asked[0][2]["Authorization"] == "Bearer word"


def test_varnish_is_told_tags_in_a_header(caches, service, record, site):
    only(caches, "varnish")
    record(1, tags=["a", "b"], site=site, path="/ja/手紙/")
    purge_due()
    (method, _, headers, _), (_, path, page_headers, _) = service.asked
    assert (method, headers["xkey-purge"]) == ("PURGE", "a b")
    assert (path, page_headers["Host"]) == ("/ja/%E6%89%8B%E7%B4%99/", "www.example.org")


@pytest.mark.parametrize("name", ["fastly", "cloudflare", "varnish"])
@pytest.mark.parametrize(
    ("status", "body"), [(500, b"no"), (200, b'{"success": false}'), (200, b"<html>"), (302, b"")]
)
def test_what_fails_is_tried_again(caches, service, record, site, name, status, body):
    only(caches, name)
    record(1, tags=["a"], site=site)
    service.status, service.body = status, body
    if status != 200 or name == "cloudflare":
        with pytest.raises(requests.RequestException):
            purge_due()
    service.status, service.body = 200, b'{"success": true}'
    assert purge_due() == 1


def test_a_cache_that_is_down_holds_up_no_other(caches, service, record, site):
    caches["fastly"]["API"] = "http://127.0.0.1:9"
    record(1, tags=["a"], site=site)
    with pytest.raises(requests.ConnectionError):
        purge_due()
    assert service.bodies("/zones/z1/purge_cache")
    assert any(headers.get("xkey-purge") for _, _, headers, _ in service.asked)


def test_each_change_is_purged_at_once_and_again_when_answers_have_settled(
    caches, service, record, site, clock
):
    """An answer that was under way when it was purged may have been kept after."""
    only(caches, "varnish")
    now = clock(timezone.now())
    record(1, tags=["a"], site=site)
    assert purge_due() == 1
    assert purge_due() == 1
    clock(now + purge.SETTLING)
    assert purge_due() == 1
    assert purge_due() == 0


def test_a_clock_that_went_back_lets_nothing_be_purged_for_ever(
    caches, service, record, site, clock
):
    only(caches, "varnish")
    now = clock(timezone.now())
    record(1, tags=["a"], site=site, at=now + timedelta(days=300))
    purge.purge_file("https://files.example.org/one")
    AddressToPurge.objects.update(noted_at=now + timedelta(days=300))
    assert purge_due() == 2
    assert purge_due() == 0


def test_a_new_cache_is_purged_of_what_it_may_still_hold(caches, service, record, site, clock):
    only(caches, "varnish")
    now = clock(timezone.now())
    record(1, tags=["old"], site=site)
    clock(now + timedelta(days=2))
    record(1, tags=["new"], site=site)
    assert purge_due() == 1
    assert PurgedCache.objects.get().name == "varnish"


def test_caches_of_other_hosts_are_told_no_address(caches, service, record, site):
    only(caches, "cloudflare")
    caches["cloudflare"]["HOSTNAMES"] = ["elsewhere.example.org"]
    record(1, tags=["a"], site=site)
    purge_due()
    assert service.bodies("/zones/z1/purge_cache") == [{"tags": ["a"]}]


def test_backends_of_wagtail_are_told_addresses(caches, service, record, site, settings):
    backend = "wagtail.contrib.frontend_cache.backends.HTTPBackend"
    settings.WAGTAILFRONTENDCACHE = {"http": {"BACKEND": backend, "LOCATION": service.address}}
    record(1, tags=["a"], site=site)
    purge_due()
    assert [(method, path) for method, path, _, _ in service.asked] == [("PURGE", "/letters/1/")]


def test_the_environment_names_the_caches():
    assert caches_in_front({}) == {}
    caches = caches_in_front(
        {
            "VARNISH_URLS": "http://127.0.0.1:6081, http://10.0.0.2:6081",
            "FASTLY_SERVICE_ID": "s1",
            "FASTLY_API_TOKEN": "word",
            "CLOUDFLARE_ZONE_ID": "z1",
            "CLOUDFLARE_API_TOKEN": "word",
        }
    )
    assert list(caches) == [
        *("varnish http://127.0.0.1:6081", "varnish http://10.0.0.2:6081"),
        *("fastly s1", "cloudflare z1"),
    ]
    assert len(purge.get_backends(caches)) == 4
