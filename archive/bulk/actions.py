"""The admin's bulk actions: each asks, shows what will change, and starts a run."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
from wagtail.admin.views.pages.bulk_actions.publish import PublishBulkAction
from wagtail.models import Page

from archive.confirming import choices_in, is_confirmed
from archive.corrections.forms import ManyChangesForm
from archive.corrections.unsaid import unsaid
from archive.models import BulkRun, BulkRunPage
from archive.safeguards.embargo.forms import EmbargoForm
from cms.editing.renaming.views import AskingMoveBulkAction
from cms.editing.withdrawal.bulk_action import WithdrawBulkAction
from cms.editing.withdrawal.unpublishing import AskingUnpublishBulkAction

from . import acts, classification, closing, runs
from .change import Change
from .chosen import ChosenPages

SHOWN = 50  # pages, with what becomes of each


class InRuns(ChosenPages, PageBulkAction):
    """Shows the first pages that will change, and leaves all of them to a run."""

    change: Change
    base_template: str  # the template that lists the pages and asks
    template_name = "archive/bulk/confirm.html"
    answers: dict[str, Any] = {}  # answers of the form, if their effect is shown first

    def dispatch(self, request: HttpRequest, *arguments: Any, **options: Any) -> HttpResponse:
        """Redirect back if nothing is chosen, as when a script was slower than a click."""
        if not self.keys:
            sentence = _("No page was chosen. Choose pages in the list, then again.")
            messages.warning(request, sentence)
            list_url = get_valid_next_url_from_request(request)
            return redirect(list_url or reverse("wagtailadmin_explore_root"))
        answer: HttpResponse = super().dispatch(request, *arguments, **options)
        return answer

    def get_actionable_objects(self) -> tuple[list[Page], dict[str, Any]]:
        """The first of the chosen pages, and those among them that stay unchanged."""
        pages = Page.objects.in_bulk(self.keys[:SHOWN])
        first_pages = [pages[key] for key in self.keys[:SHOWN] if key in pages]
        self.refused = [
            {"item": page, "reason": reason}
            for page in first_pages
            if (reason := self.change.refusal(page.specific, self.request.user, self.answers))
        ]
        left = {row["item"].pk for row in self.refused}
        return [page for page in first_pages if page.pk not in left], {"items_with_no_access": []}

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        context = super().get_context_data(**options)
        return context | {
            "base_template": self.base_template,
            "label": self.change.label,
            "count": len(self.keys),
            "more": max(len(self.keys) - SHOWN, 0),
            "refused": self.refused,
            "is_long": len(self.keys) > runs.AT_ONCE,
        }

    def form_valid(self, form: forms.Form) -> HttpResponse:
        self.cleaned_form = form
        if refusal := self._call_hooks("before_bulk_action", self.keys):
            return refusal
        options = self.change.options(form)
        run = runs.begin(self.change, options, self.keys, self.request.user, self.next_url)
        runs.go_on_at_once(run)
        address = reverse("archive_bulk_run", args=[run.pk])
        if run.finished_at is None:
            return redirect(address)
        reached = run.pages.exclude(state=BulkRunPage.State.REFUSED).values_list("page", flat=True)
        if answer := self._call_hooks("after_bulk_action", reached):
            return answer
        tell_of(self.request, run, address)
        return redirect(self.next_url)

    def _call_hooks(self, name: str, keys: Iterable[int]) -> HttpResponse | None:
        """Call hooks as Wagtail does; not for what the clock does later, as there is no request."""
        pages = list(Page.objects.filter(pk__in=list(keys)))
        for hook in hooks.get_hooks(name):
            answer = hook(self.request, self.action_type, pages, self)
            if isinstance(answer, HttpResponse):
                return answer
        return None


def tell_of(request: Any, run: BulkRun, address: str) -> None:
    """Report the outcome of a run that has ended, with a link to it."""
    states = list(run.pages.values_list("state", flat=True))
    changed, refused = (states.count(state) for state in ("done", "refused"))
    sentence = ngettext("{count} page changed.", "{count} pages changed.", changed)
    buttons = [messages.button(address, _("What changed, and undo"))]
    if not refused:
        messages.success(request, sentence.format(count=changed), buttons=buttons)
        return
    left = ngettext("{count} stays as it was:", "{count} stay as they were:", refused)
    rows = run.pages.filter(state=BulkRunPage.State.REFUSED).select_related("page")
    reasons = [f"{row.page.get_admin_display_title()}: {row.reason}" for row in rows[:3]]
    words = [sentence.format(count=changed), left.format(count=refused), *reasons]
    messages.warning(request, " ".join(words), buttons=buttons)


class PublishAction(InRuns, PublishBulkAction):
    """Asks one question for all documents that are public; drafts that have an answer keep it."""

    change = acts.Publish()
    base_template = "archive/publish_many.html"
    form_class = ManyChangesForm

    def get_form(self, form_class: Any = None) -> ManyChangesForm:
        form: ManyChangesForm = super().get_form(form_class)
        form.must_say = unsaid(self.keys).exists()
        if not form.must_say:
            del form.fields["change_kind"], form.fields["change_note"]
        return form


class UnpublishAction(InRuns, AskingUnpublishBulkAction):
    change = acts.Unpublish()
    base_template = AskingUnpublishBulkAction.template_name


class WithdrawAction(InRuns, WithdrawBulkAction):
    change = acts.Withdraw()
    base_template = WithdrawBulkAction.template_name

    @cached_property
    def _pages(self) -> list[Page]:
        return list(Page.objects.filter(pk__in=self.keys))


class MoveAction(InRuns, AskingMoveBulkAction):
    """Offers destinations that allow pages of all the chosen types."""

    change = acts.Move()
    base_template = AskingMoveBulkAction.template_name

    def get_form_kwargs(self) -> dict[str, Any]:
        models = {page.specific_class for page in Page.objects.filter(pk__in=self.keys[:SHOWN])}
        parents = [set(model.allowed_parent_page_models()) for model in models if model]
        self.target_parent_models = set.intersection(*parents) if parents else set()
        self.pages_to_move = self.keys[:SHOWN]
        return super().get_form_kwargs()


class CloseAction(InRuns):
    """Puts documents or sections under an embargo."""

    change = closing.Close()
    base_template = "archive/bulk/embargo.html"
    form_class = EmbargoForm
    display_name = aria_label = change.label
    action_type = change.name
    action_priority = 46


class ClassifyAction(InRuns):
    """First shows what documents have now, then what they will have."""

    base_template = "archive/bulk/classify.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"user": self.request.user}

    def object_context(self, page: Page) -> dict[str, Any]:
        context = super().object_context(page)
        if self.answers:
            context["says"] = self.change.preview(page.specific, self.answers)
        return context

    def form_valid(self, form: forms.Form) -> HttpResponse:
        if is_confirmed(form):
            return super().form_valid(form)
        self.answers = self.change.options(form)
        context = self.get_context_data(form=form, choices=choices_in(form))
        return self.render_to_response(context)


def classifying(change: classification.Classification, priority: int) -> type[ClassifyAction]:
    """The bulk action of a change."""
    words = {
        "change": change,
        "form_class": change.form_class,
        "display_name": change.label,
        "action_type": change.name,
        "aria_label": change.label,
        "action_priority": priority,
    }
    return type(f"Classify{change.name.title()}", (ClassifyAction,), words)


ACTIONS = [
    PublishAction,
    UnpublishAction,
    WithdrawAction,
    MoveAction,
    CloseAction,
    *(classifying(change, 60 + place) for place, change in enumerate(classification.CHANGES)),
]
