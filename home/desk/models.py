"""The groups that came with the project, and the workflow task of a second reader."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask


class DeskGroup(models.Model):
    """A group that came with the project, under whatever name, and the permissions it was given."""

    group = models.OneToOneField(
        Group, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    job = models.CharField(max_length=20, unique=True)
    given = models.JSONField(default=list)

    def __str__(self) -> str:
        return self.job


class SecondReaderTask(AbstractGroupApprovalTask):
    """Approved by a member of its groups who neither submitted the draft nor wrote in it last."""

    class Meta:
        verbose_name = _("second reader")
        verbose_name_plural = _("second readers")

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        actions = super().get_actions(obj, user)
        state = obj.current_workflow_state
        if state and user.pk in _writers(obj, state):
            return [action for action in actions if action[0] != "approve"]
        return actions

    def on_action(self, task_state: Any, user: Any, action_name: str, **options: Any) -> None:
        """Check again on approval, as the form that approves first saves what was changed in it."""
        state = task_state.workflow_state
        if action_name == "approve" and user.pk in _writers(state.content_object, state):
            raise PermissionDenied(_("Somebody else has to approve what you wrote."))
        super().on_action(task_state, user, action_name, **options)

    def get_task_states_user_can_moderate(self, user: Any, **options: Any) -> Any:
        states = super().get_task_states_user_can_moderate(user, **options)
        return states.exclude(workflow_state__requested_by=user)

    @classmethod
    def get_description(cls) -> Any:
        return _("Members of these groups approve what somebody else has written and submitted")


def _writers(page: Any, state: Any) -> set[int | None]:
    """The user who submitted the draft, and the one who saved it last."""
    latest = page.latest_revision
    return {state.requested_by_id, latest.user_id if latest else None}
