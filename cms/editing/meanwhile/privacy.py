"""Who may read a page or a collection: changed by two at once, it stays as the first one said."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms.collections import CollectionViewRestrictionForm
from wagtail.admin.forms.pages import PageViewRestrictionForm
from wagtail.admin.views import collection_privacy
from wagtail.admin.views.page_privacy import SetPrivacyView
from wagtail.models import BaseViewRestriction


def let_privacy_ask() -> None:
    """Give the windows of pages and of collections the forms below: they have no setting for it."""
    SetPrivacyView.form_class = AskingPageForm
    collection_privacy.CollectionViewRestrictionForm = AskingCollectionForm


class AskingForm(forms.Form):
    """Knows what was chosen when it was opened; where that is something else by now, it asks.

    Else what somebody closed meanwhile would be open again, by a window that still said so.
    """

    known = forms.CharField(required=False, widget=forms.HiddenInput)
    instance: Any

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._stored = _digest(self.instance)
        self._label_stored = self.instance.get_restriction_type_display()
        if not self.instance.pk:
            self._label_stored = dict(BaseViewRestriction.RESTRICTION_CHOICES)["none"]
        self.initial["known"] = self._stored

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("known") not in ("", self._stored):
            # The form that is shown again has been told: sent once more, it is saved.
            data: Any = self.data.copy()  # type: ignore[attr-defined]
            data[self.add_prefix("known")] = self._stored
            self.data = data
            raise ValidationError(
                _(
                    "Somebody has changed this since you opened it. It is now: %(choice)s. Save "
                    "again to put what is chosen below in its place."
                ),
                params={"choice": self._label_stored},
            )
        return cleaned


class AskingPageForm(AskingForm, PageViewRestrictionForm):
    """Of a page."""


class AskingCollectionForm(AskingForm, CollectionViewRestrictionForm):
    """Of a collection."""


def _digest(restriction: BaseViewRestriction) -> str:
    """What it says; the same of every one that is not there."""
    if not restriction.pk:
        return "none"
    groups = sorted(restriction.groups.values_list("pk", flat=True))
    values = (restriction.restriction_type, restriction.password, groups)
    return sha256(repr(values).encode()).hexdigest()[:32]
