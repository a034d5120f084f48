"""Which pages an action on many is for."""

from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property
from wagtail.models import Page

from cms.numbers import numbers_in


class ChosenPages:
    """Reads the chosen pages from the request of a Wagtail bulk action, into which it is mixed."""

    request: Any

    @cached_property
    def keys(self) -> list[int]:
        """The primary keys of the chosen pages, in order."""
        keys: Any = self.request.GET.getlist("id")
        if "all" in keys:
            parent = self.request.GET.get("childOf")
            return self.get_all_objects_in_listing_query(parent)  # type: ignore[attr-defined]
        return list(Page.objects.filter(pk__in=numbers_in(keys)).values_list("pk", flat=True))
