"""Fields that suggest: the ARIA Authoring Practices' combobox, in which the list is optional."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import CharField, Model
from django.urls import reverse
from wagtail.admin.staticfiles import versioned_static

from .terms import terms_of


def lines(model: type[Model]) -> list[str]:
    """The columns of a row of people that suggest: those that hold a line of text."""
    return [field.name for field in model._meta.fields if type(field) is CharField]


class Suggesting:
    """What both fields need in the browser."""

    @property
    def media(self) -> forms.Media:
        return forms.Media(
            js=[versioned_static("archive/choosing.js")],
            css={"all": [versioned_static("archive/choosing.css")]},
        )


class TermsInput(Suggesting, forms.SelectMultiple):
    """Terms chosen by typing: no more of them than are chosen stand in the page."""

    template_name = "archive/terms_input.html"
    choices: Any  # with the rows that may be chosen
    locale: int | None = None  # the key, of a model that has one

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> list[Any]:
        chosen = {str(key) for key in value}
        terms = [term for term in terms_of(self.choices.queryset) if str(term.key) in chosen]
        options = [
            self.create_option(name, term.key, term.path, True, index)
            for index, term in enumerate(terms)
        ]
        return [(None, options, 0)]

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        model = self.choices.queryset.model._meta.model_name
        query = f"?{urlencode({'locale': self.locale})}" if self.locale else ""
        context["widget"]["url"] = reverse("archive_terms", args=[model]) + query
        return context


class SaidInput(Suggesting, forms.TextInput):
    """A line of text, which may be what documents say already."""

    template_name = "archive/said_input.html"

    def __init__(self, column: str) -> None:
        super().__init__()
        self.column = column

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["url"] = reverse("archive_said", args=[self.column])
        return context
