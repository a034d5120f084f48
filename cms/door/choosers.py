"""Wagtail's choosers without the script that each writes into its page, which the policy refuses.

Wagtail has no setting for it, and its later versions may: `door/begin.js` starts them instead.
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
    """As `BaseChooser.render`, with a place that names what begins there."""
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
