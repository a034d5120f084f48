"""The content of a page from a post, with what was counted on the way."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.utils import timezone
from wagtail.models import Locale, Page

from archive.markup import convert
from archive.markup.figures import ALT_LENGTH, CAPTION_LENGTH
from archive.markup.parts import Note, Picture
from archive.markup.sentences import Sentence, message
from archive.wordpress.counting import Counts, arrived_counts, doubts, losses, source_counts
from archive.wordpress.export.catalogue import Catalogue
from archive.wordpress.export.records import Item
from archive.wordpress.export.selection import is_public
from archive.wordpress.load.bookkeeping.notes import LONGEST_TITLE, notes_on_title
from archive.wordpress.load.bookkeeping.outcomes import NOT_PUBLIC, Action, Outcome
from archive.wordpress.load.options import Options
from archive.wordpress.load.references.resolver import ResolvedBody, resolve_body
from archive.wordpress.load.references.targets import Targets
from archive.wordpress.load.site.slugs import clipped
from archive.wordpress.load.site.terms import AUTHOR, CATEGORY, notes_on
from archive.wordpress.rendering import rendered
from archive.wordpress.rendering.footnotes import with_footnotes
from archive.wordpress.structure.describe import describe
from archive.wordpress.structure.draft import Draft, moved_words
from archive.wordpress.structure.type_map import name_of
from archive.wordpress.structure.type_rules import Kind
from cms.numbers import number_in

from .defaults import default_fields, no_rows
from .translations import notes_on_language

FRONT = "home.HomePage"  # has a body like any page
_MARKUP = re.compile(r"<(?:a|img|iframe)\s|\[(?:caption|gallery)", re.IGNORECASE)


@dataclass
class PageContent:
    """The content of a page, and what an editor should know about it."""

    item: Item
    draft: Draft
    body: ResolvedBody
    fields: dict[str, Any]
    source: Counts
    arrived: Counts
    notes: list[Note] = field(default_factory=list)
    is_public: bool = False  # otherwise a draft, whatever the notes say about the reason

    @property
    def title(self) -> str:
        title = " ".join(self.item.title.split())
        return clipped(title, LONGEST_TITLE) if title else f"Without a title ({self.item.id})"

    @property
    def is_complete(self) -> bool:
        return self.body.is_complete

    def stream_of(self, model: type[Page]) -> Any:
        """The body as the model's stream, in the given order."""
        block = model._meta.get_field("body").stream_block
        return block.to_python(block.get_prep_value(block.to_python(self.body.parts)))

    def outcome(
        self, action: Action, page: Page | None = None, further_notes: list[Note] | None = None
    ) -> Outcome:
        return Outcome(
            self.item,
            action,
            page,
            self.draft.model,
            name_of(self.draft.model, str(self.draft.fields.get("kind", ""))),
            self.draft.why,
            self.source,
            self.arrived,
            [*(further_notes or []), *self.notes],
        )


class PageBuilder:
    """Builds the content of pages from posts; writes nothing."""

    def __init__(self, options: Options, catalogue: Catalogue, targets: Targets) -> None:
        self._options, self._catalogue, self._targets = options, catalogue, targets

    def build(self, item: Item, locale: Locale, page: Page | None = None) -> PageContent:
        """The content of a new page, or of this one, which keeps its type."""
        language = locale.language_code
        stored = with_footnotes(item.content, item.meta.get("footnotes", ()))
        html, html_notes = rendered(stored, self._catalogue.reusable)
        draft = self._draft(item, html, language, page)
        body = resolve_body(item, draft.parts, self._targets)
        source = source_counts(html)
        arrived = arrived_counts(moved_words(draft, language), draft.parts)
        loss_notes = losses(source, arrived, draft.notes)
        arrived.images = len(body.images)
        fields = draft.fields | self._lead_image(item, draft, body)
        notes = [*html_notes, *draft.notes, *body.notes, *loss_notes]
        notes += [*doubts(source, arrived, draft.parts), *self._notes_on(item, draft, language)]
        if item.fields_with_words and not body.parts:
            names = ", ".join(f"“{name}”" for name in item.fields_with_words[:20])
            sentence = message(
                "Its words stand in %(names)s, which are not taken over: it is a draft here."
            )
            notes.append(Note("says-nothing", sentence, {"names": names}, is_loss=True))
        fields = default_fields(draft.model) | fields
        draft.rows = no_rows(draft.model) | draft.rows
        is_shown = is_public(item, self._options.public_types)
        is_shown = is_shown and NOT_PUBLIC.isdisjoint(note.code for note in notes)
        if is_shown and not any(arrived.numbers().values()):
            sentence = message("Nothing of a body arrived: readers see only its title.")
            notes.append(Note("empty", sentence, is_loss=True))
        return PageContent(item, draft, body, fields, source, arrived, notes, is_shown)

    def _draft(self, item: Item, html: str, language: str, page: Page | None) -> Draft:
        """The draft of a post, by the rules or by hand; an existing page keeps its type."""
        draft = self._described(item, html, language, self._kind_by_hand(item))
        if page is None or page._meta.label in (draft.model, FRONT):
            return draft
        values = {"type": {"message": apps.get_model(draft.model)._meta.verbose_name_raw}}
        why = Sentence("It was one here already.")
        kind = Kind(page._meta.label, getattr(page, "kind", ""), why)
        draft = self._described(item, html, language, kind)
        sentence = message(
            "By the rules it would be of the type “%(type)s”; a page keeps its type."
        )
        draft.notes.append(Note("type-changed", sentence, values))
        return draft

    def _described(self, item: Item, html: str, language: str, kind: Kind | None) -> Draft:
        return describe(
            item,
            convert(html, language=language),
            language=language,
            today=timezone.localdate(),
            profile=self._options.profile,
            authors=self._authors(item),
            kind=kind,
        )

    def _notes_on(self, item: Item, draft: Draft, language: str) -> list[Note]:
        """What an editor should know about a post, apart from its content."""
        options, is_entry = self._options, draft.model.startswith("archive.")
        on_terms = notes_on(item.terms, options.public_taxonomies, is_entry=is_entry)
        on_item = item_notes(item, options.public_types)
        return [*on_item, *notes_on_language(item, language), *on_terms]

    def _kind_by_hand(self, item: Item) -> Kind | None:
        slugs = [ref.slug for ref in item.terms if ref.domain == CATEGORY]
        return self._options.type_map.kind(item.id, item.title, slugs)

    def _authors(self, item: Item) -> list[str]:
        """The public names of a post's authors: several with Co-Authors Plus."""
        refs = [ref for ref in item.terms if ref.domain == AUTHOR]
        logins = [[ref.name, ref.slug.removeprefix("cap-")] for ref in refs] or [[item.author]]
        names = [
            next(filter(None, map(self._catalogue.author, spellings)), None) for spellings in logins
        ]
        return list(dict.fromkeys(filter(None, names)))

    def _lead_image(self, item: Item, draft: Draft, body: ResolvedBody) -> dict[str, Any]:
        """The featured image of the post."""
        number = number_in(item.first("_thumbnail_id")) or 0  # WordPress writes 0 for none
        if not number or not draft.model.startswith("archive."):
            return {}
        picture = self._targets.picture(Picture("", number))
        if picture is None:
            body.is_complete = False
            sentence = message("The picture of the post, %(number)d, is not here.")
            body.notes.append(Note("picture-missing", sentence, {"number": number}, is_loss=True))
            return {}
        body.images.append(picture.key)
        return {
            "lead_image_id": picture.key,
            "lead_image_alt": body.fitting(picture.alt, ALT_LENGTH),
            "lead_image_caption": body.fitting(picture.caption, CAPTION_LENGTH),
        }


def item_notes(item: Item, public_types: Container[str]) -> list[Note]:
    """What an editor should know about a post, apart from its content."""
    notes = []
    if item.protected:
        notes.append(Note("protected", "It asked for a password there, and is a draft here."))
    elif item.for_members:
        text = message("Some of it was only for who had an account there: it is a draft here.")
        notes.append(Note("for-members", text))
    elif not is_public(item, public_types) and item.status == "publish":
        text = message("Whether readers saw a “%(type)s” there is not known: it is a draft here.")
        notes.append(Note("type-not-public", text, {"type": item.kind}))
    elif item.status not in ("publish", "draft"):
        text = (
            message("It was “%(status)s” there, and is a draft here.")
            if item.status
            else message("It has no status in the export, and is a draft here.")
        )
        notes.append(Note("not-public", text, {"status": item.status}))
    if _MARKUP.search(item.excerpt):
        text = message("Its excerpt had a link or a picture, of which only the words are kept.")
        notes.append(Note("excerpt-markup", text))
    if item.sticky:
        notes.append(Note("sticky", "It stood above all others there."))
    return notes + notes_on_title(item.title)
