"""Moving pages, with the question about their addresses; forgetting former addresses."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.views.pages.bulk_actions.move import MoveBulkAction, MoveForm
from wagtail.admin.views.pages.move import MoveConfirmView
from wagtail.models import Site

from cms.editing.second_reader import may_take_back
from cms.editing.views import ActView
from cms.record.forgetting.addresses import forget_addresses, former_addresses
from cms.record.forgetting.answers import keep_answer
from cms.record.models import PublicObject

from .forms import ForgetAddressesForm, FormerAddressQuestion


class AskingMoveConfirmView(MoveConfirmView):
    """Asks if the moved pages are public."""

    template_name = "cms_editing/move.html"

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        keys = [page.pk for page in self.pages_to_move]
        public = PublicObject.objects.pages().filter(key__in=keys)
        form = FormerAddressQuestion() if public.exists() else None
        return super().get_context_data(address_form=form, **options)

    def post(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        form = FormerAddressQuestion(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data() | {"address_form": form})
        with transaction.atomic():
            keep_answer(self.pages_to_move, form.cleaned_data["former_address"], request.user)
            return super().post(request, *args, **options)


class AskingMoveForm(FormerAddressQuestion, MoveForm):
    """Asks where pages are moved, and what becomes of their addresses."""


class AskingMoveBulkAction(MoveBulkAction):
    """Asks for all pages together."""

    form_class = AskingMoveForm

    def get_execution_context(self) -> dict[str, Any]:
        form: Any = self.cleaned_form
        return super().get_execution_context() | {"answer": form.cleaned_data["former_address"]}

    @classmethod
    def execute_action(cls, objects: Any, *, answer: str, user: Any, **options: Any) -> Any:
        with transaction.atomic():
            keep_answer(objects, answer, user)
            return super().execute_action(objects, user=user, **options)


class ForgetAddressesView(ActView):
    """Lists former addresses of a page and its translations."""

    page_title = _("Forget former addresses")
    header_icon = "no-view"
    template_name = "cms_editing/forget_addresses.html"
    form_class = ForgetAddressesForm

    def get_form_kwargs(self) -> dict[str, Any]:
        translations = [
            translation
            for translation in self.page.get_translations()
            if may_take_back(translation, self.request.user)
        ]
        hosts = dict(Site.objects.values_list("pk", "hostname"))
        choices = [
            (f"{site}:{path}", path if len(hosts) == 1 else f"{hosts.get(site)}{path}")
            for site, path in former_addresses([self.page, *translations])
            if site in hosts
        ]
        return super().get_form_kwargs() | {"choices": choices}

    def form_valid(self, form: ForgetAddressesForm) -> HttpResponse:
        places = [choice.partition(":") for choice in form.cleaned_data["addresses"]]
        username, note = self.request.user.get_username(), form.cleaned_data["note"]
        try:
            forget_addresses([(int(site), path) for site, _, path in places], username, note)
        except ValueError as error:
            form.add_error("addresses", str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("Forgotten: readers are told nothing there any more."))
        return redirect(self.get_success_url())
