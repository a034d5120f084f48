"""A post's content as a page is to hold it, with what was counted on the way."""

from __future__ import annotations

import re
from collections.abc import Collection, Container
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from wagtail.models import Locale, Page

from archive.models import ImportRecord
from archive.wordpress.export.catalogue import Catalogue
from archive.wordpress.export.records import Item
from archive.wordpress.html import convert
from archive.wordpress.html.counting import Counts, arrived_counts, losses, source_counts
from archive.wordpress.parts import Draft, Note, Picture
from archive.wordpress.rendering import rendered
from archive.wordpress.rendering.footnotes import with_footnotes
from archive.wordpress.structure.describe import describe, moved_words
from archive.wordpress.structure.kinds import NOTHING_FITS, Kind
from archive.wordpress.structure.type_map import TypeMap

from .blank import blank_fields, blank_rows
from .choice import is_public
from .options import Options
from .records import Outcome
from .resolve import Resolved, resolved
from .targets import Targets
from .terms import notes_on

LONGEST = 255
_MARKUP = re.compile(r"<(?:a|img|iframe)\s|\[(?:caption|gallery)", re.IGNORECASE)
KEPT = "It was one here already."


@dataclass(frozen=True)
class KeptType(TypeMap):
    """The type that a page has, whatever the rules would choose for it now."""

    kept: Kind = NOTHING_FITS

    def kind(self, post: int, title: str, categories: Collection[str]) -> Kind:
        return self.kept


@dataclass
class Made:
    """A page to be written, and what there is to say about it."""

    item: Item
    draft: Draft
    found: Resolved
    fields: dict[str, Any]
    source: Counts
    arrived: Counts
    notes: list[Note] = field(default_factory=list)

    @property
    def title(self) -> str:
        title = " ".join(self.item.title.split())
        if not title:
            return f"Without a title ({self.item.id})"
        return title if len(title) <= LONGEST else f"{title[: LONGEST - 1]}…"

    @property
    def is_complete(self) -> bool:
        return self.found.is_complete

    def body_of(self, model: type[Page]) -> Any:
        """The body as the model's stream; what it was given in order is stored in that order."""
        block = model._meta.get_field("body").stream_block
        return block.to_python(block.get_prep_value(block.to_python(self.found.parts)))

    def outcome(
        self, action: ImportRecord.Action, page: Page | None = None, more: list[Note] | None = None
    ) -> Outcome:
        return Outcome(
            self.item,
            action,
            page,
            self.draft.model,
            self.draft.why,
            self.source,
            self.arrived,
            [*(more or []), *self.notes],
        )


class Maker:
    """Makes pages of posts; writes nothing."""

    def __init__(self, options: Options, catalogue: Catalogue, targets: Targets) -> None:
        self._options, self._catalogue, self._targets = options, catalogue, targets

    def make(self, item: Item, locale: Locale, page: Page | None = None) -> Made:
        """As a new page, or as what goes into this one, which keeps its type."""
        language = locale.language_code
        content = with_footnotes(item.content, item.meta.get("footnotes", ()))
        shown = rendered(content, self._catalogue.reusable)
        draft = self._draft(item, shown.html, language, self._options.type_map)
        if page and page._meta.label != draft.model:
            text = f"By the rules it would be a new {draft.model}; a page keeps its type."
            kept = KeptType(kept=Kind(page._meta.label, getattr(page, "kind", ""), KEPT))
            draft = self._draft(item, shown.html, language, kept)
            draft.notes.append(Note("type-changed", text))
        found = resolved(item.id, draft.parts, self._targets)
        source = source_counts(shown.html)
        arrived = arrived_counts(moved_words(draft, language), draft.parts)
        lost = losses(source, arrived, draft.notes)
        arrived.images = len(found.images)
        on_terms = notes_on(item.terms, is_entry=draft.model.startswith("archive."))
        on_item = said(item, self._options.public_types)
        notes = [*shown.notes, *draft.notes, *found.notes, *lost, *on_item, *on_terms]
        fields = draft.fields | self._lead_image(item, draft, found)
        fields = blank_fields(draft.model) | fields
        draft.rows = blank_rows(draft.model) | draft.rows
        return Made(item, draft, found, fields, source, arrived, notes)

    def _draft(self, item: Item, html: str, language: str, types: TypeMap | None) -> Draft:
        return describe(
            item,
            convert(html),
            language=language,
            today=timezone.localdate(),
            author=self._catalogue.author(item.author),
            overrides=types,
        )

    def _lead_image(self, item: Item, draft: Draft, found: Resolved) -> dict[str, Any]:
        """The picture that stood for the post on the old site."""
        number = next(iter(item.meta.get("_thumbnail_id", ())), "")
        if not number.isdecimal() or not draft.model.startswith("archive."):
            return {}
        picture = self._targets.picture(Picture("", int(number)))
        if picture is None:
            found.is_complete = False
            text = f"The picture of the post, {number}, is not here."
            found.notes.append(Note("picture-missing", text, is_loss=True))
            return {}
        found.images.append(picture.key)
        return {
            "lead_image_id": picture.key,
            "lead_image_alt": picture.alt[:LONGEST],
            "lead_image_caption": picture.caption[:500],
        }


def said(item: Item, public_types: Container[str]) -> list[Note]:
    """What an editor should know of a post, apart from its content."""
    notes = []
    if item.protected:
        notes.append(Note("protected", "It asked for a password there, and is a draft here."))
    elif item.for_members:
        text = "Some of it was only for who had an account there: it is a draft here."
        notes.append(Note("for-members", text))
    elif not is_public(item, public_types) and item.status == "publish":
        text = f"Whether readers saw a “{item.kind}” there is not known: it is a draft here."
        notes.append(Note("type-not-public", text))
    elif item.status not in ("publish", "draft"):
        notes.append(Note("not-public", f"It was “{item.status}” there, and is a draft here."))
    if _MARKUP.search(item.excerpt):
        text = "Its excerpt had a link or a picture, of which only the words are kept."
        notes.append(Note("excerpt-markup", text))
    if item.sticky:
        notes.append(Note("sticky", "It stood above all others there."))
    if item.comments:
        notes.append(Note("comments", f"Comments are not taken over; it had {item.comments}."))
    if len(item.title) > LONGEST:
        notes.append(Note("title-too-long", f"The whole title: {item.title}"))
    return notes
