"""Holds registered by apps are all checked, or an error is raised."""

import pytest
from django.apps import apps
from django.core.exceptions import AppRegistryNotReady

from cms.visibility.closed import shown


def test_no_statement_of_the_gate_is_made_before_all_apps_have_said_what_they_hold(monkeypatch):
    monkeypatch.setattr(apps, "ready", False)
    with pytest.raises(AppRegistryNotReady):
        shown()
