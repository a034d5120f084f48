"""A person's identity on a screen of its own: sealed, viewed, and sealed again."""

from __future__ import annotations

import logging
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables
from wagtail.admin import messages
from wagtail.log_actions import log

from archive.safeguards.naming.search import Unsearchable
from archive.safeguards.standing.asking import ask_what_is_due
from cms.clock.failures import NotDone

from .identity import Identity
from .looking import LookView
from .models import Person, SealedIdentity

logger = logging.getLogger(__name__)
SEAL = "safeguards.change_sealedidentity"
SECONDS_WAITED = 3.0


def search_what_is_public() -> None:
    """Search what is public at once, within a request's time; the clock continues in any case."""
    try:
        ask_what_is_due(SECONDS_WAITED)
    except (NotDone, Unsearchable):
        logger.exception("What is public was not searched at once")


class IdentityForm(forms.Form):
    """The identity of a person."""

    legal_name = forms.CharField(label=_("Legal name"), required=False)
    aliases = forms.CharField(
        label=_("Aliases and other spellings"),
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("One a line. None of these names is published, however it is written."),
    )
    details = forms.CharField(
        label=_("What else would identify"),
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Family, school, village, work: only what has to be known here."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            field.widget.attrs["autocomplete"] = "off"

    @classmethod
    def showing(cls, identity: Identity) -> IdentityForm:
        aliases = "\n".join(identity.aliases)
        values = {"legal_name": identity.legal_name, "details": identity.details}
        return cls(initial=values | {"aliases": aliases})

    @property
    def identity(self) -> Identity:
        data = self.cleaned_data
        aliases = tuple(filter(None, map(str.strip, data["aliases"].splitlines())))
        return Identity(data["legal_name"], aliases, data["details"])


class IdentityView(LookView):
    """Asks for a reason and shows the identity; or takes a new one and seals it."""

    page_title = _("Sealed identity")

    def get_subject(self) -> Person:
        return get_object_or_404(Person, pk=self.kwargs["pk"])

    def looked_at(self) -> dict[str, Any]:
        return {"person_key": self.subject.pk}

    @property
    def may_seal(self) -> bool:
        user: Any = self.request.user
        return user.has_perm(SEAL)

    def get(self, request: HttpRequest, *args: Any, **options: Any) -> Any:
        is_empty = not SealedIdentity.objects.filter(person=self.subject).exists()
        if is_empty and self.may_seal:
            return self.shown()
        return super().get(request, *args, **options)

    @sensitive_variables()
    def post(self, request: HttpRequest, *args: Any, **options: Any) -> Any:
        if "seal" not in request.POST:
            return super().post(request, *args, **options)
        if not self.may_seal:
            raise PermissionDenied
        form = IdentityForm(request.POST)
        if not form.is_valid():  # such as a character that no column can store
            return self._answer_with(form)
        self.subject.seal(form.identity)
        log(self.subject, "safeguards.seal", user=request.user)
        search_what_is_public()
        address = reverse("safeguards_person_pages", args=[self.subject.pk])
        messages.success(
            request,
            _("It is sealed. What is public already is searched for it now, and by the clock."),
            buttons=[messages.button(address, _("Pages that say it"))],
        )
        return redirect(request.path)

    @sensitive_variables()
    def shown(self) -> HttpResponseBase:
        return self._answer_with(IdentityForm.showing(self.subject.identity))

    @sensitive_variables()
    def _answer_with(self, form: IdentityForm) -> HttpResponseBase:
        context = self.get_context_data(form=form, is_shown=True, may_seal=self.may_seal)
        return self.render_to_response(context)
