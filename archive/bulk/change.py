"""What can be done to many pages."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, ClassVar

from django import forms
from wagtail.models import Page


class Change:
    """A change of one page, which can also be undone.

    Options are the answers of the form, as JSON. A state is what the change affects of a page, as
    JSON: it is kept from before and after, and compared before an undo.
    """

    name: ClassVar[str]  # in the row of a run, and in the address of the action
    label: Any
    can_be_undone: ClassVar[bool] = True

    def options(self, form: forms.Form) -> dict[str, Any]:
        """The answers of the form that are kept."""
        return {}

    def pages(self, keys: Collection[int], options: dict[str, Any], user: Any) -> list[int]:
        """The pages that change, if these are more than were chosen."""
        return list(keys)

    def words(self, options: dict[str, Any]) -> str:
        """A description of what is done, for lists and logs."""
        return str(self.label)

    def refusal(self, page: Page, user: Any, options: dict[str, Any]) -> Any:
        """A sentence that says why an account may not do it to a page; empty if it may."""
        raise NotImplementedError

    def preview(self, page: Page, options: dict[str, Any]) -> str:
        """What the change affects of the page: as it is now, and as it will be."""
        return ""

    def state(self, page: Page) -> Any:
        raise NotImplementedError

    def is_same(self, now: Any, after: Any) -> bool:
        """Whether nobody has changed a page since it was left in this state."""
        return bool(now == after)

    def apply(self, page: Page, user: Any, options: dict[str, Any]) -> None:
        """Carry it out; raises ValidationError or PermissionDenied with a sentence."""
        raise NotImplementedError

    def restore(self, page: Page, user: Any, before: Any) -> None:
        """Undo it; raises the same."""
        raise NotImplementedError
