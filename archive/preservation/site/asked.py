"""Queries for the public archive, answered by the API for an anonymous reader."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpRequest
from wagtail.models import Site

from cms.graphql.context import Context
from cms.graphql.endpoint.execution import begin, prepare
from cms.graphql.endpoint.schema import served_schema
from cms.visibility.one_view import one_view

PAGES = """query ($after: String) {
  pages(first: 100, after: $after) {
    nodes { id path url locale { code } }
    pageInfo { hasNextPage endCursor }
  }
}"""
PAGE = """query ($id: ID!, $locale: String!) {
  page(id: $id) {
    __typename id title path url firstPublishedAt lastPublishedAt
    locale { code name }
    parent { title path }
    ancestors { title path }
    translations { title path locale { code name } }
    ... on HomePage { introduction { html } body { ...AnyBlock } featured { title path } }
    ... on StandardPage { body { ...AnyBlock } }
    ... on ArchiveSection {
      referenceCode introduction { html }
      described: description {
        dates { display } extent scopeAndContent { html } provenance { html } arrangement { html }
        accessConditions { html }
      }
    }
    ... on ArchiveEntry {
      referenceCode subtitle summary sourceUrl
      date { display edtf }
      contentWarning { text }
      leadImage { ...Picture }
      body { ...AnyBlock }
      contributors { name role affiliation }
      categories { name path }
      tags { name(locale: $locale) path(locale: $locale) }
      places { name(locale: $locale) path(locale: $locale) }
      corrections { kind date text { html } }
      citation { text }
    }
    ... on Report { kind occasion { name venue city country date { display } } }
    ... on Letter {
      transmission salutation closing
      recipients { ...Correspondent } signatories { ...Correspondent }
    }
    ... on ActivityReport {
      fiscalYear { label } figures { label value note } report: document { ...File }
    }
    ... on FilmEvent {
      film { title originalTitle directors year country }
      screenings { start venue city country host admission }
      speakers { name role affiliation }
    }
  }
}
fragment Correspondent on Correspondent { name title organisation address country }
fragment Picture on CaptionedImage { alt caption credit contentWarning { text } image { id } }
fragment File on Document { id title filename fileSize }
fragment AnyBlock on Block {
  __typename
  ... on HeadingBlock { headline level anchor }
  ... on ParagraphBlock { text { html } }
  ... on ImageBlock { figure { ...Picture } }
  ... on GalleryBlock { images { ...Picture } }
  ... on QuoteBlock { quote attribution source }
  ... on DialogueBlock { turns { speaker interviewer text { html } } }
  ... on TableBlock { tableCaption: caption header headerColumn rows }
  ... on FiguresBlock { figuresHeading: heading figures { label value note } }
  ... on DocumentBlock { description document { ...File } }
  ... on EmbedBlock { url provider embedTitle: title embedCaption: caption }
  ... on NoteBlock { kind date text { html } }
  ... on RelatedEntriesBlock { relatedHeading: heading entries { title path } }
}
"""


class ApiFailed(Exception):
    """The API did not answer; the message has its errors."""


def ask(document: str, variables: Mapping[str, Any]) -> dict[str, Any]:
    """The data of an answer; raises ApiFailed if it has errors."""
    with one_view():
        prepared = prepare(served_schema(), document, None)
        answer = begin(prepared, variables, Context(_reader()))()
    if "errors" in answer:
        raise ApiFailed("; ".join(error["message"] for error in answer["errors"]))
    return answer["data"]


def public_pages() -> Iterator[dict[str, Any]]:
    """ID, path, address and language of every page of the default site that readers can see."""
    after = None
    while True:
        pages = ask(PAGES, {"after": after})["pages"]
        yield from pages["nodes"]
        if not pages["pageInfo"]["hasNextPage"]:
            return
        after = pages["pageInfo"]["endCursor"]


def page_with(identifier: str, locale: str) -> dict[str, Any] | None:
    """All that is shown of a page; None if it was withdrawn in the meantime."""
    return ask(PAGE, {"id": identifier, "locale": locale})["page"]


def origin() -> str:
    """The origin of this server in the API's addresses."""
    return Context(_reader()).origin


def _reader() -> HttpRequest:
    """A request of an anonymous reader at the default site."""
    request, site = HttpRequest(), Site.objects.filter(is_default_site=True).first()
    host, port = (site.hostname, site.port) if site else ("localhost", 80)
    request.META = {"SERVER_NAME": host, "SERVER_PORT": str(port)}
    return request
