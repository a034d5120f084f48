"""The items of a menu."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

_OTHER_ADDRESS = _(
    "Give a whole web address (https://www.example.org/), a path of this site "
    "(/category/defectors/), mailto: with an e-mail address, or tel: with a number."
)
_PATH = re.compile(r"/(?![/\\])[^\s\\\x00-\x1f]*")
_TELEPHONE = re.compile(r"tel:\+?[0-9][0-9().-]*")


def validate_address(address: str) -> None:
    """Refuse an address that a reader's browser must not follow:

    any scheme that is not on the list.
    """
    if _PATH.fullmatch(address) or _TELEPHONE.fullmatch(address):
        return
    try:
        scheme = urlsplit(address).scheme
        if scheme == "mailto":
            EmailValidator()(address.removeprefix("mailto:").split("?", 1)[0])
        else:
            URLValidator(schemes=["http", "https"])(address)
    except (ValidationError, ValueError) as error:
        raise ValidationError(_OTHER_ADDRESS, code="address") from error


class MenuLinkBlock(blocks.StructBlock):
    """A link of a menu to a page of this site or to an address."""

    label = blocks.CharBlock(
        max_length=80,
        help_text=_("The words that readers click on, for example “Border reports”."),
        label=_("Label"),
    )
    page = blocks.PageChooserBlock(
        required=False,
        help_text=_(
            "The page of this site that the item leads to; it leaves the menu by itself "
            "while that page is not public."
        ),
        label=_("Page"),
    )
    url = blocks.CharBlock(
        label=_("Address"),
        required=False,
        max_length=500,
        validators=[validate_address],
        help_text=_(
            "An address instead of a page: “https://www.example.org/”, "
            "“/category/defectors/” or “mailto:archive@example.org”."
        ),
    )

    class Meta:
        icon = "link"
        label = _("Link")
        description = _("A link to a page of this site or to an address.")
        preview_value = {"label": "Letters", "page": None, "url": "/archive/letters/"}

    def clean(self, value: Any) -> Any:
        cleaned_value = super().clean(value)
        if bool(cleaned_value["page"]) == bool(cleaned_value["url"]):
            sentence = (
                _("Choose a page or give an address, not both.")
                if cleaned_value["page"]
                else _("Choose the page that this item leads to, or give an address.")
            )
            raise blocks.StructBlockValidationError(
                block_errors={"url": ValidationError(sentence, code="page_or_url")}
            )
        return cleaned_value


class MenuItemBlock(MenuLinkBlock):
    """An item of a menu, with the links that open below it."""

    children = blocks.ListBlock(
        MenuLinkBlock(),
        label=_("Links below it"),
        default=[],
        help_text=_("The links that open below this item, in order."),
    )

    class Meta:
        icon = "list-ul"
        label = _("Item")
        description = _("An item of the menu, with links below it where there are any.")
        preview_value = {
            "label": "Archive",
            "page": None,
            "url": "/archive/",
            "children": [{"label": "Letters", "page": None, "url": "/archive/letters/"}],
        }
