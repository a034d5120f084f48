"""Columns of lists of pages, in addition to Wagtail's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.ui.tables.pages import PageTitleColumn
from wagtail.admin.views.pages.listing import PageListingMixin
from wagtail.models import Page

from archive.models import EntryPage


def date_of(page: Page) -> str:
    """The date as exactly as it is known: “October 2006”."""
    return page.archive_date.display(get_language() or "en") if is_dated(page) else ""


def shown_code_of(page: Page) -> str:
    return getattr(page, "shown_code", "")


def is_dated(page: Page) -> bool:
    return isinstance(page, EntryPage) and bool(page.date)


def categories_of(page: Page) -> str:
    return getattr(page, "listed_categories", "")


def language_of(page: Page) -> str:
    return str(page.locale)


def translations_of(page: Page) -> str:
    return getattr(page, "listed_translations", "")


def read_categories(pages: Iterable[Page]) -> None:
    """Read the categories of all these pages in one query."""
    listed = list(pages)
    names: dict[int, list[str]] = defaultdict(list)
    rows = EntryPage.categories.through._default_manager.filter(
        entrypage__in=[page.pk for page in listed]
    )
    for key, name in rows.order_by("category__name").values_list("entrypage", "category__name"):
        names[key].append(name)
    for page in listed:
        page.listed_categories = ", ".join(names[page.pk])


BULK, _title, *REST = PageListingMixin.base_columns
COLUMNS = [
    BULK,
    PageTitleColumn("title", label=_("Title"), sort_key="title", classname="title", width="30%"),
    # Japanese text may break after each letter: a column without a width would be one letter wide.
    Column(
        "code",
        label=_("Code"),
        accessor=shown_code_of,
        classname="w-whitespace-nowrap",
        sort_key="entrypage__reference_code",
        width="10%",
    ),
    Column("date", label=_("Date"), accessor=date_of, sort_key="entrypage__date_sort", width="10%"),
    Column("categories", label=_("Categories"), accessor=categories_of, width="10%"),
    Column("language", label=_("Language"), accessor=language_of, width="7%"),
    Column("translations", label=_("Translations"), accessor=translations_of, width="12%"),
    *REST,
]
