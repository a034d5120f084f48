"""Fields with suggestions: the combobox of the ARIA Authoring Practices, with an optional list."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import CharField, Model
from django.urls import reverse
from wagtail.admin.staticfiles import versioned_static

from archive.merging.survivors import surviving_keys

from .terms import terms_of


def lines(model: type[Model]) -> list[str]:
    """The text columns of a row of people that have suggestions."""
    return [field.name for field in model._meta.fields if type(field) is CharField]


class Suggesting:
    """The scripts and attributes of both fields."""

    @property
    def media(self) -> forms.Media:
        return forms.Media(
            js=[versioned_static("archive/choosing.js")],
            css={"all": [versioned_static("archive/choosing.css")]},
        )


class Chosen(Suggesting, forms.Select):
    """A field to choose by typing: the page contains only the chosen options."""

    template_name = "archive/chosen_input.html"
    choices: Any

    def use_required_attribute(self, initial: Any) -> bool:
        return False  # the text input is empty once something is chosen

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> list[Any]:
        options = [
            self.create_option(name, key, label, True, index)
            for index, (key, label) in enumerate(self.chosen({str(key) for key in value}))
        ]
        return [(None, options, 0)]

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"] |= {"url": self.url(), "multiple": self.allow_multiple_selected}
        return context

    def chosen(self, values: set[str]) -> list[tuple[Any, str]]:
        """The chosen values, each with its label."""
        raise NotImplementedError

    def url(self) -> str:
        """The endpoint with the suggestions."""
        raise NotImplementedError


class TermInput(Chosen):
    """A term, among the rows of the field."""

    query: dict[str, Any] = {}  # common values of all terms that may be chosen
    may_create = True  # new terms

    def chosen(self, values: set[str]) -> list[tuple[Any, str]]:
        if not values - {""}:
            return []
        terms = terms_of(self.choices.queryset)
        return [(term.key, term.path) for term in terms if str(term.key) in values]

    def url(self) -> str:
        address = reverse("archive_terms", args=[self.choices.queryset.model._meta.model_name])
        query = {name: value for name, value in self.query.items() if value}
        if not self.may_create:
            query["create"] = "no"
        return f"{address}?{urlencode(query)}"


class TermsInput(TermInput, forms.SelectMultiple):
    """Terms, among the rows of the field."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """The submitted values, with merged terms replaced by the remaining ones."""
        keys = super().value_from_datadict(data, files, name)
        return surviving_keys(self.choices.queryset.model, keys) if keys else keys


class ExistingTermInput(TermInput):
    """Without new terms, for forms that show a preview first or never create any."""

    may_create = False


class ExistingTermsInput(ExistingTermInput, TermsInput):
    """The same for several terms."""


class SaidsInput(Chosen, forms.SelectMultiple):
    """Values from documents, unchanged."""

    def __init__(self, column: str) -> None:
        super().__init__()
        self.column = column

    def chosen(self, values: set[str]) -> list[tuple[Any, str]]:
        return [(value, value) for value in sorted(values)]

    def url(self) -> str:
        return reverse("archive_said", args=[self.column])


class SaidInput(Suggesting, forms.TextInput):
    """A text input that suggests values from documents."""

    template_name = "archive/said_input.html"

    def __init__(self, column: str) -> None:
        super().__init__()
        self.column = column

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["url"] = reverse("archive_said", args=[self.column])
        return context
