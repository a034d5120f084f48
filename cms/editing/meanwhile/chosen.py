"""What became of a list while a bulk action on all of it lay open."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from wagtail.admin.views.bulk_action.registry import BulkActionRegistry

SHOWN = "shown"  # in the address of the form: a digest of all that the list held


def let_every_action_ask() -> None:
    """Put `AskingBulkAction` before each bulk action of the admin: Wagtail's, ours, and others."""
    find = BulkActionRegistry.get_bulk_action_class

    def get_bulk_action_class(registry: Any, *names: str) -> Any:
        action = find(registry, *names)
        return action and _asking(action)

    BulkActionRegistry.get_bulk_action_class = get_bulk_action_class


class AskingBulkAction:
    """A bulk action that shows its form again where *all in the list* are others by now."""

    request: Any
    _all_in_list: list[Any] | None = None

    def get_all_objects_in_listing_query(self, parent_id: Any) -> list[Any]:
        if self._all_in_list is None:  # once, so that what is compared is what is changed
            rows = super().get_all_objects_in_listing_query(parent_id)  # type: ignore[misc]
            self._all_in_list = list(rows)
        return self._all_in_list

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**options)  # type: ignore[misc]
        if not self._is_of_all():
            return context
        query = self.request.GET.copy()
        query[SHOWN] = self._digest()
        return context | {"submit_url": f"{self.request.path}?{query.urlencode()}"}

    def form_valid(self, form: Any) -> HttpResponse:
        if self._is_of_all() and self.request.GET.get(SHOWN) not in (None, self._digest()):
            sentence = _(
                "The list has changed since it was shown here: it has {count} now. Look again."
            )
            form.add_error(None, sentence.format(count=len(self._keys())))
            return self.form_invalid(form)  # type: ignore[attr-defined]
        return super().form_valid(form)  # type: ignore[misc]

    def _is_of_all(self) -> bool:
        return "all" in self.request.GET.getlist("id")

    def _keys(self) -> list[Any]:
        return self.get_all_objects_in_listing_query(self.request.GET.get("childOf"))

    def _digest(self) -> str:
        return sha256(repr(sorted(self._keys())).encode()).hexdigest()[:32]


@cache
def _asking(action: Any) -> Any:
    words = {"__module__": action.__module__, "__doc__": action.__doc__}
    return type(action.__name__, (AskingBulkAction, action), words)
