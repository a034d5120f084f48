"""The exact position of a place, if it is sealed."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import Button

from archive.models import Place
from archive.safeguards.people.looking import LOOK, LookView


class PositionView(LookView):
    """Asks for a reason, and shows the position."""

    page_title = _("Sealed position")
    template_name = "archive/position.html"

    def get_subject(self) -> Place:
        places = Place.objects.exclude(sealed_position="")
        return get_object_or_404(places, pk=self.kwargs["pk"])

    def looked_at(self) -> dict[str, Any]:
        return {"place_key": self.subject.pk}

    def shown(self) -> HttpResponse:
        return self.render_to_response(
            self.get_context_data(position=self.subject.exact_position, is_shown=True)
        )


def position_button(instance: Any, user: Any) -> list[Button]:
    """A button to a place's sealed position, for those who may see it."""
    if not (isinstance(instance, Place) and instance.sealed_position and user.has_perm(LOOK)):
        return []
    address = reverse("archive_position", args=[instance.pk])
    return [Button(_("Sealed position"), address, icon_name="lock", priority=15)]
