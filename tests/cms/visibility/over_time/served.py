"""Everything that an anonymous reader gets: from the API, feeds and sitemaps, and as files.

Also what the admin's API shows to an account without permissions.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client

from cms.record.models import Change, PublicObject
from cms.record.webhooks.message import body_of
from cms.schema import schema
from tests.cms.graphql.engine.documents import Document, glances
from tests.cms.graphql.engine.documents.everything import everything_of
from tests.cms.visibility.asking import TOKEN, WORD, decoded, hidden_pool, post, readable, whole

from .published import Archive

FILE = re.compile(rb'https?://[\w.:]+(/(?:images|documents|media)/[^\s"\\<,]+)')
ROOT = re.compile(r"{ (\w+)")
SERVED = schema.graphql_schema
FEW = ("id", "ids", "path", "locale", "query", "slug", "first", "referenceCode", "handle")
LABELS = "label url children { label url }"
MENU = Document(f'{{ site {{ menu(handle: "hidden") {{ items {{ {LABELS} }} }} }} }}')
BY_GET = 8  # one of so many documents is also requested by GET
ADMIN = [f"/admin/api/main/{kind}/?limit=20" for kind in ("pages", "images", "documents")]
MAY_SAY = {"Change": ("path", "previousPath", "subject"), "Tombstone": ("path",)}


@dataclass
class Served:
    """Answers by request, and the bytes of files by address."""

    answers: dict[str, bytes] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    etags: dict[str, tuple[str, dict[str, str], str]] = field(default_factory=dict)

    def words(self) -> Iterator[tuple[str, str]]:
        """The planted words in answers, each with its request."""
        for question, raw in chain(self.answers.items(), self.files.items()):
            for word in set(WORD.findall(readable(raw))):
                if word.decode() not in question:
                    yield word.decode(), question

    def keys(self) -> set[str]:
        """The IDs in answers, as type and primary key, except those in the request."""
        return {
            decoded(token).decode(errors="ignore")
            for question, raw in self.answers.items()
            for token in set(TOKEN.findall(raw)) - set(TOKEN.findall(question.encode()))
        }


def served(archive: Archive, documents: list[Document]) -> Served:
    client, found = Client(headers={"host": "localhost"}), Served()
    for document in documents:
        found.answers[str(document)] = _redacted(post(client, document).content)
    for path in machine_addresses(archive):
        response = client.get(path)
        found.answers[path] = whole(response)
        if etag := response.get("ETag"):
            found.etags[path] = path, {}, etag
    account = stranger()
    for path in ADMIN:
        found.answers[path] = whole(account.get(path))
    for path in addresses_in(found):
        found.files[path] = content(client, path)
        if path.startswith("/images/") and (stored := client.get(path).get("Location")):
            found.files[stored] = content(client, stored)
    # The addresses of pictures have changed, as the pictures are made now.
    for document in documents[::BY_GET]:
        query = {"query": document.source}
        response = client.get("/graphql/", query, headers={"accept": "application/json"})
        headers, _, body = whole(response).partition(b"\n\n")
        found.answers[f"GET {document}"] = headers + _redacted(body)
        if etag := response.get("ETag"):
            found.etags[f"GET {document}"] = "/graphql/", query, etag
    return found


def stranger() -> Client:
    user, _ = get_user_model().objects.get_or_create(username="stranger")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    assert all(client.get(path).status_code == 200 for path in ADMIN)
    return client


def is_unchanged(etag: tuple[str, dict[str, str], str]) -> bool:
    """Whether a cache with a stored answer is told that it is still valid."""
    path, query, value = etag
    client = Client(headers={"host": "localhost", "if-none-match": value})
    answer = client.get(path, query, headers={"accept": "application/json"} if query else None)
    return answer.status_code == 304


def addresses_in(found: Served) -> list[str]:
    """The addresses of all files in answers."""
    matches = (FILE.findall(raw) for raw in found.answers.values())
    return sorted({path.decode() for path in chain.from_iterable(matches)})


def content(client: Client, path: str) -> bytes:
    """The content at an address, following redirects; empty if it is refused."""
    response = client.get(path, follow=True)
    raw = b"".join(response) if response.streaming else response.content
    return raw if response.status_code == 200 else b""


def questions(archive: Archive) -> list[Document]:
    """Queries for everything of the letter, with each argument that leads to what is withdrawn."""
    pool = hidden_pool(archive.planted, archive.addresses)
    pages = [archive.letter.pk, archive.translation.pk]
    rows = PublicObject.objects.filter(subject="wagtailcore.page", key__in=pages).order_by("key")
    pool["path"] = [*rows.values_list("path", flat=True), *pool["path"][-12:]]
    pool |= {"ids": [pool["ids"]], "locale": ["en", "ko"], "query": pool["query"][:2]}
    pool |= {"slug": [term.slug for term in archive.planted.terms], "first": [100]}
    few = {name: pool[name] for name in FEW if name in pool}
    near = glances(SERVED, few)
    return [whole_letter(archive, few), MENU, *(each for each in near if root_of(each) != "page")]


def whole_letter(archive: Archive, pool: dict[str, list[Any]]) -> Document:
    letter, block = (SERVED.type_map[name] for name in ("Letter", "Block"))
    blocks = " ".join(
        f"... on {kind.name} {{ {everything_of(kind, pool)} }}"
        for kind in SERVED.get_possible_types(block)
    )
    inside = f"... on Letter {{ {everything_of(letter, pool)} body {{ {blocks} }} }}"
    return Document(f'{{ entry(referenceCode: "{archive.letter.reference_code}") {{ {inside} }} }}')


def root_of(document: Document) -> str:
    return ROOT.match(document.source)[1]


def machine_addresses(archive: Archive) -> list[str]:
    paths = ["/", "/ko/", "/letterpage-inside/", "/ko/letterpage-inside/"]
    for term in archive.planted.terms:
        kind = term._meta.model_name
        paths += [f"/{kind}/{term.slug}/", f"/ja/{kind}/{term.slug}/"]
    feeds = [f"/feeds{path}feed.xml" for path in paths]
    corrections = ["/feeds/corrections.xml", "/feeds/ko/corrections.xml"]
    machines = ["/robots.txt", "/sitemap.xml", "/sitemap-1.xml", *corrections]
    return [*feeds, *machines, *paths, *archive.addresses]


def told_since(number: int) -> set[str]:
    """The words in later webhooks, except for former paths."""
    bodies = [json.loads(body_of(change)) for change in Change.objects.filter(number__gt=number)]
    for body in bodies:
        for name in MAY_SAY["Change"]:
            del body["data"][name]
    return {word.decode() for word in WORD.findall(json.dumps(bodies).encode())}


def _redacted(raw: bytes) -> bytes:
    """An answer without what the record may say about something withdrawn: its path and ID."""
    return json.dumps(json.loads(raw, object_hook=_without_places), ensure_ascii=False).encode()


def _without_places(value: dict[str, Any]) -> dict[str, Any]:
    for name in MAY_SAY.get(value.get("__typename", ""), ()):
        value.pop(name, None)
    return value
