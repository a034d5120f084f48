"""Taking back many pages at once."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
from wagtail.models import Page

from .acts import Statement, may_withdraw, withdraw
from .consequences import consequences_of
from .forms import BulkWithdrawForm


class WithdrawBulkAction(PageBulkAction):
    """Takes back the chosen pages, and their translations if the user may."""

    display_name = _("Withdraw")
    action_type = "withdraw"
    aria_label = _("Withdraw selected pages")
    template_name = "cms_editing/withdraw_many.html"
    action_priority = 45
    classes = {"serious"}
    form_class = BulkWithdrawForm

    def check_perm(self, page: Page) -> bool:
        return may_withdraw(page, self.request.user)

    def object_context(self, page: Page) -> dict[str, Any]:
        return super().object_context(page) | {"consequences": consequences_of(page)}

    def get_form(self, form_class: Any = None) -> BulkWithdrawForm:
        form: BulkWithdrawForm = super().get_form(form_class)
        form.going = self._pages
        return form

    @cached_property
    def _pages(self) -> list[Page]:
        pages, _ = self.get_actionable_objects()
        return list(pages)

    def get_execution_context(self) -> dict[str, Any]:
        form: Any = self.cleaned_form
        takes_translations = form.cleaned_data["translations"]
        return super().get_execution_context() | {
            "statement": form.statement,
            "translations": self._translations() if takes_translations else (),
        }

    def _translations(self) -> list[Page]:
        return [
            translation
            for page in self._pages
            for translation in page.get_translations().live().filter(alias_of=None)
            if self.check_perm(translation)
        ]

    @classmethod
    def execute_action(
        cls,
        objects: Collection[Page],
        *,
        statement: Statement,
        translations: Collection[Page],
        user: Any,
    ) -> tuple[int, int]:
        pages = {page.pk: page for page in (*objects, *translations)}
        withdraw(pages.values(), user, statement)
        return len(objects), len(pages) - len(objects)

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        pages = self.get_parent_page_text(num_parent_objects)
        if not num_child_objects:
            return _("Withdrawn: %(pages)s.") % {"pages": pages}
        return _("Withdrawn: %(pages)s, and %(count)d of their translations.") % {
            "pages": pages,
            "count": num_child_objects,
        }
