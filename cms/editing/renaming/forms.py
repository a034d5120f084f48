"""The question at the slug of a page, and where pages are moved."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.record.forgetting.answers import FORGET, LEAD_ON, keep_answer, to_forget
from cms.record.models import PublicObject
from cms.visibility.slugs import AddressedPageForm

CHOICES = {
    LEAD_ON: _("Lead readers on from the old one"),
    FORGET: _("Forget the old one: nobody finds anything there, and no list tells it"),
}


def former_address_field() -> forms.ChoiceField:
    """What becomes of the address that readers know."""
    return forms.ChoiceField(
        label=_("If the address changes"),
        choices=CHOICES,
        initial=LEAD_ON,
        required=False,
        widget=forms.RadioSelect,
        help_text=_(
            "Forget it where it holds a name that must not be known any more. All pages "
            "below are forgotten there, too. This cannot be undone."
        ),
    )


class FormerAddressForm(AddressedPageForm):
    """Asks at the slug what becomes of the address that readers know."""

    former_address = former_address_field()
    is_preview = False  # whether it is only a preview

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        public = PublicObject.objects.pages().filter(key=self.instance.pk)
        if self.instance.is_site_root() or not public.exists():
            del self.fields["former_address"]
        elif to_forget([self.instance.pk]).exists():
            self.fields["former_address"].initial = FORGET

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("former_address") == FORGET:
            slug = Page.objects.values_list("slug", flat=True).get(pk=self.instance.pk)
            if slug == cleaned.get("slug"):
                self.add_error("former_address", _("Readers find it there: change the slug first."))
        return cleaned

    def save(self, commit: bool = True) -> Any:
        page = super().save(commit)
        if "former_address" in self.fields and not self.is_preview:
            keep_answer([page], self.cleaned_data["former_address"], self.for_user)
        return page


class FormerAddressQuestion(forms.Form):
    """The same question by itself."""

    former_address = former_address_field()


class ForgetAddressesForm(forms.Form):
    """Asks which former addresses of pages are forgotten, and why."""

    addresses = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "With all that was ever below them, and the redirects from and to there. This "
            "cannot be undone."
        ),
        label=_("Addresses"),
    )
    note = forms.CharField(
        label=_("Private note"),
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Why it is done, without the name itself. Kept in the record."),
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["addresses"]
        field.choices = choices
