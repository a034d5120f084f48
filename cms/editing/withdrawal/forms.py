"""The forms for taking pages back and publishing them again."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page

from cms.record.models import Change

from .acts import Statement, may_withdraw
from .consequences import Consequences

NOTE = _("Kept in the record for those who work here; readers never see it.")


class StatementForm(forms.Form):
    """Asks why pages are taken back, and for a note to readers."""

    reason = forms.ChoiceField(
        choices=Change.Reason.choices,
        initial=Change.Reason.OTHER,
        widget=forms.RadioSelect,
        help_text=_("Readers and search engines are told the reason."),
        label=_("Reason"),
    )
    note = forms.CharField(
        label=_("Private note"), required=False, widget=forms.Textarea({"rows": 2}), help_text=NOTE
    )
    public_note = forms.CharField(
        label=_("Note for readers"),
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_(
            "What stands where the page was: “Withdrawn at the request of the family.” No "
            "name and no word that must not be public."
        ),
    )
    replaced_by = forms.ModelChoiceField(
        Page.objects.filter(depth__gt=1),
        label=_("Where to read on"),
        required=False,
        widget=AdminPageChooser,
        help_text=_("A public page that takes its place, if there is one."),
    )

    going: Collection[Page] = ()  # the pages that are withdrawn

    def clean(self) -> dict[str, Any]:
        cleaned_data = super().clean() or {}
        page = cleaned_data.get("replaced_by")
        if page and (
            not page.live or any(page.path.startswith(going_page.path) for going_page in self.going)
        ):
            self.add_error("replaced_by", _("Choose a page that is public, and stays so."))
        return cleaned_data

    @property
    def statement(self) -> Statement:
        replaced_by = self.cleaned_data["replaced_by"]
        return Statement(
            reason=self.cleaned_data["reason"],
            note=self.cleaned_data["note"],
            public_note=self.cleaned_data["public_note"],
            replaced_by=replaced_by and replaced_by.pk,
        )


class PagesField(forms.ModelMultipleChoiceField):
    """Lists pages to choose from, each with its language."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, page: Any) -> str:
        return f"{page.get_admin_display_title()} ({page.locale})"


class WithdrawForm(StatementForm):
    """For one page, also asks what else should go; offers only what the user may unpublish."""

    translations = PagesField(
        Page.objects.none(), required=False, label=_("Withdraw these translations too")
    )
    linking = PagesField(
        Page.objects.none(),
        required=False,
        label=_("Withdraw these pages too"),
        help_text=_(
            "They answer it, list it or link to it. What stays public no longer leads to it."
        ),
    )

    field_order = ["translations", "linking"]  # first what is withdrawn

    def __init__(self, *args: Any, consequences: Consequences, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.going = [consequences.page]
        self.refused: list[Page] = []
        for name in ("translations", "linking"):
            self.refused += _offer(self, name, getattr(consequences, name), user)

    def clean(self) -> dict[str, Any]:
        for name in ("translations", "linking"):
            self.going = [*self.going, *self.cleaned_data.get(name, ())]
        return super().clean()


class UnpublishForm(forms.Form):
    """Asks which translations are withdrawn, too."""

    translations = PagesField(
        Page.objects.none(), required=False, label=_("Unpublish these translations too")
    )

    def __init__(self, *args: Any, consequences: Consequences, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.refused = _offer(self, "translations", consequences.translations, user)


def _offer(form: forms.Form, name: str, pages: Collection[Page], user: Any) -> list[Page]:
    """Offer those that the user may take back, with translations ticked; return the others."""
    permitted = [page for page in pages if may_withdraw(page, user)]
    field: Any = form.fields[name]
    field.queryset = Page.objects.filter(pk__in=[page.pk for page in permitted])
    if name == "translations":
        field.initial = field.queryset
    if not permitted:
        del form.fields[name]
    return [page for page in pages if page not in permitted]


class BulkUnpublishForm(forms.Form):
    """For many pages, asks what else should go."""

    include_descendants = forms.BooleanField(
        required=False, label=_("Unpublish the pages below them too")
    )
    translations = forms.BooleanField(
        initial=True, required=False, label=_("Unpublish their translations too")
    )


class BulkWithdrawForm(StatementForm):
    """For many pages, asks whether their translations should go."""

    translations = forms.BooleanField(
        initial=True, required=False, label=_("Withdraw their translations too")
    )


class PublishAgainForm(forms.Form):
    """Asks why a page is published again."""

    note = forms.CharField(
        label=_("Private note"), required=False, widget=forms.Textarea({"rows": 2}), help_text=NOTE
    )
