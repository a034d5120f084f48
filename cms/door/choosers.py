"""Wagtail's choosers without their inline scripts, which the Content Security Policy forbids.

Wagtail has no setting for it; later versions may. `door/begin.js` starts them instead.
"""

from __future__ import annotations

import json
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.admin.widgets import BaseChooser
from wagtail.admin.widgets.workflows import AdminTaskChooser


def render(
    self: BaseChooser, name: str, value: Any, attrs: Any = None, renderer: Any = None
) -> SafeString:
    """As `BaseChooser.render`, with an element that says what to start instead of a script."""
    value_data = self.get_value_data(value)
    starter = "createTaskChooser" if isinstance(self, AdminTaskChooser) else self.js_constructor
    return format_html(
        '{}<span hidden data-begin="{}" data-field="{}" data-options="{}"></span>',
        self.render_html(name, value_data, attrs),
        starter,
        attrs["id"],
        json.dumps(self.get_js_init_options(attrs["id"], name, value_data)),
    )


BaseChooser.render = render
