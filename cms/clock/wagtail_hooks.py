"""The state of the clock on the admin's home screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.ui.components import Component

from .overdue import last_tick, overdue_jobs, overdue_objects


class ClockPanel(Component):
    name = "clock"
    template_name = "cms_clock/panel.html"
    order = 400

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "last": last_tick(),
            "jobs": overdue_jobs(),
            "objects": len(overdue_objects()),
            "shows_errors": parent_context["request"].user.is_superuser,
        }


@hooks.register("construct_homepage_panels")
def add_clock(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(ClockPanel())
