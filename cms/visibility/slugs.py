"""Slugs below a front page that are no page's: languages and lists begin there.

A page at "/ja/" would hide all Japanese pages, one at "/2006/" the documents of that year. Wagtail
asks for a slug in many ways: the form, its copying and moving, our own code and the import.
"""

from __future__ import annotations

import re
from typing import Any
from unicodedata import normalize

from django.core.exceptions import ValidationError
from wagtail.admin.forms.pages import CopyForm, WagtailAdminPageForm
from wagtail.coreutils import get_content_languages
from wagtail.models import Page
from wagtail.signals import pre_page_move

_reserved: list[re.Pattern[str]] = []


def reserve(pattern: str) -> None:
    """Keep slugs that match free of pages: something else answers there."""
    _reserved.append(re.compile(pattern, re.ASCII))


def is_reserved(slug: str, parent: Page) -> bool:
    """Whether a page of this slug, directly below `parent`, would hide something else."""
    if not (slug in get_content_languages() or any(each.fullmatch(slug) for each in _reserved)):
        return False
    return parent.depth > 1 and parent.is_site_root()


def refuse_reserved(slug: str, parent: Page | None) -> None:
    """ValidationError with a sentence for the editor."""
    if parent and is_reserved(slug, parent):
        raise ValidationError(
            f"“{slug}” cannot stand directly below a front page: a language or a list has that "
            "address. Choose another slug.",
            code="reserved",
        )


class AddressedPageForm(WagtailAdminPageForm):
    """Says at the slug, before anything is saved, that it is reserved."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        _check(self, "slug", self.parent_page)
        return cleaned


class AddressedCopyForm(CopyForm):
    """The same of the slug of a copy."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        _check(self, "new_slug", cleaned.get("new_parent_page") or self.page.get_parent())
        return cleaned


class AddressedPage(Page):
    """A page whose slug hides nothing, in Unicode's composed form (NFC) as addresses are read."""

    base_form_class = AddressedPageForm
    copy_form_class = AddressedCopyForm

    class Meta:
        abstract = True

    def full_clean(self, *args: Any, **options: Any) -> None:
        _compose(self)
        super().full_clean(*args, **options)

    def clean(self) -> None:
        super().clean()
        self._refuse_reserved_slug()

    def minimal_clean(self) -> None:
        _compose(self)
        super().minimal_clean()
        self._refuse_reserved_slug()

    def _refuse_reserved_slug(self) -> None:
        try:
            refuse_reserved(self.slug, self.get_parent())
        except ValidationError as refusal:
            raise ValidationError({"slug": refusal}) from refusal


def refuse_move(instance: Page, parent_page_after: Page, **_options: Any) -> None:
    """A move that our own code asks for; the admin was told before."""
    refuse_reserved(instance.slug, parent_page_after)


def register_signal_handlers() -> None:
    pre_page_move.connect(refuse_move, dispatch_uid="cms.visibility.slugs")


def _compose(page: Any) -> None:
    page.slug = normalize("NFC", page.slug)


def _check(form: Any, name: str, parent: Page | None) -> None:
    try:
        refuse_reserved(form.cleaned_data.get(name, ""), parent)
    except ValidationError as refusal:
        form.add_error(name, refusal)
