"""Requests of an anonymous reader for hidden things, and decoding of answers."""

from __future__ import annotations

import base64
import binascii
import re
from typing import Any

from graphql_relay import to_global_id

TOKEN = re.compile(rb"[A-Za-z0-9_+/=-]{8,}")
WORD = re.compile(rb"zq[a-z]{10}")


def hidden_pool(planted, addresses) -> dict[str, list[Any]]:
    """Arguments that name hidden things, and some that try every other way to them."""
    keys = [to_global_id(name, key) for name, key in hidden_keys(planted)]
    words = list(planted.words)
    slugs = [page.slug for page in planted.pages] + [term.slug for term in planted.terms]
    paths = [f"/{page.url_path.split('/', 2)[2]}" for page in planted.pages]
    terms = [
        f"{prefix}/{kind}/{term.slug}/"
        for prefix in ("", "/ja")
        for kind in ("tag", "place", "category")
        for term in planted.terms[:4]
    ]
    codes = [getattr(page, "reference_code", "") for page in planted.letters]
    return {
        "id": keys,
        "ids": keys,
        "under": keys,
        "path": [*paths, *terms, *addresses],
        "slug": slugs[:8] + slugs[-12:],
        "tags": slugs[-20:],
        "places": slugs[-20:],
        "categories": slugs[-20:],
        "contributor": [word for word, where in planted.words.items() if "author" in where],
        "referenceCode": codes,
        "handle": ["hidden"],
        "query": words[:20],
        "orderBy": ["TITLE_ASC", "PUBLISHED_ASC", "PUBLISHED_DESC"],
        "granularity": ["MONTH"],
        "first": [1, 100],
        "last": [1, 100],
    }


def hidden_keys(planted):
    """Type names with keys: the right ones, and some mixed up."""
    for page in planted.pages:
        yield page.specific_class.__name__.removesuffix("Page"), page.pk
    yield from (("Page", page.pk) for page in planted.letters[:2])
    yield from (("Report", page.pk) for page in planted.letters[:2])
    yield from (("Image", picture.pk) for picture in planted.pictures[:6])
    yield from (("Document", file.pk) for file in planted.files[:6])
    yield from ((type(term).__name__, term.pk) for term in planted.terms[:4])


def post(client, document):
    body = {"query": document.source, "variables": document.variables}
    return client.post("/graphql/", body, "application/json")


def whole(response):
    headers = "".join(f"{name}: {value}\n" for name, value in sorted(response.headers.items()))
    content = b"".join(response) if response.streaming else response.content
    return f"{response.status_code}\n{headers}\n".encode() + content


def readable(raw):
    """The bytes of an answer, followed by its decoded base64."""
    return raw + b"\n".join(decoded(token) for token in TOKEN.findall(raw))


def decoded(token):
    try:
        return base64.urlsafe_b64decode(token + b"=" * (-len(token) % 4))
    except binascii.Error:
        return b""
