"""The edit view of terms and people, with the actions of the list's row menu."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.functional import cached_property
from wagtail import hooks
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.widgets import Button
from wagtail.snippets.views.snippets import EditView


class OfferingEditView(EditView):
    """Adds the buttons of the hook `register_snippet_listing_buttons` to the menu of the form."""

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        return [*super().header_more_buttons, *self._offered()]

    def _offered(self) -> Iterator[Button]:
        for offer in hooks.get_hooks("register_snippet_listing_buttons"):
            for item in offer(self.object, self.request.user, self.get_edit_url()):
                if not isinstance(item, MenuItem):
                    yield item
                elif item.is_shown(self.request.user):
                    yield Button.from_menu_item(item)
