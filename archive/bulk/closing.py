"""Putting many pages under an embargo: it only ever closes, so nothing takes it back at once."""

from __future__ import annotations

from datetime import date
from typing import Any, NoReturn

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from archive.safeguards.embargo.acts import close, may_close
from archive.safeguards.embargo.over import embargo_on
from archive.safeguards.embargo.terms import Terms

from .change import Change


class Close(Change):
    """If there is an embargo already, the stricter of the two applies."""

    name, label = "embargo", _("Embargo")
    can_be_undone = False

    def options(self, form: Any) -> dict[str, Any]:
        return {"terms": _as_json(form.terms), "reason": form.cleaned_data["reason"]}

    def refusal(self, page: Page, user: Any, options: dict[str, Any]) -> Any:
        return "" if may_close(page, user) else _("You may not take it back from readers.")

    def state(self, page: Page) -> Any:
        embargo = embargo_on(page)
        return embargo and _as_json(embargo.terms)

    def apply(self, page: Page, user: Any, options: dict[str, Any]) -> None:
        *days, at_end = options["terms"]
        ends_on, review_on = (date.fromisoformat(day) if day else None for day in days)
        close(page, Terms(ends_on, review_on, at_end), options["reason"], user)

    def restore(self, page: Page, user: Any, before: Any) -> NoReturn:
        raise ValidationError(_("An embargo is lifted of one thing at a time, for a reason."))


def _as_json(terms: Terms) -> list[str]:
    return [str(value or "") for value in terms]
