"""The review queue: one item per screen, one key per answer, and undoing the last answer."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from cms.editing.meanwhile.lock import wait_for_forms_of
from cms.numbers import number_in
from media.models import KINDS, hold_consents

from .answers import (
    PERMISSION,
    answer,
    answers_for,
    is_another,
    reviewable,
    waiting_in,
)
from .shown import places_of

LAST = "media_review_answer"  # in the session: kind, key, previous and new answer, file hash


class QueueView(WagtailAdminTemplateMixin, TemplateView):
    """Shows the next unreviewed item, or a given one."""

    page_title = _("Review")
    header_icon = "view"
    template_name = "media/review.html"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **options: Any) -> Any:
        self.kind = options["kind"]
        if self.kind not in KINDS or not request.user.has_perm(PERMISSION):
            raise PermissionDenied
        self.files = reviewable(KINDS[self.kind], request.user)
        return super().dispatch(request, *args, **options)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    @transaction.atomic
    def post(self, request: HttpRequest, **_options: Any) -> HttpResponse:
        if "undo" in request.POST:
            return self._undo()
        file = get_object_or_404(self.files, pk=request.POST.get("key"))
        # Of two simultaneous answers the second sees the first. Its form takes the same lock.
        wait_for_forms_of(type(file), file.pk)
        # otherwise a consent could be withdrawn between the check and the write
        hold_consents(file)
        file = get_object_or_404(self.files, pk=file.pk)
        if "skip" not in request.POST:
            review = request.POST.get("review")
            if review not in answers_for(file):
                raise PermissionDenied
            if is_another(file, request.POST.get("seen")):
                messages.warning(request, _("The file was replaced meanwhile. Look at it again."))
                return redirect(f"{self._address()}?key={file.pk}")
            before = file.review
            if before != request.POST.get("said", before):
                sentence = _("Somebody answered meanwhile: %(answer)s. Is it otherwise?")
                messages.warning(request, sentence % {"answer": file.get_review_display()})
                return redirect(f"{self._address()}?key={file.pk}")
            try:
                answer([file], review, request.user)
            except ValidationError as refused:
                messages.error(request, " ".join(refused.messages))
                return redirect(f"{self._address()}?key={file.pk}")
            request.session[LAST] = [self.kind, file.pk, before, review, file.file_hash]
        return redirect(f"{self._address()}?after={file.pk}")

    def _undo(self) -> HttpResponseRedirect:
        kind, key, before, reply, file_hash = self.request.session.pop(LAST, ["", 0, "", "", ""])
        wait_for_forms_of(KINDS[self.kind], key)
        file = self.files.filter(pk=key, review=reply).first()
        if kind != self.kind or file is None or is_another(file, file_hash):
            messages.warning(self.request, _("There is no answer to take back."))
            return redirect(self._address())
        hold_consents(file)
        answer([file], before, self.request.user)
        return redirect(f"{self._address()}?key={key}")

    def _address(self) -> str:
        return reverse("media_review", args=[self.kind])

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        waiting = waiting_in(self.files)
        self.object, following = self._file_and_following(waiting)
        file = self.object
        last = self.request.session.get(LAST)
        return super().get_context_data(**options) | {
            "kind": self.kind,
            "kinds": [
                (
                    kind,
                    model._meta.verbose_name_plural,
                    waiting_in(reviewable(model, self.request.user)).count(),
                )
                for kind, model in KINDS.items()
            ],
            "script": "media/review.js",
            "file": file,
            "following": following,
            "following_address": f"{self._address()}?after={file.pk}" if file else "",
            "same_address": f"{self._address()}?key={file.pk}" if file else "",
            "places": places_of(file, self.request.user) if file else [],
            "answers": [
                (review.value, review.label) for review in (answers_for(file) if file else [])
            ],
            "count": waiting.count(),
            "may_undo": bool(last and last[0] == self.kind),
        }

    def _file_and_following(self, waiting: Any) -> tuple[Any, Any]:
        """The item to show, and the one after it: skipped ones come last."""
        key, after = (number_in(self.request.GET.get(name, "")) or 0 for name in ("key", "after"))
        if key:
            file = get_object_or_404(self.files, pk=key)
            return file, waiting.filter(pk__gt=key).first()
        files = [*waiting.filter(pk__gt=after)[:2], *waiting.filter(pk__lte=after)[:2]]
        return files[0] if files else None, files[1] if len(files) > 1 else None


class QueueMenuItem(MenuItem):
    """Shown to those who may review."""

    def __init__(self) -> None:
        address = reverse("media_review_first")  # is marked below it, whatever the kind
        super().__init__(_("Review"), address, name="media-review", icon_name="view", order=350)

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(PERMISSION))
