"""What the admin says before it moves a page to an address that is no page's."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from .slugs import refuse_reserved


@hooks.register("before_move_page")
def refuse_move(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    try:
        refuse_reserved(page.slug, destination)
    except ValidationError as refusal:
        messages.error(request, refusal.message)
        return redirect("wagtailadmin_explore", page.get_parent().pk)
    return None


@hooks.register("before_bulk_action")
def refuse_moves(
    request: HttpRequest, action: str, pages: Iterable[Page], view: Any
) -> HttpResponse | None:
    if action != "move":
        return None
    destination = view.cleaned_form.cleaned_data["chooser"]
    refusals = (refuse_move(request, page, destination) for page in pages)
    return next((refusal for refusal in refusals if refusal), None)
