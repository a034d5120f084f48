"""Caches that purge by tags, for WAGTAILFRONTENDCACHE; unlike Wagtail's own, they raise errors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar
from urllib.parse import urlsplit

import requests
from wagtail.contrib.frontend_cache.backends import BaseBackend

SECONDS = 10


class TagBackend(BaseBackend):
    """A cache that knows the tags of what it holds, and takes a certain number of them per call."""

    MOST_TAGS: ClassVar[int]

    def purge_tags(self, tags: Sequence[str]) -> None:
        for start in range(0, len(tags), self.MOST_TAGS):
            self._purge_tags(tags[start : start + self.MOST_TAGS])

    def _purge_tags(self, tags: Sequence[str]) -> None:
        raise NotImplementedError


class VarnishBackend(TagBackend):
    """Varnish with one of the two files of docs/varnish, at LOCATION."""

    MOST_TAGS = 200  # a header of less than 4 kB

    def __init__(self, params: dict[str, Any]) -> None:
        super().__init__(params)
        self.location = params["LOCATION"].rstrip("/")

    def purge(self, url: str) -> None:
        parts = urlsplit(url)
        path = parts._replace(scheme="", netloc="").geturl() or "/"
        call("PURGE", f"{self.location}{path}", headers={"Host": parts.netloc})

    def _purge_tags(self, tags: Sequence[str]) -> None:
        call("PURGE", f"{self.location}/", headers={"xkey-purge": " ".join(tags)})


class FastlyBackend(TagBackend):
    """A service of Fastly: SERVICE_ID and API_TOKEN."""

    MOST_TAGS = 256

    def __init__(self, params: dict[str, Any]) -> None:
        super().__init__(params)
        self.service = params["SERVICE_ID"]
        self.headers = {"Fastly-Key": params["API_TOKEN"], "Accept": "application/json"}
        self.api = params.get("API", "https://api.fastly.com")

    def purge(self, url: str) -> None:
        call("POST", f"{self.api}/purge/{url.split('://', 1)[1]}", headers=self.headers)

    def _purge_tags(self, tags: Sequence[str]) -> None:
        body = {"surrogate_keys": list(tags)}
        call("POST", f"{self.api}/service/{self.service}/purge", headers=self.headers, json=body)


class CloudflareBackend(TagBackend):
    """A zone of Cloudflare: ZONEID and BEARER_TOKEN. Wagtail's own knows no tags."""

    MOST_TAGS = MOST_URLS = 30

    def __init__(self, params: dict[str, Any]) -> None:
        super().__init__(params)
        api = params.get("API", "https://api.cloudflare.com/client/v4")
        self.address = f"{api}/zones/{params['ZONEID']}/purge_cache"
        self.headers = {"Authorization": f"Bearer {params['BEARER_TOKEN']}"}

    def purge(self, url: str) -> None:
        self.purge_batch([url])

    def purge_batch(self, urls: Sequence[str]) -> None:
        for start in range(0, len(urls), self.MOST_URLS):
            self._call({"files": list(urls[start : start + self.MOST_URLS])})

    def _purge_tags(self, tags: Sequence[str]) -> None:
        self._call({"tags": list(tags)})

    def _call(self, body: dict[str, list[str]]) -> None:
        answer = call("POST", self.address, headers=self.headers, json=body)
        if not answer.json().get("success"):
            raise requests.RequestException(f"Cloudflare did not purge: {answer.text[:500]}")


def call(method: str, url: str, **options: Any) -> requests.Response:
    """Send the request; raises RequestException, an OSError, if it failed."""
    answer = requests.request(method, url, timeout=SECONDS, allow_redirects=False, **options)
    if answer.status_code != requests.codes.ok:
        raise requests.HTTPError(f"{answer.status_code} for {method} {url}: {answer.text[:500]}")
    return answer
