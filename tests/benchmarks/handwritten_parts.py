"""Parts of the hand-written views: bulk reads of one request, and blocks as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from graphql_relay import to_global_id
from wagtail.embeds.embeds import get_embed_hash
from wagtail.embeds.models import Embed
from wagtail.models import Page

from archive.blocks import table_cells
from archive.graphql.documents.blocks import NoteKind
from archive.models import ActivityReportPage, FilmEventPage, LetterPage, ReportPage
from archive.videos import embeds
from cms import richtext
from cms.graphql.context import Context
from media.models import CustomDocument, CustomImage, Video
from media.storage.backends import PUBLIC

from .handwritten_gate import cleared_now, open_files, visible_pages

Json = dict[str, Any]
TYPE_NAMES = {
    LetterPage._meta.model_name: "Letter",
    ReportPage._meta.model_name: "Report",
    FilmEventPage._meta.model_name: "FilmEvent",
    ActivityReportPage._meta.model_name: "ActivityReport",
}
NOTE_KINDS = {member.value: member.name for member in NoteKind._meta.enum}
MIME_TYPES = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp"}


class Reader:
    """The reads of one request: each table once, for the whole answer."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.context = Context(request)
        self.host = request.build_absolute_uri("/").rstrip("/")
        self.trees = [(root.url_path, root.prefix) for root in self.context.snapshot.roots]

    def path(self, url_path: str) -> str:
        for tree, prefix in self.trees:
            if url_path.startswith(tree):
                return prefix + url_path[len(tree) :]
        return url_path

    def images(self, keys: set[int], spec: str) -> dict[int, Json]:
        """Visible pictures with one existing rendition each."""
        rows = open_files(CustomImage.objects.filter(pk__in=keys), self.context)
        columns = ("pk", "width", "height", "description")
        rendition = (
            "public_renditions__file",
            "public_renditions__width",
            "public_renditions__height",
        )
        rows = rows.filter(public_renditions__filter_spec=spec).values_list(*columns, *rendition)
        return {
            key: {
                "id": to_global_id("Image", key),
                "width": width,
                "height": height,
                "description": description,
                "rendition": {
                    "url": self.host + PUBLIC.url(file),
                    "width": rendered_width,
                    "height": rendered_height,
                    "mimeType": MIME_TYPES[file.rpartition(".")[2]],
                },
            }
            for (
                key, width, height, description, file, rendered_width, rendered_height,
            ) in rows
        }  # fmt: skip

    def documents(self, keys: set[int]) -> dict[int, Json]:
        rows = open_files(CustomDocument.objects.filter(pk__in=keys), self.context)
        return {
            document.pk: {
                "title": document.title,
                "url": self.host + document.url,
                "filename": document.offered_name or document.public_name,
                "fileSize": document.file_size,
                "mimeType": document.mime_type,
                "sha256": document.sha256,
            }
            for document in rows.only(
                *("title", "file", "address_key", "offered_name", "file_size", "sha256"),
            )
        }

    def videos(self, keys: set[int]) -> set[int]:
        """The keys of cleared ones."""
        if not keys:
            return set()
        rows = cleared_now(Video.objects.filter(pk__in=keys), self.context)
        return set(rows.values_list("pk", flat=True))

    def pages(self, keys: set[int]) -> dict[int, Json]:
        """Visible pages as links show them."""
        rows = visible_pages(Page.objects.filter(pk__in=keys), self.context)
        return {
            key: {"__typename": TYPE_NAMES.get(model), "title": title, "path": self.path(url_path)}
            for key, model, title, url_path in rows.values_list(
                "pk", "content_type__model", "title", "url_path"
            )
        }


def picture(stored: Json, images: dict[int, Json]) -> Json | None:
    """A picture with the text beside it at one place."""
    found = images.get(stored["image"])
    if found is None:
        return None
    own = "" if stored.get("decorative") else stored.get("alt") or found["description"]
    return {
        "alt": own,
        "caption": stored.get("caption") or None,
        "credit": stored.get("credit") or None,
        "image": {name: value for name, value in found.items() if name != "description"},
    }


class Bodies:
    """All bodies of an answer: their references are read at once, then each is written."""

    def __init__(self, reader: Reader, bodies: list[list[Json]], lead_images: set[int]) -> None:
        wanted = Wanted(bodies)
        targets = {key for source in wanted.texts for key in richtext.link_targets(source)}
        linked = {kind: {key for k, key in targets if k == kind} for kind in ("page", "document")}
        self.images = reader.images(wanted.images | lead_images, "width-800")
        self.documents = reader.documents(wanted.documents | linked["document"])
        self.pages = reader.pages(wanted.entries | linked["page"])
        self.videos = {url: embeds.video(url) for url in wanted.urls}
        self.cleared = reader.videos({video.key for video in self.videos.values() if video})
        hashes = [get_embed_hash(url) for url in wanted.urls]
        embeds_found = Embed.objects.filter(hash__in=hashes).values_list("url", "title")
        self.titles = dict(embeds_found) if hashes else {}
        self.targets = {
            ("page", key): settings.FRONTEND_URL + page["path"] for key, page in self.pages.items()
        } | {("document", key): file["url"] for key, file in self.documents.items()}

    def written(self, page: Json, body: Iterable[Json]) -> list[Json]:
        place = f"{TYPE_NAMES[page['content_type__model']]}:{page['pk']}"
        blocks = ((raw, WRITERS[raw["type"]](self, raw["value"])) for raw in body)
        return [
            {
                "__typename": (name := TYPENAMES[raw["type"]]),
                "id": to_global_id(name, f"{place}:{raw['id']}"),
                **block,
            }
            | ({"anchor": f"h-{raw['id'].split('-', 1)[0]}"} if raw["type"] == "heading" else {})
            for raw, block in blocks
            if block is not None
        ]

    def html(self, source: str) -> Json:
        return {"html": richtext.html(source, self.targets)}

    def picture(self, stored: Json) -> Json | None:
        return picture(stored, self.images)

    def image(self, value: Json) -> Json | None:
        figure = self.picture(value["figure"])
        return {"figure": figure} if figure else None

    def gallery(self, value: Json) -> Json:
        figures = [self.picture(item["value"]) for item in value["figures"]]
        return {"images": [figure for figure in figures if figure]}

    def dialogue(self, value: Json) -> Json:
        turns = [item["value"] for item in value["turns"]]
        return {"turns": [{**turn, "text": self.html(turn["text"])} for turn in turns]}

    def document(self, value: Json) -> Json | None:
        file = self.documents.get(value["document"])
        return {"document": file, "description": value["description"] or None} if file else None

    def embed(self, value: Json) -> Json | None:
        url = value["url"]
        video = self.videos[url]
        if video and video.key not in self.cleared:
            return None
        return {
            "url": url,
            "provider": video and video.provider,
            "title": self.titles.get(url) or None,
            "html": embeds.player(url),
            "thumbnailUrl": video and video.thumbnail_url,
            "caption": value["caption"] or None,
        }

    def note(self, value: Json) -> Json:
        kind, text = NOTE_KINDS[value["kind"]], self.html(value["text"])
        return {"kind": kind, "text": text, "date": value["date"]}

    def related(self, value: Json) -> Json:
        keys = [item["value"] for item in value["entries"]]
        entries = [self.pages[key] for key in keys if key in self.pages]
        return {"heading": value["heading"] or None, "entries": entries}


class Wanted:
    """The keys, addresses and texts of some bodies."""

    def __init__(self, bodies: Iterable[Iterable[Json]]) -> None:
        self.images: set[int] = set()
        self.documents: set[int] = set()
        self.entries: set[int] = set()
        self.urls: set[str] = set()
        self.texts: list[str] = []
        for body in bodies:
            for raw in body:
                self._take(raw["type"], raw["value"])

    def _take(self, kind: str, value: Json) -> None:
        if kind in ("paragraph", "note"):
            self.texts.append(value["text"])
        elif kind == "dialogue":
            self.texts += [item["value"]["text"] for item in value["turns"]]
        elif kind == "image":
            self.images.add(value["figure"]["image"])
        elif kind == "gallery":
            self.images |= {item["value"]["image"] for item in value["figures"]}
        elif kind == "document":
            self.documents.add(value["document"])
        elif kind == "related_entries":
            self.entries |= {item["value"] for item in value["entries"]}
        elif kind == "embed":
            self.urls.add(value["url"])


def _heading(_bodies: Bodies, value: Json) -> Json:
    return {"headline": value["text"], "level": int(value["level"])}


def _paragraph(bodies: Bodies, value: Json) -> Json:
    return {"text": bodies.html(value["text"])}


def _words(_bodies: Bodies, value: Json) -> Json:
    return {name: text or None for name, text in value.items()}


def _table(_bodies: Bodies, value: Json) -> Json:
    header, rows = table_cells(value)
    return {"caption": value["caption"] or None, "header": header, "rows": rows}


def _figures(_bodies: Bodies, value: Json) -> Json:
    items = [item["value"] for item in value["figures"]]
    figures = [{name: None if part == "" else part for name, part in i.items()} for i in items]
    return {"heading": value["heading"] or None, "figures": figures}


WRITERS: dict[str, Any] = {
    "heading": _heading,
    "paragraph": _paragraph,
    "image": Bodies.image,
    "gallery": Bodies.gallery,
    "quote": _words,
    "dialogue": Bodies.dialogue,
    "table": _table,
    "figures": _figures,
    "document": Bodies.document,
    "embed": Bodies.embed,
    "note": Bodies.note,
    "related_entries": Bodies.related,
}
TYPENAMES = {
    name: f"{''.join(word.capitalize() for word in name.split('_'))}Block" for name in WRITERS
}
