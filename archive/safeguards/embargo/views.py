"""The embargo of one page, picture, file or video on one screen: set, tightened, and lifted."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.ui.menus.pages import PageMenuItem
from wagtail.admin.widgets import Button
from wagtail.documents.views import documents
from wagtail.images.views import images
from wagtail.models import Page

from cms.admin_visibility.policy import seen_by
from cms.editing.withdrawal.consequences import consequences_of
from media.models import KINDS as MEDIA
from media.models import kind_of
from media.review.queue import QueueView
from media.review.shown import places_of

from .acts import change, close, lift, may_close, may_lift
from .forms import OneEmbargoForm
from .models import Embargo
from .over import embargo_on, embargoes_over, own

PAGE = "page"
KINDS: dict[str, Any] = {PAGE: Page, **MEDIA}
NAME = "safeguards_embargo"


def address_of(subject: Any) -> str:
    """The address of the screen with its embargo."""
    kind = PAGE if isinstance(subject, Page) else kind_of(subject)
    return reverse(NAME, args=[kind, subject.pk])


class EmbargoView(FormView):
    """Shows what will be closed, what holds it already, and who lifted what before."""

    form_class: Any = OneEmbargoForm
    template_name = "safeguards/embargo.html"
    page_title: Any = _("Embargo")

    def setup(self, request: HttpRequest, *args: Any, **options: Any) -> None:
        super().setup(request, *args, **options)
        model = KINDS.get(options["kind"])
        if model is None:
            raise Http404
        subject = get_object_or_404(model, pk=options["pk"])
        self.subject = subject.specific if isinstance(subject, Page) else subject
        self.embargo = embargo_on(self.subject)

    def dispatch(self, request: HttpRequest, *args: Any, **options: Any) -> Any:
        if not may_close(self.subject, request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **options)

    def get_initial(self) -> dict[str, Any]:
        if self.embargo is None:
            return {}
        return {**self.embargo.terms._asdict(), "reason": self.embargo.reason}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {
            "former": self.embargo.terms if self.embargo else None,
            "may_lift": bool(self.embargo) and may_lift(self.subject, self.request.user),
        }

    def form_valid(self, form: OneEmbargoForm) -> HttpResponse:
        cleaned = form.cleaned_data
        because = cleaned.get("because", "")
        try:
            if self.embargo is None:
                close(self.subject, form.terms, cleaned["reason"], self.request.user)
                messages.success(self.request, _("It is under an embargo, closed to readers."))
            elif "lift" in self.request.POST:
                self._tell_of(lift(self.embargo, because, self.request.user))
            else:
                change(self.embargo, form.terms, cleaned["reason"], because, self.request.user)
                messages.success(self.request, _("The embargo is changed."))
        except ValidationError as refused:
            form.add_error(None, refused.messages)
        except PermissionDenied as refused:
            form.add_error(None, str(refused))
        return self.form_invalid(form) if form.errors else redirect(self.request.path)

    def _tell_of(self, kept_pages: list[Page]) -> None:
        messages.success(self.request, _("The embargo is lifted."))
        if kept_pages:
            sentence = ngettext(
                "%(count)d page stays closed, since another safeguard finds something in it.",
                "%(count)d pages stay closed, since another safeguard finds something in them.",
                len(kept_pages),
            )
            messages.warning(self.request, sentence % {"count": len(kept_pages)})

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        subject, user = self.subject, self.request.user
        is_page = isinstance(subject, Page)
        title = subject.get_admin_display_title() if is_page else subject.title
        above = embargoes_over(subject).exclude(**own(subject)) if is_page else ()
        return super().get_context_data(**options) | {
            "page_title": self.page_title,
            "page_subtitle": title,
            "header_icon": "lock",
            "edit_url": AdminURLFinder(user).get_edit_url(subject),
            "embargo": self.embargo,
            "above": [(other, other.pages.filter(seen_by(user)).first()) for other in above],
            "consequences": consequences_of(subject) if is_page and not self.embargo else None,
            "places": places_of(subject, user) if not is_page and not self.embargo else (),
            "former": Embargo.objects.exclude(lifted_at=None).filter(**own(subject)),
        }


def offer_in_forms() -> None:
    """Add a link to the embargo to Wagtail's edit views, which have no hook for that."""
    for view in (images.EditView, documents.EditView, QueueView):
        view.header_more_buttons = _OfferedEmbargo(view)


class _OfferedEmbargo:
    """The buttons of a view, and one more if it shows an existing object."""

    def __init__(self, owner: Any) -> None:
        self.owner = owner

    def __get__(self, view: Any, _class: Any) -> list[Button]:
        buttons = super(self.owner, view).header_more_buttons  # type: ignore[misc]
        return [*buttons, *(embargo_buttons(view.object, view.request.user) if view.object else ())]


def embargo_buttons(subject: Any, user: Any) -> list[Button]:
    if not may_close(subject, user):
        return []
    return [Button(_("Embargo"), address_of(subject), icon_name="lock", priority=25)]


class EmbargoMenuItem(PageMenuItem):
    label = _("Embargo")
    icon_name = "lock"
    priority = 36

    @property
    def url(self) -> str:
        return address_of(self.page)

    def is_shown(self, user: Any) -> bool:
        return may_close(self.page, user)
