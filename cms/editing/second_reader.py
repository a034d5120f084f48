"""Page types in `SECOND_READER_FOR` can only be published by a workflow.

Taking them back is urgent, so it needs no second person.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from wagtail.models import Page
from wagtail.permissions import policy_registry


def needs_second_reader(model: type[Page]) -> bool:
    """Whether the setting names the page type, or one that it inherits from."""
    return model is not Page and issubclass(model, tuple(_named_types()))


def may_take_back(page: Page, user: Any) -> bool:
    """Whether the user may publish the page, by a workflow or directly, and so take it back."""
    may = policy_registry.get_by_type(Page).user_has_permission_for_instance(user, "publish", page)
    return bool(may and not page.is_root())


def _named_types() -> list[type[Page]]:
    return [apps.get_model(label) for label in settings.SECOND_READER_FOR]


@register(Tags.models)
def check_second_reader(**_options: Any) -> list[CheckMessage]:
    return [
        Error(
            f"SECOND_READER_FOR names {label!r}, which is no type of page.",
            hint="Name types with their app, archive.LetterPage, or archive.EntryPage for all.",
            id="cms_editing.E001",
        )
        for label in settings.SECOND_READER_FOR
        if not _is_page_type(label)
    ]


def _is_page_type(label: str) -> bool:
    try:
        return issubclass(apps.get_model(label), Page)
    except (LookupError, ValueError):
        return False
