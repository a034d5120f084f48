"""The forms for classifying many documents."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from archive.choosing.widgets import ExistingTermsInput, SaidInput
from archive.models import Category, EntryContributor, Place, ReportPage, Tag
from cms.admin_visibility.terms import terms_for


class Operation(TextChoices):
    """What becomes of the values that documents have."""

    ADD = "add", _("add")
    REMOVE = "remove", _("take away")
    SET = "set", _("put in place of all that there are")


class OperationForm(forms.Form):
    """Asks whether to add, remove or replace, together with the fields of each change."""

    operation = forms.ChoiceField(
        label=_("What to do"),
        choices=Operation.choices,
        initial=Operation.ADD,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)


class TermsForm(OperationForm):
    """Asks which terms, of those that the account sees."""

    model: Any
    values: Any = forms.ModelMultipleChoiceField(None, label=_("Which"), widget=ExistingTermsInput)

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, user=user, **options)
        field: Any = self.fields["values"]
        field.queryset = terms_for(user, self.model).order_by("name")


class CategoriesForm(TermsForm):
    model = Category


class TagsForm(TermsForm):
    model = Tag


class PlacesForm(TermsForm):
    model = Place


class PeopleForm(OperationForm):
    """Asks for one contributor, by name."""

    _model = EntryContributor._meta
    name = forms.CharField(
        label=_("Name"),
        max_length=255,
        widget=SaidInput("name"),
        help_text=_model.get_field("name").help_text,
    )
    role = forms.CharField(
        label=_("Role"),
        max_length=255,
        required=False,
        help_text=_("Where the name is added: “Author”, “Interviewer”."),
    )


class KindForm(forms.Form):
    values = forms.ChoiceField(label=_("Kind"), choices=ReportPage.Kind.choices)

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
