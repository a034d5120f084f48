"""The screens on which sealed names of a page, or of a person, are replaced by public ones."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.models import Page

from archive.safeguards.passages import passages
from archive.safeguards.people.looking import LOOK
from archive.safeguards.people.models import Person
from archive.safeguards.standing.due import NAMES as RULE
from archive.safeguards.standing.due import waiting
from archive.safeguards.standing.models import Standing
from cms.editing.views import ActView
from cms.record.models import PAGES

from . import probing
from .replacing import replace, replacements
from .search import people_in

MOST = 100  # pages; each one is searched


class ReplaceForm(forms.Form):
    """Asks whether old revisions are corrected too."""

    old_revisions = forms.BooleanField(
        label=_("In old revisions and the history, too"),
        required=False,
        help_text=_("They cannot be compared with what was written there before."),
    )


class ReplaceNamesView(ActView):
    """Shows the new text, never the present one, and replaces it."""

    page_title = _("Replace by public names")
    header_icon = "circle-check"
    form_class = ReplaceForm
    template_name = "safeguards/replace_names.html"

    def is_allowed(self, user: Any) -> bool:
        permissions = self.page.permissions_for_user(user)
        may_mend = permissions.can_edit() and not permissions.page_locked()
        return may_mend and not probing.is_closed()

    def form_valid(self, form: ReplaceForm) -> HttpResponse:
        try:
            replace(self.page, self.request.user, **form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused.messages)
            return self.form_invalid(form)
        messages.success(self.request, _("The public names are in their place."))
        return redirect("safeguards_clearance", self.page.pk)

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        changes, left = replacements(self.page)
        permissions = self.page.permissions_for_user(self.request.user)
        return super().get_context_data(**options) | {
            "page_subtitle": "",  # the page's title may contain the name
            "changes": changes,
            "left": left,
            "publishes": self.page.live and permissions.can_publish(),
            "clearance_url": reverse("safeguards_clearance", args=[self.page.pk]),
        }


class PagesForm(forms.Form):
    """Asks for the pages, and whether old revisions are corrected too."""

    pages = forms.TypedMultipleChoiceField(
        label=_("Pages"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    old_revisions = ReplaceForm.base_fields["old_revisions"]

    def __init__(self, *args: Any, pages: list[Any], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["pages"].choices = [  # type: ignore[attr-defined]
            (page.pk, page.get_admin_display_title()) for page in pages
        ]


class PersonPagesView(FormView):
    """Lists the pages that contain a person's sealed name, as the clock found them;

    corrects many.
    """

    page_title = _("Pages that say a sealed name")
    header_icon = "circle-check"
    form_class = PagesForm
    template_name = "safeguards/replace_names_of.html"

    def dispatch(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponseBase:
        user: Any = request.user
        if not user.has_perm(LOOK):
            raise PermissionDenied
        self.person = get_object_or_404(Person, pk=self.kwargs["pk"])
        return super().dispatch(request, *args, **options)

    @cached_property
    def pages(self) -> list[Any]:
        """Those that the account may correct."""
        rows = Standing.objects.not_cleared().filter(subject=PAGES, open__has_key=RULE)
        pages = Page.objects.filter(pk__in=rows.values("key")[:MOST]).order_by("title", "pk")
        return [page for page in pages.specific() if self._is_mended_here(page)]

    def _is_mended_here(self, page: Any) -> bool:
        permissions = page.permissions_for_user(self.request.user)
        if not permissions.can_edit() or permissions.page_locked():
            return False
        versions = [page.get_latest_revision_as_object(), *([page] if page.live else [])]
        return any(
            self.person in people_in(passage.text)
            for version in versions
            for passage in passages(version)
        )

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"pages": self.pages}

    def form_valid(self, form: PagesForm) -> HttpResponse:
        count = 0
        for page in self.pages:
            if page.pk in form.cleaned_data["pages"]:
                try:
                    replace(
                        page, self.request.user, old_revisions=form.cleaned_data["old_revisions"]
                    )
                    count += 1
                except ValidationError as refused:
                    for sentence in refused.messages:
                        messages.error(self.request, sentence)
        messages.success(
            self.request,
            ngettext("%(count)d page was mended.", "%(count)d pages were mended.", count)
            % {"count": count},
        )
        return redirect(self.request.path)

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        return super().get_context_data(**options) | {
            "page_title": self.page_title,
            "header_icon": self.header_icon,
            "page_subtitle": str(self.person),
            "pages": self.pages,
            "waiting": waiting(),
        }
