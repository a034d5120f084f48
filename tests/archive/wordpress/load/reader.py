"""What a reader of the archive gets at an address, old or new."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from archive.models import ImportedItem
from tests.factories import global_id

FILM = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"  # in several posts of `traps.wxr.xml`

_BLOCKS = """
fragment blocks on Block {
  __typename
  ... on HeadingBlock { headline level }
  ... on ParagraphBlock { text { html } }
  ... on ImageBlock { figure { alt caption image { id } } }
  ... on GalleryBlock { images { alt image { id } } }
  ... on QuoteBlock { quote attribution }
  ... on TableBlock { caption header rows }
  ... on EmbedBlock { url caption }
  ... on DocumentBlock { document { url filename } description }
}
"""
_ROUTE = """
query ($path: String!) {
  route(path: $path) {
    status
    target {
      __typename
      ... on Redirect { location permanent }
      ... on Category { name slug parent { slug } entries(first: 20) { nodes { title } } }
      ... on Tag { name slug entries(first: 20) { nodes { title } } }
      ... on Period { year month entries(first: 20) { nodes { title } } }
      ... on Page {
        title slug path firstPublishedAt locale { code } parent { path } translations { path }
      }
      ... on StandardPage { body { ...blocks } }
      ... on ArchiveEntry {
        date { edtf } subtitle summary
        leadImage { alt caption image { id } }
        contributors { name role }
        categories { name slug parent { slug } }
        tags { name slug }
        body { ...blocks }
      }
      ... on Report { kind }
    }
  }
}
"""


_KINDS = {name: name.lower() for name in ("Redirect", "Category", "Tag", "Period")}


class Reader:
    """Queries the API as the frontend does for an anonymous reader."""

    def __init__(self, graphql: Callable[..., dict[str, Any]]) -> None:
        self._graphql = graphql

    def at(self, path: str) -> dict[str, Any]:
        answer = self._graphql(_ROUTE + _BLOCKS, {"path": path})
        assert "errors" not in answer, answer
        found = answer["data"]["route"]
        kind = _KINDS.get(found["target"]["__typename"], "page") if found["target"] else ""
        return dict.fromkeys((*_KINDS.values(), "page")) | {
            "status": found["status"],
            **({kind: found["target"]} if kind else {}),
        }

    def led(self, path: str) -> dict[str, Any]:
        """What is at an address, after at most one redirect."""
        found = self.at(path)
        if found["redirect"]:
            assert found["redirect"]["permanent"]
            found = self.at(urlsplit(found["redirect"]["location"]).path)
            assert found["status"] == 200
        return found

    def title_at(self, path: str) -> str | None:
        """The title of the page that an address leads to, if any."""
        page = self.led(path)["page"]
        return page and page["title"]

    def post(self, id: int) -> dict[str, Any]:
        """The page of an old post, by the address that every post had."""
        return self.led(f"/?p={id}")["page"]

    def blocks(self, id: int, name: str = "") -> list[dict[str, Any]]:
        body = self.post(id)["body"]
        return [block for block in body if block["__typename"] == f"{name}Block" or not name]

    def html(self, id: int) -> str:
        """All rich text of a post."""
        return "".join(block["text"]["html"] for block in self.blocks(id, "Paragraph"))


def image_of(id: int) -> str:
    """The global ID of the image of an attachment."""
    return global_id(ImportedItem.objects.get(source_id=id).image)
