"""Wagtail's search backend: pages in the archive's own index, everything else in Wagtail's."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Model, QuerySet
from wagtail.models import Page
from wagtail.search.backends import database
from wagtail.search.backends.base import BaseIndex, BaseSearchBackend, BaseSearchResults
from wagtail.search.query import MATCH_ALL
from wagtail.search.query import SearchQuery as WagtailQuery

from archive.models import AdminSearchEntry
from cms.admin_visibility.account import asking_account

from .find import found_by, relevance
from .index import index_pages
from .query import parse, typed


class PageResults(BaseSearchResults):
    """The pages found; Wagtail slices and counts them."""

    supports_facet = True

    def get_queryset(self) -> QuerySet[Page]:
        return self.query_compiler.queryset[self.start : self.stop]

    def _do_search(self) -> list[Any]:
        return list(self.get_queryset())

    def _do_count(self) -> int:
        return self.get_queryset().count()

    def facet(self, field_name: str) -> dict[Any, int]:
        """The number of found pages for each value, most frequent first."""
        pages = self.query_compiler.queryset.order_by()
        counts = pages.values_list(field_name).annotate(Count("pk")).order_by("-pk__count")
        return dict(counts)


class FoundPages:
    """Adds the search to the conditions of the queryset, in the interface that Wagtail expects."""

    def __init__(self, pages: QuerySet[Page], text: str | None, by_relevance: bool) -> None:
        self.queryset = pages
        if text is not None:
            query = parse(text)
            self.queryset = pages.filter(found_by(asking_account(), query))
            if by_relevance:
                self.queryset = self.queryset.order_by(*relevance(query))


class PageIndex(BaseIndex):
    """The index of pages of every type."""

    def get_key(self) -> str:
        return "archive.pages"

    def __str__(self) -> str:
        return self.get_key()

    def reset(self) -> None:
        AdminSearchEntry.objects.all().delete()

    def add_items(self, model: type[Page], items: list[Page]) -> None:
        index_pages(items)


class PageRebuilder:
    """Overwrites rows in place, so that no page is missing while the index is rebuilt."""

    def __init__(self, index: PageIndex) -> None:
        self.index = index

    def start(self) -> PageIndex:
        return self.index

    def finish(self) -> None:
        """Nothing to do: rows of deleted pages are deleted with them."""


class ArchiveSearchBackend(BaseSearchBackend):
    """Uses the page index for pages, and Wagtail's backend for other models."""

    def __init__(self, params: dict[str, Any]) -> None:
        super().__init__(params)
        self.others = database.SearchBackend(params)

    def get_index_for_model(self, model: type[Model]) -> BaseIndex:
        is_page = issubclass(model, Page)
        return PageIndex(self) if is_page else self.others.get_index_for_model(model)

    def rebuilder_class(self, index: BaseIndex) -> Any:
        is_ours = isinstance(index, PageIndex)
        return PageRebuilder(index) if is_ours else self.others.rebuilder_class(index)

    def search(self, query: str | WagtailQuery, model_or_queryset: Any, **options: Any) -> Any:
        if _is_of_pages(model_or_queryset):
            return self._found(query, model_or_queryset, **options)
        return self.others.search(query, model_or_queryset, **options)

    def autocomplete(
        self, query: str | WagtailQuery, model_or_queryset: Any, **options: Any
    ) -> Any:
        if _is_of_pages(model_or_queryset):
            return self._found(query, model_or_queryset, **options)
        return self.others.autocomplete(query, model_or_queryset, **options)

    def _found(
        self, query: Any, model_or_queryset: Any, order_by_relevance: bool = True, **_options: Any
    ) -> PageResults:
        is_queryset = isinstance(model_or_queryset, QuerySet)
        pages = model_or_queryset if is_queryset else model_or_queryset.objects.all()
        text = typed(MATCH_ALL if query is None else query)
        return PageResults(self, FoundPages(pages, text, order_by_relevance))


def _is_of_pages(model_or_queryset: Any) -> bool:
    return issubclass(getattr(model_or_queryset, "model", model_or_queryset), Page)


SearchBackend = ArchiveSearchBackend
