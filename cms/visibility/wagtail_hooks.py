"""Messages of the admin about addresses, and about pages that stay hidden."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.views.pages import workflow
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.contrib.redirects import views as redirects
from wagtail.models import Page

from .admin_api import ExplorablePages
from .redirects import OpenRedirectForm
from .slugs import refuse_reserved


class WorkflowActionView(workflow.WorkflowActionView):
    """Where a task is approved outside of the edit form;

    that may publish the page, or refuse to.
    """

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        before = self.object.live_revision_id
        try:
            with transaction.atomic():
                answer = super().post(request, *args, **kwargs)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            if request.headers.get("x-requested-with") != "XMLHttpRequest":
                return redirect(self.redirect_url)
            step = {"step": "success", "redirect": self.redirect_url}
            return self.render_modal_json(request, step)
        page = Page.objects.get(pk=self.object.pk)
        if page.live_revision_id != before:
            say_what_stays_hidden(request, page)
        return answer


PageViewSet.workflow_action_view_class = WorkflowActionView
# Wagtail has no setting for it; its import of redirects from a file uses the module's own.
redirects.CreateView.form_class = redirects.EditView.form_class = OpenRedirectForm
redirects.RedirectForm = OpenRedirectForm


@hooks.register("before_move_page")
def refuse_move(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    try:
        refuse_reserved(page.slug, destination)
    except ValidationError as refusal:
        messages.error(request, refusal.message)
        return redirect("wagtailadmin_explore", page.get_parent().pk)
    return None


@hooks.register("before_bulk_action")
def refuse_moves(
    request: HttpRequest, action: str, pages: Iterable[Page], view: Any
) -> HttpResponse | None:
    if action != "move":
        return None
    destination = view.cleaned_form.cleaned_data["chooser"]
    refusals = (refuse_move(request, page, destination) for page in pages)
    return next((refusal for refusal in refusals if refusal), None)


@hooks.register("after_publish_page")
def say_what_stays_hidden(request: HttpRequest, page: Page) -> None:
    """Say which pages stay hidden: publishing does not remove an expiry that has passed."""
    live_pages = Page.objects.filter(path__startswith=page.path, live=True)
    for expired_page in live_pages.filter(expire_at__lte=timezone.now()):
        expired_at = date_format(timezone.localtime(expired_page.expire_at), "j F Y, H:i")
        sentence = (
            f"“{expired_page.title}” stays hidden: it expired on {expired_at}. "
            "Clear its expiry to show it."
        )
        messages.warning(request, sentence)


@hooks.register("after_copy_page")
def say_what_stays_hidden_of_a_copy(request: HttpRequest, _page: Page, copy: Page) -> None:
    say_what_stays_hidden(request, copy)


@hooks.register("after_bulk_action")
def say_which_stay_hidden(
    request: HttpRequest, action: str, pages: Iterable[Page], _view: Any
) -> None:
    if action == "publish":
        for page in pages:
            say_what_stays_hidden(request, page)


@hooks.register("construct_admin_api")
def show_what_is_explorable(router: WagtailAPIRouter) -> None:
    router.register_endpoint("pages", ExplorablePages)
