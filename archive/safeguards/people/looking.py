"""Viewing what is sealed:

requires the permission, reauthentication and a reason, which is stored.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.generic import FormView
from wagtail.log_actions import log

from cms.door.reauthentication import reauthentication_required

from .models import Look
from .sealing import Unreadable

LOOK = "safeguards.view_sealedidentity"
_UNREADABLE = _(
    "This cannot be read now, as the key is missing under which it was sealed. Nothing is lost as "
    "long as somebody has that key: tell whoever keeps the server."
)
_MISSING = _("This file is not in the storage. Tell whoever keeps the server.")


class LookForm(forms.Form):
    """Asks for the reason."""

    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Why you have to see it. It is kept with your name; write no sealed name."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reason"].validators += Look._meta.get_field("reason").validators


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class LookView(FormView):
    """Shows what is sealed once a reason is given; browsers must not store the answer."""

    form_class: Any = LookForm
    template_name = "safeguards/look.html"
    page_title: Any = ""

    def setup(self, request: HttpRequest, *args: Any, **options: Any) -> None:
        super().setup(request, *args, **options)
        self.subject = self.get_subject()

    def dispatch(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponseBase:
        user: Any = request.user
        if not user.has_perm(LOOK):
            raise PermissionDenied
        return reauthentication_required(super().dispatch)(request, *args, **options)

    def get_subject(self) -> Any:
        """The person, consent or place with the sealed data."""
        raise NotImplementedError

    def looked_at(self) -> dict[str, Any]:
        """The columns of `Look` that identify the subject."""
        raise NotImplementedError

    def shown(self) -> Any:
        """The response with the sealed data; raises Unreadable if its key is lost."""
        raise NotImplementedError

    @sensitive_variables()
    def form_valid(self, form: Any) -> HttpResponse:
        """Store the `Look` before anything is shown."""
        user: Any = self.request.user
        reason = form.cleaned_data["reason"]
        Look.objects.create(who=user.get_username(), reason=reason, **self.looked_at())
        log(self.subject, "safeguards.look", user=user, data={"reason": reason})
        try:
            return self.shown()
        except (Unreadable, FileNotFoundError) as error:
            form.add_error(None, _UNREADABLE if isinstance(error, Unreadable) else _MISSING)
            return self.form_invalid(form)

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        return super().get_context_data(**options) | {
            "page_title": self.page_title,
            "page_subtitle": str(self.subject),
            "header_icon": "lock",
            "looks": Look.objects.filter(**self.looked_at())[:20],
        }
