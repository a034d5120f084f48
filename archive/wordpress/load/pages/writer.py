"""Writes posts of the old site as pages, each at once with its rows, terms and redirects."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

from django.apps import apps
from django.utils import timezone
from wagtail.models import Page, Revision

from archive.markup.parts import Note
from archive.markup.sentences import Sentence, message
from archive.models import EntryPage, ImportedItem
from archive.wordpress.export.catalogue import Catalogue
from archive.wordpress.export.records import Item
from archive.wordpress.export.selection import NAMED, left_out
from archive.wordpress.load.bookkeeping.ledger import Ledger, digest_of
from archive.wordpress.load.bookkeeping.notes import DELETED_HERE, SOURCE_CHANGED
from archive.wordpress.load.bookkeeping.outcomes import Action, Outcome, last_outcome
from archive.wordpress.load.bookkeeping.page_digests import (
    WITHDRAWN,
    content_digest,
    is_edited,
    page_digest,
)
from archive.wordpress.load.media.access import show_with
from archive.wordpress.load.options import Options
from archive.wordpress.load.redirects.writer import NOTE_CODES, RedirectWriter
from archive.wordpress.load.site.parents import Parents
from archive.wordpress.load.site.slugs import slug_of
from archive.wordpress.load.site.terms import Terms
from archive.wordpress.load.site.tree import Tree

from .builder import PageBuilder, PageContent
from .front import FrontPages
from .publication import Publication, hold_back
from .revisions import save_revision, write_body
from .translations import locale_of, translation_key

NEW_SOURCE_LEFT = Note("edited-here", "It was edited here, and its new source was not taken.")
LATER_LEFT = Note("edited-here", "It was edited here: what came later was not put in.")


class PageWriter:
    """Writes a post as a page, once; changes by editors are kept."""

    def __init__(
        self,
        options: Options,
        catalogue: Catalogue,
        ledger: Ledger,
        tree: Tree,
        builder: PageBuilder,
    ) -> None:
        self._options, self._catalogue, self._ledger = options, catalogue, ledger
        self._tree, self._builder = tree, builder
        self._redirects = RedirectWriter(catalogue, ledger, tree)
        self._terms = Terms(catalogue, options.public_taxonomies)
        self._parents = Parents(ledger, tree)
        self._fronts = FrontPages(catalogue, ledger, tree)
        self._publication = Publication(options, ledger)
        self.waiting: set[int] = set()  # posts that link to something that did not exist yet

    @property
    def leaving(self) -> set[int]:
        """Pages here that are no longer public there."""
        return self._publication.leaving

    def write(self, item: Item) -> Outcome:
        """Create or update the item's page, or say why not.

        Its old addresses redirect to the page, even if the page was left unchanged.
        """
        outcome = self._write(item)
        page = outcome.page
        outcome.is_public = bool(page and page.live)
        if page and outcome.action != Action.LEFT_OUT:
            other_notes = [note for note in outcome.notes if note.code not in NOTE_CODES]
            path = self._tree.path_of(page)
            outcome.notes = [*other_notes, *self._redirects.to_page(item, page, path)]
        return outcome

    def _write(self, item: Item) -> Outcome:
        imported_item = self._ledger.get(item.id)
        if imported_item and self._fronts.is_taken(imported_item.page):
            return self._fronts.again(item, imported_item)
        if reason := left_out(item.kind, item.status):
            return self._left_out(item, imported_item, reason)
        if imported_item is None:
            return self._create(item)
        if imported_item.page is None:
            return Outcome(item, Action.KEPT, notes=[DELETED_HERE])
        has_changed = imported_item.source_digest != digest_of(item)
        if (
            imported_item.is_complete
            and not has_changed
            and imported_item.written_digest != WITHDRAWN
        ):
            return last_outcome(item, imported_item)
        page = imported_item.page.specific
        if is_edited(page, imported_item.written_digest):
            return self._edited(item, page, imported_item, has_changed=has_changed)
        if has_changed and not self._options.update:
            withdrawal_notes = self._publication.withdrawn(item, page, imported_item)
            return last_outcome(item, imported_item, [SOURCE_CHANGED, *withdrawal_notes])
        return self._update(item, page, imported_item, has_changed=has_changed)

    def _create(self, item: Item) -> Outcome:
        locale = locale_of(item, self._tree.locale)
        content = self._builder.build(item, locale)
        if front := self._fronts.take(item, content, locale):
            self._keep(item, front, content)
            return content.outcome(Action.CREATED, front)
        model = apps.get_model(content.draft.model)
        parent, parent_notes = self._parents.of(item, model, locale, is_public=content.is_public)
        preferred_slug = slug_of(item.slug or content.title.lower())
        slug, slug_notes = self._tree.slug_in(parent, preferred_slug)
        content.notes += [*slug_notes, *parent_notes]
        page = model(
            locale=locale,
            translation_key=translation_key(item, locale, self._ledger.site),
            owner=self._options.user,
        )
        page.slug, page.future_parent = slug, parent
        self._fill(page, item, content)
        # The tree calls save() without validation; an editor adds what an old letter lacks.
        page.save = partial(type(page).save, page, clean=False)
        parent.add_child(instance=page)
        del page.save
        self._keep(item, page, content)
        return content.outcome(Action.CREATED, page)

    def link_again(self, item: Item) -> None:
        """Add the links that had no target yet when the page was written."""
        imported_item = self._ledger.get(item.id)
        if imported_item is None or imported_item.page is None:
            return
        page = imported_item.page.specific
        if is_edited(page, imported_item.written_digest):
            return
        content = self._builder.build(item, page.locale, page)
        page.body = content.stream_of(type(page))
        digest = page_digest(page)
        if digest != imported_item.written_digest:
            write_body(page)
        self._ledger.keep(item, written_digest=digest, is_complete=content.is_complete)

    def _update(
        self, item: Item, page: Any, imported_item: ImportedItem, *, has_changed: bool
    ) -> Outcome:
        """Write a page again that nobody has edited here."""
        content = self._builder.build(item, page.locale, page)
        if content.body.waits and not has_changed:
            self.waiting.add(item.id)  # it is written once its targets exist
            last = last_outcome(item, imported_item)
            is_new = dead_links(last.notes) != dead_links(content.notes)
            return content.outcome(Action.UPDATED, page) if is_new else last
        withdrawal_notes = self._publication.withdrawn(item, page, imported_item)
        self._fill(page, item, content)
        if page_digest(page) == imported_item.written_digest:
            self._ledger.keep(item, is_complete=content.is_complete)
            return content.outcome(Action.UNCHANGED, page)
        page.save(clean=False)
        # Only now do all targets exist: it still counts as the first writing.
        self._keep(item, page, content, None if has_changed else page.latest_revision)
        return content.outcome(Action.UPDATED, page, withdrawal_notes)

    def _edited(
        self, item: Item, page: Any, imported_item: ImportedItem, *, has_changed: bool
    ) -> Outcome:
        """Leave a page unchanged that somebody has edited here."""
        notes = self._publication.public_again(item, page, imported_item)
        if has_changed:
            notes += self._publication.withdrawn(item, page, imported_item)
            outcome = last_outcome(item, imported_item, [NEW_SOURCE_LEFT, *notes])
            outcome.action = Action.KEPT
            return outcome
        if (
            not imported_item.is_complete
            and self._builder.build(item, page.locale, page).is_complete
        ):
            notes = [LATER_LEFT, *notes]
        return last_outcome(item, imported_item, notes)

    def _left_out(
        self, item: Item, imported_item: ImportedItem | None, reason: Sentence
    ) -> Outcome:
        if item.kind in NAMED:
            item = replace(item, title="", slug="", link="")
        notes = [Note("not-taken", *reason)]
        page = imported_item.page.specific if imported_item and imported_item.page else None
        if imported_item and page:
            was_edited = is_edited(page, imported_item.written_digest)
            notes += self._publication.withdrawn(item, page, imported_item)
            if not was_edited and not page.live:
                self._ledger.keep(item, written_digest=page_digest(page))
        return Outcome(item, Action.LEFT_OUT, page, notes=notes)

    def _fill(self, page: Any, item: Item, content: PageContent) -> None:
        page.title = page.draft_title = content.title
        page.live = content.is_public
        if page.live:
            page.first_published_at = _posted_at(item)
            page.last_published_at = item.modified_gmt or _posted_at(item)
        for name, value in content.fields.items():
            setattr(page, name, value)
        page.body = content.stream_of(type(page))
        for relation, rows in content.draft.rows.items():
            manager = getattr(page, relation)
            manager.set([manager.model(sort_order=n, **row) for n, row in enumerate(rows)])
        if isinstance(page, EntryPage):
            subjects = self._terms.of(item.terms, page.locale)
            page.categories = list(dict.fromkeys(subjects.categories))
            page.places = list(dict.fromkeys(subjects.places))
            page.tags.set(dict.fromkeys(subjects.tags))
            if subjects.new_categories and not page.live:
                names = ", ".join(f"“{category}”" for category in subjects.new_categories)
                sentence = message(
                    "Readers see the names of all categories: %(names)s is new with this draft."
                )
                content.notes.append(Note("category-shown", sentence, {"names": names}))
        hold_back(page, content.notes)

    def _keep(
        self, item: Item, page: Page, content: PageContent, instead_of: Revision | None = None
    ) -> None:
        """Store what belongs to a page that was just saved: a revision, the ledger."""
        body = content.body
        if body.waits:
            self.waiting.add(item.id)
        fresh = type(page).objects.get(pk=page.pk)
        digest = content_digest(save_revision(fresh, self._options.user, instead_of).content)
        content.notes += show_with(body.images, body.documents, self._ledger, is_public=fresh.live)
        self._ledger.keep(item, page=page, written_digest=digest, is_complete=body.is_complete)


def dead_links(notes: Iterable[Note]) -> set[str]:
    return {note.text for note in notes if note.code == "dead-link"}


def _posted_at(item: Item) -> datetime:
    if item.posted_gmt:
        return item.posted_gmt
    local = item.posted or datetime.combine(date.today(), datetime.min.time())  # noqa: DTZ011
    return timezone.make_aware(local) if timezone.is_naive(local) else local.astimezone(UTC)
