"""Posts of the old site as pages of ours: each in one go, with its rows, terms and redirects."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.apps import apps
from django.utils import timezone
from wagtail.models import Locale, Page, Revision

from archive.models import EntryPage, ImportedItem, ImportRecord
from archive.wordpress.export.catalogue import Catalogue
from archive.wordpress.export.records import Item
from archive.wordpress.parts import Note

from .choice import MESSAGES, is_public, left_out
from .digest import content_digest, is_edited, page_digest, was_withdrawn
from .ledger import Ledger, digest_of
from .made import Made, Maker
from .options import Options
from .parents import Parents
from .publicity import Publicity
from .records import Outcome, last_outcome
from .redirects import ON_ADDRESSES, Redirects
from .revision import revised, write_body
from .showing import show_with
from .slugs import slug_of
from .terms import LANGUAGE, TRANSLATIONS, Terms
from .tree import Tree

Action = ImportRecord.Action


class PageWriter:
    """Writes a post as a page, once; what an editor has changed since stays as it is."""

    def __init__(
        self, options: Options, catalogue: Catalogue, ledger: Ledger, tree: Tree, maker: Maker
    ) -> None:
        self._options, self._catalogue, self._ledger = options, catalogue, ledger
        self._tree, self._maker = tree, maker
        self._redirects = Redirects(catalogue, ledger, tree)
        self._terms = Terms(catalogue)
        self._parents = Parents(ledger, tree)
        self._publicity = Publicity(options, ledger)
        self.waiting: set[int] = set()  # posts that link to what was not there yet

    @property
    def leaving(self) -> set[int]:
        """Pages here that are no longer public there."""
        return self._publicity.leaving

    def take(self, item: Item) -> Outcome:
        """Create or update the item's page, or say why not.

        Its old addresses lead to the page, also to one that was left as it is.
        """
        outcome = self._take(item)
        page = outcome.page
        if page and outcome.action != Action.LEFT_OUT and not self._options.is_dry:
            said = [note for note in outcome.notes if note.code not in ON_ADDRESSES]
            path = self._tree.path_of(page)
            outcome.notes = [*said, *self._redirects.to_page(item, page, path)]
        return outcome

    def _take(self, item: Item) -> Outcome:
        known = self._ledger.get(item.id)
        if reason := left_out(item.kind, item.status):
            return self._left_out(item, known, reason)
        if known is None:
            return self._create(item)
        if known.page is None:
            return Outcome(item, Action.KEPT, notes=[Note("deleted-here", "It was deleted here.")])
        has_changed = known.source_digest != digest_of(item)
        if known.is_complete and not has_changed and not was_withdrawn(known.written_digest):
            return last_outcome(item, known)
        page = known.page.specific
        if is_edited(page, known.written_digest):
            return self._edited(item, page, known, has_changed=has_changed)
        if has_changed and not self._options.update:
            notes = [Note("source-changed", "Its source has changed: --update takes it over.")]
            return last_outcome(
                item, known, [*notes, *self._publicity.withdrawn(item, page, known)]
            )
        return self._update(item, page, known, has_changed=has_changed)

    def _create(self, item: Item) -> Outcome:
        locale, notes = self._locale(item)
        made = self._maker.make(item, locale)
        model, is_live = apps.get_model(made.draft.model), self._is_public(item)
        parent, elsewhere = self._parents.of(item, model, locale, is_public=is_live)
        wanted = slug_of(item.slug or made.title)
        slug, changed = self._tree.slug_in(None if self._comes_later(item) else parent, wanted)
        made.notes += [*notes, *changed]
        if self._options.is_dry:
            return made.outcome(Action.CREATED)
        made.notes += elsewhere
        page = model(
            locale=locale,
            translation_key=self._translation_key(item, locale),
            owner=self._options.user,
        )
        page.slug = slug
        self._fill(page, item, made)
        # The tree calls save() without a word; what an old letter lacks is for an editor to add.
        page.save = partial(type(page).save, page, clean=False)
        parent.add_child(instance=page)
        del page.save
        self._keep(item, page, made)
        return made.outcome(Action.CREATED, page)

    def link_again(self, item: Item) -> None:
        """Put the links in that could not be made when the page was written."""
        known = self._ledger.get(item.id)
        if known is None or known.page is None:
            return
        page = known.page.specific
        if is_edited(page, known.written_digest):
            return
        made = self._maker.make(item, page.locale, page)
        page.body = made.body_of(type(page))
        digest = page_digest(page)
        if digest != known.written_digest:
            write_body(page)
        self._ledger.keep(item, written_digest=digest, is_complete=made.is_complete)

    def _update(self, item: Item, page: Any, known: ImportedItem, *, has_changed: bool) -> Outcome:
        """Take a page over again that nobody has touched here."""
        made = self._maker.make(item, page.locale, page)
        if made.found.waits and not has_changed:
            self.waiting.add(item.id)  # it is written once, when what it waits for is here
            last = last_outcome(item, known)
            is_new = dead_links(last.notes) != dead_links(made.notes)
            return made.outcome(Action.UPDATED, page) if is_new else last
        withdrawn = self._publicity.withdrawn(item, page, known)
        self._fill(page, item, made)
        if page_digest(page) == known.written_digest:
            if not self._options.is_dry:
                self._ledger.keep(item, is_complete=made.is_complete)
            return made.outcome(Action.UNCHANGED, page)
        if not self._options.is_dry:
            page.save(clean=False)
            # What has not changed is only now all here: it is still the first writing.
            self._keep(item, page, made, None if has_changed else page.latest_revision)
        return made.outcome(Action.UPDATED, page, withdrawn)

    def _edited(self, item: Item, page: Any, known: ImportedItem, *, has_changed: bool) -> Outcome:
        """Leave a page as it is that somebody has changed here."""
        again = self._publicity.public_again(item, page, known)
        if has_changed:
            note = Note("edited-here", "It was edited here, and its new source was not taken.")
            found = last_outcome(
                item, known, [note, *again, *self._publicity.withdrawn(item, page, known)]
            )
            found.action = Action.KEPT
            return found
        if known.is_complete:
            return last_outcome(item, known, again)
        note = Note("edited-here", "It was edited here: what came later was not put in.")
        is_there_now = self._maker.make(item, page.locale, page).is_complete
        return last_outcome(item, known, [note, *again] if is_there_now else again)

    def _left_out(self, item: Item, known: ImportedItem | None, reason: str) -> Outcome:
        if item.kind in MESSAGES:  # whose titles are people's names
            item = replace(item, title="", slug="", link="")
        notes = [Note("not-taken", reason)]
        page = known.page.specific if known and known.page else None
        if known and page:
            was_edited = is_edited(page, known.written_digest)
            notes += self._publicity.withdrawn(item, page, known)
            if not self._options.is_dry and not was_edited and not page.live:
                self._ledger.keep(item, written_digest=page_digest(page))
        return Outcome(item, Action.LEFT_OUT, page, notes=notes)

    def _fill(self, page: Any, item: Item, made: Made) -> None:
        page.title = page.draft_title = made.title
        page.live = self._is_public(item)
        if page.live:
            page.first_published_at = _instant(item)
            page.last_published_at = item.modified_gmt or _instant(item)
        for name, value in made.fields.items():
            setattr(page, name, value)
        page.body = made.body_of(type(page))
        for relation, rows in made.draft.rows.items():
            manager = getattr(page, relation)
            manager.set([manager.model(sort_order=n, **row) for n, row in enumerate(rows)])
        if isinstance(page, EntryPage):
            found = self._terms.of(item.terms, page.locale)
            page.categories, page.places = unique(found.categories), unique(found.places)
            page.tags.set(unique(found.tags))
            if found.made and not page.live:
                names = ", ".join(f"“{category}”" for category in found.made)
                text = f"Readers see the names of all categories: {names} is new with this draft."
                made.notes.append(Note("category-shown", text))

    def _keep(self, item: Item, page: Page, made: Made, instead_of: Revision | None = None) -> None:
        """What belongs to a page that was just written: a revision, the ledger."""
        if made.found.waits:
            self.waiting.add(item.id)
        fresh = type(page).objects.get(pk=page.pk)
        written = content_digest(revised(fresh, self._options.user, instead_of).content)
        shown = made.found.images, made.found.documents
        made.notes += show_with(*shown, self._ledger, is_public=fresh.live)
        self._ledger.keep(item, page=page, written_digest=written, is_complete=made.is_complete)

    def _is_public(self, item: Item) -> bool:
        return is_public(item, self._options.public_types)

    def _locale(self, item: Item) -> tuple[Locale, list[Note]]:
        codes = [ref.slug for ref in item.terms if ref.domain == LANGUAGE]
        found = Locale.objects.filter(language_code__in=codes).first() if codes else None
        if found or not codes:
            return found or self._tree.locale, []
        text = f"Its language is “{codes[0]}”, which this CMS has not; it is kept as another."
        return self._tree.locale, [Note("language-unknown", text)]

    def _translation_key(self, item: Item, locale: Locale) -> UUID:
        """The same for posts that the old site knew as translations, one for each language."""
        shared = next((ref.slug for ref in item.terms if ref.domain == TRANSLATIONS), "")
        key = uuid5(NAMESPACE_URL, f"{self._ledger.site}#{shared or item.id}")
        if shared and Page.objects.filter(locale=locale, translation_key=key).exists():
            return uuid5(NAMESPACE_URL, f"{self._ledger.site}#{item.id}")
        return key

    def _comes_later(self, item: Item) -> bool:
        """Whether what it lies below would only be made, in a dry run."""
        is_here = self._ledger.get(item.parent) is not None
        is_there = self._catalogue.item(item.parent) is not None
        return self._options.is_dry and is_there and not is_here


def dead_links(notes: Iterable[Note]) -> set[str]:
    return {note.text for note in notes if note.code == "dead-link"}


def unique(terms: Iterable[Any]) -> list[Any]:
    return list({term.pk: term for term in terms}.values())


def _instant(item: Item) -> datetime:
    if item.posted_gmt:
        return item.posted_gmt
    local = item.posted or datetime.combine(date.today(), datetime.min.time())  # noqa: DTZ011
    return timezone.make_aware(local) if timezone.is_naive(local) else local.astimezone(UTC)
