"""Publishes what a workflow has approved.

Wagtail's models import this module, so it imports late.
"""

from __future__ import annotations

from typing import Any


def publish_approved(state: Any, user: Any = None) -> None:
    """Replaces Wagtail's function, which checks whether the last reviewer could publish alone."""
    from wagtail.models import Page

    from .second_reader import may_take_back

    row = state.content_object
    may = user is not None and isinstance(row, Page) and may_take_back(row, user)
    row.get_latest_revision().publish(user=user, skip_permission_checks=may)
