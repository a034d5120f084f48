"""The clearance of a page on one screen: each rule, its findings, and the reasons given."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.models import get_all_child_relations
from wagtail.admin import messages
from wagtail.admin.ui.menus.pages import PageMenuItem
from wagtail.log_actions import log

from archive.checklist.rule import Fault
from cms.editing.second_reader import may_take_back
from cms.editing.views import ActView
from cms.record.models import PAGES

from .clearance import Finding, findings_in
from .models import Answer, Clearance, Standing
from .page import SafeguardedPage
from .rule import REASON, every_safeguard

MISTAKEN = _(
    "Only where it is somebody else, or no name: how you know that, without a name that must not "
    "appear. It holds until these words change."
)


class ReasonsForm(forms.Form):
    """Asks, for each finding that may be answered, why it may be public; all are optional."""

    def __init__(self, *args: Any, findings: list[Finding], **options: Any) -> None:
        super().__init__(*args, **options)
        self.findings = {finding.digest: finding for finding in findings}
        reason = Answer._meta.get_field("reason")
        for digest, finding in self.findings.items():
            self.fields[digest] = forms.CharField(
                label=finding.fault.sentence,
                required=False,
                widget=forms.Textarea({"rows": 2}),
                help_text=MISTAKEN if finding.level != REASON else reason.help_text,
                validators=reason.validators,
            )


class ClearanceView(ActView):
    """What the rules say about the latest draft of a page, and what it was cleared by before."""

    page_title = _("Clearance")
    header_icon = "circle-check"
    form_class = ReasonsForm
    template_name = "safeguards/clearance.html"

    def is_allowed(self, user: Any) -> bool:
        may_see = may_see_clearance(self.page, user)
        return may_see and (self.request.method != "POST" or self.may_answer)

    @cached_property
    def may_answer(self) -> bool:
        return may_take_back(self.page, self.request.user)

    @cached_property
    def findings(self) -> list[Finding]:
        return findings_in(self.page.get_latest_revision_as_object())

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"findings": list(filter(self._is_asked, self.findings))}

    def _is_asked(self, finding: Finding) -> bool:
        user: Any = self.request.user
        answered = any(answer.who == user.get_username() for answer in finding.answers)
        may = not finding.rule.permission or user.has_perm(finding.rule.permission)
        return finding.is_answerable and may and self.may_answer and not answered

    def form_valid(self, form: ReasonsForm) -> HttpResponse:
        user: Any = self.request.user
        reasons = {digest: text for digest, text in form.cleaned_data.items() if text}
        for digest, reason in reasons.items():
            rule = form.findings[digest].rule.name
            Answer.objects.get_or_create(
                page_key=self.page.pk,
                rule=rule,
                digest=digest,
                who=user.get_username(),
                defaults={"reason": reason, "user": user},
            )
            log(self.page, "safeguards.answer", user=user, data={"rule": rule, "reason": reason})
        if reasons:
            standings = Standing.objects.filter(subject=PAGES, key=self.page.pk)
            standings.update(stamp="", stamps={})  # check again
            messages.success(self.request, _("What was said is kept."))
        return redirect(self.request.path)

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        context = super().get_context_data(**options)
        form = context["form"]
        rules = [
            {
                "label": rule.label,
                "mend_url": rule.mended_at and reverse(rule.mended_at, args=[self.page.pk]),
                "findings": [
                    (
                        finding,
                        form[finding.digest] if finding.digest in form.fields else None,
                        place_in_form(self.page, finding.fault),
                    )
                    for finding in self.findings
                    if finding.rule is rule
                ],
            }
            for rule in every_safeguard().values()
        ]
        return context | {
            "rules": rules,
            "is_open": any(finding.is_open for finding in self.findings),
            "edit_url": reverse("wagtailadmin_pages:edit", args=[self.page.pk]),
            "clearances": Clearance.objects.filter(page_key=self.page.pk)[:20],
        }


def place_in_form(page: Any, fault: Fault) -> str:
    """The fragment that opens a fault's place in the form: a content path, as in Wagtail.

    Child rows have none.
    """
    rows = {relation.get_accessor_name() for relation in get_all_child_relations(type(page))}
    if fault.field in rows:
        return f"id_{fault.field}-FORMS"
    return ":w:contentpath=" + ".".join(filter(None, [fault.field, fault.block]))


def may_see_clearance(page: Any, user: Any) -> bool:
    """Whether the user may change the page, or withdraw it."""
    is_safeguarded = isinstance(page, SafeguardedPage)
    may_edit = is_safeguarded and page.permissions_for_user(user).can_edit()
    return bool(may_edit or (is_safeguarded and may_take_back(page, user)))


class ClearanceMenuItem(PageMenuItem):
    label = _("Clearance")
    icon_name = "circle-check"
    url_name = "safeguards_clearance"
    priority = 35

    def is_shown(self, user: Any) -> bool:
        return may_see_clearance(self.page, user)
