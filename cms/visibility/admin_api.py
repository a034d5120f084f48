"""Pages in Wagtail's admin API, including related ones: only those that the account may explore."""

from __future__ import annotations

from typing import Any

from wagtail.admin.api.serializers import (
    AdminPageSerializer,
    PageAncestorsField,
    PageTranslationsField,
)
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.models import Page


class ExplorableAncestorsField(PageAncestorsField):
    def to_representation(self, page: Page) -> Any:
        return _explorable(self.context, super().to_representation(page))


class ExplorableTranslationsField(PageTranslationsField):
    def to_representation(self, page: Page) -> Any:
        return _explorable(self.context, super().to_representation(page))


def _explorable(context: dict[str, Any], pages: list[Any]) -> list[Any]:
    keys = [page["id"] for page in pages]
    explorable = set(context["base_queryset"].filter(pk__in=keys).values_list("pk", flat=True))
    return [page for page in pages if page["id"] in explorable]


class ExplorablePageSerializer(AdminPageSerializer):
    ancestors = ExplorableAncestorsField(read_only=True)
    translations = ExplorableTranslationsField(read_only=True)


class ExplorablePages(PagesAdminAPIViewSet):
    """Pages that the account may explore."""

    base_serializer_class = ExplorablePageSerializer
