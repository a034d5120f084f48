"""What forms show of a page, picture or file that somebody chose and the account does not see.

It is only that there is one. Wagtail shows its title and where it is, to whoever may edit the form.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _
from wagtail.admin.rich_text.converters.html_to_contentstate import (
    LinkElementHandler,
    PageLinkElementHandler,
)
from wagtail.admin.widgets import BaseChooser
from wagtail.documents import get_document_model
from wagtail.documents.rich_text.contentstate import DocumentLinkElementHandler
from wagtail.models import Page

from .account import asking_account
from .chosen import sees


def _blank(value: Any) -> Any:
    """The same keys, since scripts need each of them, and nothing in them."""
    if isinstance(value, dict):
        return {name: _blank(part) for name, part in value.items()}
    return "" if isinstance(value, str) else None


def value_data(widget: BaseChooser, value: Any) -> dict[str, Any] | None:
    """As `BaseChooser.get_value_data`, without a title if the account does not see it."""
    instance = widget.get_instance(value)
    if instance is None:
        return None
    data: dict[str, Any] = widget.get_value_data_from_instance(instance)
    if sees(asking_account(), instance):
        return data
    title = {widget.display_title_key: _("Chosen by somebody who may see it")}
    return _blank(data) | {"id": data["id"]} | title


def hiding_links(model: type[Model], get_data: Callable[..., Any]) -> Callable[..., Any]:
    """As `get_attribute_data` of a link, with the key alone if the account does not see it."""

    def data_of_link(handler: LinkElementHandler, attributes: dict[str, str]) -> dict[str, Any]:
        data: dict[str, Any] = get_data(handler, attributes)
        target = model._default_manager.filter(pk=data.get("id")).first()
        if target is None or sees(asking_account(), target):
            return data
        return _blank(data) | {"id": data["id"]}

    return data_of_link


def hide_what_is_not_theirs() -> None:
    """Let Wagtail's forms show only that there is something, where the account does not see it."""
    BaseChooser.get_value_data = value_data
    for handler, model in (
        (PageLinkElementHandler, Page),
        (DocumentLinkElementHandler, get_document_model()),
    ):
        handler.get_attribute_data = hiding_links(model, handler.get_attribute_data)
