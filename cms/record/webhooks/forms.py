"""The form of an endpoint."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from cms.reach import Refused, Unreachable

from .models import KINDS, Endpoint
from .sending import reach, target_of


class EndpointForm(WagtailAdminModelForm):
    """Refuses addresses to which nothing may be sent."""

    kinds = forms.MultipleChoiceField(
        choices=KINDS,
        widget=forms.CheckboxSelectMultiple,
        label=_("Changes"),
        help_text=_("Of which changes it is told."),
    )

    def clean_address(self) -> str:
        address = self.cleaned_data["address"]
        if "address" in self.changed_data:
            try:
                reach().addresses(target_of(address))
            except (Refused, Unreachable) as error:
                raise forms.ValidationError(str(error)) from error
        return address

    def save(self, commit: bool = True) -> Endpoint:
        endpoint: Endpoint = self.instance
        if endpoint.pk is None:
            endpoint.created_by = self.for_user
        elif endpoint.is_on and "is_on" in self.changed_data:
            endpoint.begin_anew()
        return super().save(commit)
