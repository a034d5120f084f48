"""The admin's pages for taking one page back and publishing it again."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.views.pages import delete
from wagtail.models import Page

from cms.editing.deletion import REFUSAL, refused
from cms.editing.views import ActView
from cms.record.models import PAGES, Change, Tombstone

from .acts import may_publish_again, may_withdraw, publish_again, withdraw
from .consequences import Consequences, consequences_of
from .forms import PublishAgainForm, WithdrawForm


class WithdrawView(ActView):
    """First shows the consequences."""

    page_title = _("Withdraw")
    header_icon = "no-view"
    template_name = "cms_editing/withdraw.html"
    form_class = WithdrawForm

    def is_allowed(self, user: Any) -> bool:
        return may_withdraw(self.page, user)

    @cached_property
    def consequences(self) -> Consequences:
        return consequences_of(self.page)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {
            "consequences": self.consequences,
            "user": self.request.user,
        }

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        return super().get_context_data(consequences=self.consequences, **options)

    def form_valid(self, form: WithdrawForm) -> HttpResponse:
        try:
            withdraw(form.going, self.request.user, form.statement)
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)
        title = self.page.get_admin_display_title()
        messages.success(
            self.request,
            _("“%(title)s” is withdrawn: readers are told that it was.") % {"title": title},
        )
        return redirect(self.get_success_url())


class PublishAgainView(ActView):
    """Shows why the page was taken back."""

    page_title = _("Publish again")
    header_icon = "undo"
    template_name = "cms_editing/publish_again.html"
    form_class = PublishAgainForm

    def is_allowed(self, user: Any) -> bool:
        return may_publish_again(self.page, user)

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        withdrawals = Change.objects.filter(
            subject=PAGES, key=self.page.pk, kind=Change.Kind.WITHDRAWN
        )
        tombstone = Tombstone.objects.filter(key=self.page.pk).first()
        return super().get_context_data(
            tombstone=tombstone,
            change=tombstone and withdrawals.filter(at=tombstone.at).first(),
            **options,
        )

    def form_valid(self, form: PublishAgainForm) -> HttpResponse:
        try:
            publish_again(self.page, self.request.user, form.cleaned_data["note"])
        except ValidationError as error:
            form.add_error(None, error.messages)
            return self.form_invalid(form)
        title = self.page.get_admin_display_title()
        if Page.objects.filter(pk=self.page.pk, live=True).exists():
            messages.success(self.request, _("“%(title)s” is published again.") % {"title": title})
        else:
            messages.warning(
                self.request,
                _("“%(title)s” goes live when its schedule says so.") % {"title": title},
            )
        for hook in hooks.get_hooks("after_publish_page"):
            hook(self.request, self.page)
        return redirect(self.get_success_url())


class DeleteView(delete.DeleteView):
    """Says why something that was public is not deleted, including translations."""

    def dispatch(self, request: HttpRequest, page_id: int, *args: Any, **options: Any) -> Any:
        page = get_object_or_404(Page, pk=page_id)
        translations = [
            translation
            for hook in hooks.get_hooks("construct_translated_pages_to_cascade_actions")
            for pages in (hook([page], "delete") or {}).values()
            for translation in pages
        ]
        if kept_page := refused([page, *translations], request.user):
            messages.error(request, REFUSAL.format(kept_page.get_admin_display_title()))
            return redirect("wagtailadmin_explore", page.get_parent().pk)
        return super().dispatch(request, page_id, *args, **options)
