"""Wagtail's own *Unpublish*, which also shows the consequences, and asks about translations."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from wagtail.admin.views.pages import unpublish
from wagtail.admin.views.pages.bulk_actions.unpublish import UnpublishBulkAction
from wagtail.models import Page

from .consequences import Consequences, consequences_of
from .forms import BulkUnpublishForm, UnpublishForm


class UnpublishView(unpublish.UnpublishView):
    """Unpublishes those translations that are ticked."""

    template_name = "cms_editing/unpublish.html"

    @cached_property
    def consequences(self) -> Consequences:
        return consequences_of(self.object)

    @cached_property
    def form(self) -> UnpublishForm:
        data = self.request.POST if self.request.method == "POST" else None
        return UnpublishForm(data, consequences=self.consequences, user=self.request.user)

    def get_objects_to_unpublish(self) -> list[Page]:
        translations = (
            self.form.cleaned_data.get("translations", ()) if self.form.is_valid() else ()
        )
        return [self.object, *(translation.specific for translation in translations)]

    def post(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        if not self.form.is_valid():
            return self.get(request, *args, **options)
        return super().post(request, *args, **options)

    def unpublish(self) -> HttpResponse | None:
        with transaction.atomic():
            return super().unpublish()

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        return super().get_context_data(form=self.form, consequences=self.consequences, **options)


class AskingUnpublishBulkAction(UnpublishBulkAction):
    """Unpublishes the translations of all chosen pages, if that is ticked."""

    template_name = "cms_editing/unpublish_many.html"
    form_class = BulkUnpublishForm

    def object_context(self, page: Page) -> dict[str, Any]:
        return super().object_context(page) | {"consequences": consequences_of(page)}

    def get_execution_context(self) -> dict[str, Any]:
        form: Any = self.cleaned_form
        return super().get_execution_context() | {
            "takes_translations": form.cleaned_data["translations"]
        }

    @classmethod
    def execute_action(
        cls,
        objects: Collection[Page],
        *,
        takes_translations: bool,
        permission_checker: Any,
        **options: Any,
    ) -> tuple[int, int]:
        pages = {page.pk: page for page in objects}
        for page in objects if takes_translations else ():
            for translation in page.get_translations().live().filter(alias_of=None).specific():
                if permission_checker(translation):
                    pages[translation.pk] = translation
        with transaction.atomic():
            counts: tuple[int, int] = super().execute_action(
                list(pages.values()), permission_checker=permission_checker, **options
            )
        return counts
