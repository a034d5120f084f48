"""Asks before a page is saved over a version that was saved while its form was open."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import router, transaction
from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.templatetags.wagtailadmin_tags import user_display_name
from wagtail.admin.views.pages.edit import EditView
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from .lock import wait_for_others
from .rows import make_anew

_PAGE = 1_885_431_653  # the first half of the advisory locks on pages: “page” in ASCII


class AskingEditView(EditView):
    """Shows the form again, with all that was typed, if the page was saved in the meantime.

    Wagtail asks in the browser, which checks for other versions every ten seconds. Here forms of
    one page are saved one after the other, on any number of servers, and each is compared with the
    newest version. The typed version goes into the history below that one; if the form is submitted
    once more, it is saved above.
    """

    latest_revision: Revision | None
    _is_outrun = False  # by a form that was saved while this one was validated

    def post(self, request: Any, *args: Any, **options: Any) -> HttpResponse:
        make_anew(request, self.page)
        return super().post(request, *args, **options)

    def form_valid(self, form: Any) -> HttpResponse:
        failure = None
        with transaction.atomic():
            self._wait_for_others()
            if self._newer_revision:
                return self._refused(self._newer_revision)
            try:
                response = super().form_valid(form)
            except Exception as error:  # noqa: BLE001 -- a draft saved before it stays, as without us
                failure = error
        if failure:
            raise failure
        return response

    def send_commenting_notifications(self, changes: Any) -> None:
        # Outside of the transaction: while a mail server answers, nobody could save the page, or on
        # SQLite anything.
        send = super().send_commenting_notifications
        transaction.on_commit(lambda: send(changes), router.db_for_write(Page), robust=True)

    def form_invalid(self, form: Any) -> HttpResponse:
        # The form that is shown again is based on the newest version.
        if not self.expects_json_response and self._newer_revision:
            self._tell_of(self._newer_revision)
        return super().form_invalid(form)

    def _wait_for_others(self) -> None:
        """Until the transaction ends, no other form of the page is saved."""
        wait_for_others(Page, _PAGE, self.page.pk)
        keys = Page.objects.filter(pk=self.page.pk).values("latest_revision")
        newest = Revision.objects.filter(pk__in=keys).first()
        if newest and _moment(newest) != _moment(self.latest_revision):
            self.latest_revision = self.page.latest_revision = newest
            self.__dict__.pop("latest_revision_created_at", None)
            self._is_outrun = True

    @cached_property
    def _newer_revision(self) -> Revision | None:
        """The newest version, if the form is based on another one and has not yet shown it."""
        newest = self.latest_revision
        if not (newest and (self._is_outrun or self.is_out_of_date)):
            return None
        return None if self.request.POST.get("known_revision_id") == str(newest.pk) else newest

    def _refused(self, newer: Revision) -> HttpResponse:
        if self.expects_json_response:
            sentence = _("Saving will overwrite a newer version.")
            return self.json_error_response("invalid_revision", sentence)
        self.form.restore_required_fields()
        self._tell_of(newer, self._typed_below(newer))
        self.has_unsaved_changes = True
        return self.render_to_response(self.get_context_data())

    def _typed_below(self, newer: Revision) -> Revision:
        self.form.is_preview = True  # it does not answer yet what becomes of the address
        page = self.form.save(commit=False)
        typed = Revision.objects.create(
            content_object=page,
            base_content_type=page.get_base_content_type(),
            user=self.request.user,
            created_at=newer.created_at - timedelta(microseconds=1),
            content=page.serializable_data(),
            object_str=str(page),
        )
        log(page, "wagtail.edit", user=self.request.user, revision=typed, content_changed=True)
        return typed

    def _tell_of(self, newer: Revision, typed: Revision | None = None) -> None:
        if newer.user == self.request.user:
            saved = _("You have saved this page in another window since you opened it here.")
        else:
            name = user_display_name(newer.user) or _("Somebody")
            saved = _("%(name)s has saved this page since you opened it.") % {"name": name}
        choice = _(
            "Nothing is overwritten: what you typed stands below. Save or publish again to put it "
            "above that version."
        )
        view = reverse("wagtailadmin_pages:revisions_view", args=[self.page.pk, newer.pk])
        buttons = [messages.button(view, _("View that version"), new_window=True)]
        if typed:
            keys = [self.page.pk, newer.pk, typed.pk]
            compare = reverse("wagtailadmin_pages:revisions_compare", args=keys)
            buttons.append(messages.button(compare, _("Compare with it"), new_window=True))
        messages.warning(self.request, " ".join((saved, choice)), buttons=buttons)


def _moment(revision: Revision | None) -> Any:
    """What identifies a version: autosave overwrites its own one."""
    return revision and (revision.pk, revision.created_at)
