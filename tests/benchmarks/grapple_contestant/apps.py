"""Declares the project's models to wagtail-grapple at run time, as its documentation says."""

from __future__ import annotations

from django.apps import AppConfig


class Declarations(AppConfig):
    name = "tests.benchmarks.grapple_contestant"
    label = "grapple_contestant"

    def ready(self) -> None:
        from . import declared

        declared.declare()
