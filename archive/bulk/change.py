"""What can be done to many pages."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, ClassVar

from django import forms
from wagtail.models import Page


class Change:
    """A change of one page, which knows how to take itself back.

    Options are what the form was answered, as JSON. A state is what a page has of what the change
    changes, as JSON: it is kept from before and after, and compared before it is taken back.
    """

    name: ClassVar[str]  # in the row of a run, and in the address of the action
    label: Any
    can_be_undone: ClassVar[bool] = True

    def options(self, form: forms.Form) -> dict[str, Any]:
        """What is kept of the answers of the form."""
        return {}

    def pages(self, keys: Collection[int], options: dict[str, Any], user: Any) -> list[int]:
        """The pages that change, where more go along than were chosen."""
        return list(keys)

    def words(self, options: dict[str, Any]) -> str:
        """What is done, for lists and logs."""
        return str(self.label)

    def refusal(self, page: Page, user: Any, options: dict[str, Any]) -> Any:
        """Why an account may not do it to a page, in a sentence; else nothing."""
        raise NotImplementedError

    def preview(self, page: Page, options: dict[str, Any]) -> str:
        """What the page has of it now, and will have."""
        return ""

    def state(self, page: Page) -> Any:
        raise NotImplementedError

    def is_same(self, now: Any, after: Any) -> bool:
        """Whether nobody has changed a page since it was left with this state."""
        return bool(now == after)

    def apply(self, page: Page, user: Any, options: dict[str, Any]) -> None:
        """Do it; raises ValidationError or PermissionDenied with a sentence."""
        raise NotImplementedError

    def restore(self, page: Page, user: Any, before: Any) -> None:
        """Take it back; raises the same."""
        raise NotImplementedError


def every_change() -> dict[str, Change]:
    from . import acts, classification, closing

    changes = (*classification.CHANGES, *acts.CHANGES, closing.Close())
    return {change.name: change for change in changes}
