"""Forms of the admin that check more than a column can."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from modelcluster.models import get_all_child_m2m_relations
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.forms.pages import CopyForm
from wagtail.models import get_page_models

from archive.checklist.asked import blocking
from archive.corrections.forms import ChangeForm
from archive.date_fields import WallClockField
from archive.merging.survivors import surviving_names
from archive.safeguards.form import SafeguardedForm
from cms.admin_visibility.terms import terms_for
from cms.visibility.public_types import may_be_aliased


class EntryForm(ChangeForm, SafeguardedForm):
    """Requires everything that readers need when a document is published, but not for a draft.

    A preview does not even need the date, by which documents are sorted: it is shown with the one
    that was saved last, or a new document with today's.
    """

    _rows_were_read = False

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.pk is None:
            self.initial |= self.instance.known_at_first()
        self._offer("categories", Q(locale=self.instance.locale_id))
        if "categories" in self.fields:
            self.fields["categories"].widget.query = {"locale": self.instance.locale_id}
        self._offer("places", Q())

    def _offer(self, name: str, condition: Q) -> None:
        """Offer the terms that the account sees and that fit, plus those already chosen."""
        if field := self.fields.get(name):
            field.error_messages["invalid_choice"] = _(
                "One that was chosen here, number %(value)s, is not there, or no longer: somebody "
                "may have deleted it, or merged it into another. The others are still chosen."
            )
            chosen = [term.pk for term in getattr(self.instance, name).all()]
            if self.for_user:
                visible = terms_for(self.for_user, field.queryset.model)
                condition &= Q(pk__in=visible.values("pk"))
            if condition:
                field.queryset = field.queryset.filter(condition | Q(pk__in=chosen))

    def clean_tags(self) -> list[str]:
        """The tags, by name, which identifies existing ones."""
        field: Any = type(self.instance)._meta.get_field("tags")
        return surviving_names(field.related_model, self.cleaned_data["tags"])

    def defer_required_fields(self) -> None:
        super().defer_required_fields()
        if self.is_preview and "date" in self.fields:
            self.fields["date"].required = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.is_preview and cleaned.get("date") == "":
            cleaned["date"] = self.instance.date or timezone.localdate().isoformat()
        return cleaned

    def is_valid(self) -> bool:
        """Child rows are on the document only now; their errors are shown beside them."""
        is_valid = super().is_valid()
        if not (self._rows_were_read or self.is_refused or self.is_deferred_validation):
            self._rows_were_read = True
            for fault in blocking(self._typed()):
                for form in self.formsets[fault.field].forms if fault.row else ():
                    if form.instance is fault.row:
                        is_asked = fault.column in form.fields
                        form.add_error(fault.column if is_asked else None, fault.sentence)
                        is_valid = False
        return is_valid

    def _post_clean(self) -> None:
        super()._post_clean()
        if not self.is_deferred_validation:
            for field in get_all_child_m2m_relations(type(self.instance)):
                # otherwise the instance has it once it is saved
                if field.name in self.cleaned_data:
                    getattr(self.instance, field.name).set(self.cleaned_data[field.name])
            for name, sentence in self.instance.missing_by_checklist().items():
                # Errors of child rows belong to their formset.
                if name not in self.formsets and name not in self.errors:
                    self.add_error(name if name in self.fields else None, sentence)


class SectionForm(SafeguardedForm):
    """Asks which types of documents are allowed in a section."""

    document_types = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        column = self.instance._meta.get_field("document_types")
        field: Any = self.fields["document_types"]
        field.label, field.help_text = capfirst(column.verbose_name), column.help_text
        field.choices = [
            (model._meta.model_name, capfirst(model._meta.verbose_name))
            for model in type(self.instance).creatable_subpage_models()
            if not isinstance(self.instance, model)
        ]


class ArchiveCopyForm(CopyForm):
    """Offers no aliases of documents, nor of sections with documents: each has one address."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if not may_be_aliased(self.page.specific_class):
            self.fields.pop("alias", None)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("alias") and cleaned.get("copy_subpages"):
            without = [model for model in get_page_models() if not may_be_aliased(model)]
            if document := self.page.get_descendants().type(*without).first():
                self.add_error(
                    "alias",
                    _(
                        "“%(title)s” below it is a document, which has one address and one "
                        "reference code: there is no alias of it. Leave its subpages out, or "
                        "copy without “Alias”."
                    )
                    % {"title": document.title},
                )
        return cleaned


_SKIPPED = _("No clock in {zone} showed {time}: that hour is skipped when summer time begins.")
_TWICE = _("The clocks in {zone} showed {time} twice: say which of the two is meant.")


class ScreeningForm(WagtailAdminModelForm):
    """Reads the time of a screening as the local time at the venue."""

    starts_at = WallClockField(label=_("Starts at"))
    fold = forms.TypedChoiceField(
        label=_("Which of two hours"),
        choices=[
            ("", "—"),
            (0, _("The first")),
            (1, _("The second, after the clocks were put back")),
        ],
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("Only where the clocks are put back that night and show the time twice."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        column, field = self.instance._meta.get_field("starts_at"), self.fields["starts_at"]
        field.label, field.help_text = capfirst(column.verbose_name), column.help_text
        if self.instance.starts_at:
            start = self.instance.local_start
            self.initial["starts_at"] = start.replace(tzinfo=None)
            self.initial["fold"] = start.fold if len(instants(start)) > 1 else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        start, zone = cleaned.get("starts_at"), cleaned.get("time_zone")
        if start and zone in available_timezones():  # otherwise the column's validator reports it
            cleaned["starts_at"] = self._instant(start.replace(tzinfo=ZoneInfo(zone)))
        return cleaned

    def _instant(self, start: datetime) -> datetime | None:
        """The intended instant; None, with an error for the editor, if there is none."""
        possible, fold = instants(start), self.cleaned_data.get("fold")
        if len(possible) == 1:
            return possible[0]
        if possible and fold is not None:
            return possible[fold]
        sentence = _TWICE if possible else _SKIPPED
        self.add_error("starts_at", sentence.format(zone=start.tzinfo, time=f"{start:%H:%M}"))
        return None


def instants(local: datetime) -> list[datetime]:
    """The instants at which clocks in a time zone show a time: none, one or two (PEP 495)."""
    candidates = [local.replace(fold=fold) for fold in (0, 1)]
    valid = [
        instant for instant in candidates if _as_shown_later(instant) == local.replace(tzinfo=None)
    ]
    return valid[:1] if len({instant.utcoffset() for instant in valid}) == 1 else valid


def _as_shown_later(local: datetime) -> datetime:
    return local.astimezone(UTC).astimezone(local.tzinfo).replace(tzinfo=None)
