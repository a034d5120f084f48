"""Changes categories, tags, places, people and the kind of many documents.

The published version and the draft are changed alike, each by itself: no draft is published by it.
It counts as a minor change, of which readers are not notified.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.models import get_serializable_data_for_fields
from wagtail.models import Page, Revision

from archive.checklist.asked import blocking
from archive.models import Category, EntryContributor, EntryPage, EntryTag, Place, ReportPage, Tag
from archive.search.admin.index import index_keys

from .change import Change
from .forms import CategoriesForm, KindForm, Operation, PeopleForm, PlacesForm, TagsForm

OF_A_ROW = {"pk", "page", "content_object", "sort_order"}  # columns that are not about the document


class Classification(Change):
    """Values of one field that are added to those of a document, removed, or put in their place.

    A draft holds primary keys or child rows; the published version is converted to the same form.
    """

    form_class: Any
    relation: str  # in a draft
    model: Any = None  # of the values

    def options(self, form: Any) -> dict[str, Any]:
        return {
            "operation": form.cleaned_data.get("operation", Operation.SET),
            "values": self.values(form.cleaned_data),
        }

    def values(self, cleaned: dict[str, Any]) -> list[Any]:
        return [value.pk for value in cleaned["values"]]

    def words(self, options: dict[str, Any]) -> str:
        operation = Operation(options["operation"]).label
        return f"{self.label}, {operation}: {self.names(options['values'])}"

    def names(self, values: Collection[Any]) -> str:
        rows = self.model._default_manager.filter(pk__in=values).order_by("name")
        return ", ".join(rows.values_list("name", flat=True))

    def value_of(self, row: Any) -> Any:
        return row

    def row_of(self, value: Any, page: Page) -> Any:
        return value

    def values_for(self, page: Page, values: list[Any]) -> list[Any]:
        """The values as a document of its language carries them."""
        return values

    def refusal(self, page: Page, user: Any, options: dict[str, Any]) -> Any:
        may = page.permissions_for_user(user)
        if not isinstance(page, EntryPage):
            return _("It is no document.")
        if not may.can_edit() or page.alias_of_id:
            return _("You may not edit it.")
        if may.page_locked():
            return _("It is locked.")
        if page.live and not may.can_publish():
            return _("Readers can see it, and you may not publish it.")
        return ""

    def preview(self, page: Page, options: dict[str, Any]) -> str:
        rows = _shown(page)[self.relation]
        then = self.changed(rows, page, options)
        now, after = (self.names(list(map(self.value_of, values))) for values in (rows, then))
        return f"{now or '—'} → {after or '—'}"

    def changed(self, rows: Any, page: Page, options: dict[str, Any]) -> Any:
        """The rows that a document will have afterwards."""
        operation, values = options["operation"], self.values_for(page, options["values"])
        if operation == Operation.REMOVE:
            return [row for row in rows if self.value_of(row) not in values]
        have = [self.value_of(row) for row in rows]
        remaining = [
            row for row in rows if operation == Operation.ADD or self.value_of(row) in values
        ]
        return remaining + [self.row_of(value, page) for value in values if value not in have]

    def state(self, page: Page) -> Any:
        return {
            "live": _row_as_content(page)[self.relation],
            "drafts": {str(draft.pk): draft.content.get(self.relation) for draft in _drafts(page)},
        }

    def is_same(self, now: Any, after: Any) -> bool:
        """A draft that was made since must have the values of the last one."""
        drafts = after["drafts"]
        last = drafts[max(drafts, key=int)] if drafts else after["live"]
        return bare(now["live"]) == bare(after["live"]) and all(
            bare(rows) == bare(drafts.get(key, last)) for key, rows in now["drafts"].items()
        )

    def apply(self, page: Page, user: Any, options: dict[str, Any]) -> None:
        state = self.state(page)
        live = self.changed(state["live"], page, options)
        drafts = {
            key: self.changed(rows or [], page, options) for key, rows in state["drafts"].items()
        }
        self._write(page, live, drafts)

    def restore(self, page: Page, user: Any, before: Any) -> None:
        if refusal := self.refusal(page, user, {}):
            raise PermissionDenied(str(refusal))
        now, drafts = self.state(page), before["drafts"]
        last = drafts[max(drafts, key=int)] if drafts else before["live"]
        live = _as_they_are(before["live"], now["live"])
        rows_by_draft = {
            key: _as_they_are(drafts.get(key, last), rows) for key, rows in now["drafts"].items()
        }
        self._write(page, live, rows_by_draft)

    def _write(self, page: Any, live: Any, drafts: dict[str, Any]) -> None:
        content = _row_as_content(page)
        if content[self.relation] != live:
            changed = page.with_content_json(content | {self.relation: live})
            _refuse_new_faults(page, changed)
            changed.save(clean=False)
        outdated = [d for d in _drafts(page) if d.content.get(self.relation) != drafts[str(d.pk)]]
        for draft in outdated:
            draft.content = draft.content | {self.relation: drafts[str(draft.pk)]}
            draft.save(update_fields=["content"])
        if outdated:
            index_keys([page.pk])  # a revision that is written again sends nothing


def bare(rows: Any) -> Any:
    """Rows without the columns that are not about the document."""
    if not isinstance(rows, list):
        return rows
    return [
        {name: value for name, value in row.items() if name not in OF_A_ROW}
        if isinstance(row, dict)
        else row
        for row in rows
    ]


def _as_they_are(rows: Any, now: Any) -> Any:
    """The rows for the child table, existing ones with their own keys."""
    if not isinstance(rows, list):
        return rows
    return [
        next((there for there in now or [] if bare([there]) == bare([row])), _unsaved(row))
        for row in rows
    ]


def _unsaved(row: Any) -> Any:
    return row | {"pk": None} if isinstance(row, dict) else row


def _row_as_content(page: Any) -> dict[str, Any]:
    """The page's own content, live or not, in the form of a draft."""
    content: dict[str, Any] = page.serializable_data()
    return content


def _shown(page: Any) -> dict[str, Any]:
    """The version that an editor sees: the latest draft."""
    draft = page.latest_revision
    return draft.content if draft else _row_as_content(page)


def _drafts(page: Page) -> Iterator[Revision]:
    """The latest draft, and those that are scheduled."""
    latest_or_waiting = Q(pk=page.latest_revision_id) | Q(approved_go_live_at__isnull=False)
    yield from Revision.objects.for_instance(page).filter(latest_or_waiting).order_by("pk")


def _refuse_new_faults(page: Any, changed: Any) -> None:
    """Raise if the change adds a fault for which the checklist prevents publication."""
    if page.live:
        had = {str(fault.sentence) for fault in blocking(page)}
        if new := [str(f.sentence) for f in blocking(changed) if str(f.sentence) not in had]:
            raise ValidationError(new)


class Categories(Classification):
    """Each language has its own categories: a document gets the translations of those chosen."""

    form_class = CategoriesForm
    name, label, relation, model = "categories", _("Categories"), "categories", Category

    def values_for(self, page: Page, values: list[Any]) -> list[Any]:
        chosen = Category.objects.filter(pk__in=values)
        own = Category.objects.filter(
            translation_key__in=chosen.values("translation_key"), locale=page.locale_id
        )
        return list(own.order_by("name").values_list("pk", flat=True))

    def refusal(self, page: Page, user: Any, options: dict[str, Any]) -> Any:
        if refusal := super().refusal(page, user, options):
            return refusal
        if options.get("operation", Operation.REMOVE) == Operation.REMOVE:
            return ""
        chosen = Category.objects.filter(pk__in=options["values"]).values("translation_key")
        if len(self.values_for(page, options["values"])) == chosen.distinct().count():
            return ""
        sentence = gettext("A category has no translation into its language, {language}.")
        return sentence.format(language=page.locale)


class Places(Classification):
    form_class = PlacesForm
    name, label, relation, model = "places", _("Places"), "places", Place


class Tags(Classification):
    form_class = TagsForm
    name, label, relation, model = "tags", _("Tags"), "entry_tags", Tag

    def value_of(self, row: Any) -> Any:
        return row["tag"]

    def row_of(self, value: Any, page: Page) -> Any:
        return get_serializable_data_for_fields(EntryTag(tag_id=value, content_object_id=page.pk))


class People(Classification):
    """The contributors of documents, by their name as printed."""

    form_class = PeopleForm
    name, label, relation = "people", _("Contributors"), "contributors"

    def values(self, cleaned: dict[str, Any]) -> list[Any]:
        return [cleaned["name"]]

    def options(self, form: Any) -> dict[str, Any]:
        return super().options(form) | {"role": form.cleaned_data["role"]}

    def names(self, values: Collection[Any]) -> str:
        return ", ".join(values)

    def value_of(self, row: Any) -> Any:
        return row["name"]

    def row_of(self, value: Any, page: Page) -> Any:
        return get_serializable_data_for_fields(EntryContributor(page_id=page.pk, name=value))

    def changed(self, rows: Any, page: Page, options: dict[str, Any]) -> Any:
        had = [self.value_of(row) for row in rows]
        return [
            row | {"sort_order": place}
            | ({} if self.value_of(row) in had else {"role": options["role"]})
            for place, row in enumerate(super().changed(rows, page, options))
        ]  # fmt: skip


class Kind(Classification):
    """The kind of a report, of which each has one."""

    form_class = KindForm
    name, label, relation = "kind", _("Kind"), "kind"

    def values(self, cleaned: dict[str, Any]) -> list[Any]:
        return [cleaned["values"]]

    def names(self, values: Collection[Any]) -> str:
        return ", ".join(str(ReportPage.Kind(value).label) for value in values if value)

    def refusal(self, page: Page, user: Any, options: dict[str, Any]) -> Any:
        if isinstance(page, ReportPage):
            return super().refusal(page, user, options)
        return _("Documents of its type are of no kind.")

    def preview(self, page: Page, options: dict[str, Any]) -> str:
        now = self.names([_shown(page)[self.relation]])
        return f"{now or '—'} → {self.names(options['values'])}"

    def changed(self, rows: Any, page: Page, options: dict[str, Any]) -> Any:
        return options["values"][0]


CHANGES = (Categories(), Tags(), Places(), People(), Kind())
