"""The admin's pages for taking one page back and publishing it again."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.pages import delete
from wagtail.models import Page

from cms.record.deletion import REFUSAL, refused
from cms.record.models import PAGES, Change, Tombstone
from cms.record.second_reader import may_take_back

from .acts import may_publish_again, may_withdraw, publish_again, withdraw
from .consequences import Consequences, consequences_of
from .forms import PublishAgainForm, WithdrawForm


class ActView(FormView):
    """Asks about one page, then does it."""

    page_title: Any = ""
    header_icon = ""

    def setup(self, request: HttpRequest, *args: Any, page_id: int, **options: Any) -> None:
        super().setup(request, *args, **options)
        self.page = get_object_or_404(Page, pk=page_id).specific

    def dispatch(self, request: HttpRequest, *args: Any, **options: Any) -> Any:
        if not self.is_allowed(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **options)

    def is_allowed(self, user: Any) -> bool:
        return may_take_back(self.page, user)

    def get_success_url(self) -> str:
        parent = reverse("wagtailadmin_explore", args=[self.page.get_parent().pk])
        return get_valid_next_url_from_request(self.request) or parent

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        return super().get_context_data(
            page=self.page,
            page_title=self.page_title,
            page_subtitle=self.page.get_admin_display_title(),
            header_icon=self.header_icon,
            next_url=self.get_success_url(),
            **options,
        )


class WithdrawView(ActView):
    """First shows what else goes."""

    page_title = _("Withdraw")
    header_icon = "no-view"
    template_name = "cms_record/withdraw.html"
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
    template_name = "cms_record/publish_again.html"
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
    """Says why what was public is not deleted, translations that would go along included."""

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
