"""What else keeps pages, pictures and files from readers, as apps register it when they are ready.

A hold closes a page, its translations and all below it, whatever else is written of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import AppRegistryNotReady
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from wagtail.models import Page


@dataclass(frozen=True)
class Hold:
    """A reason to keep something from readers, and where it is written down."""

    # The rows in force, each with the `translation_key` of the page that it holds.
    pages: Callable[[], QuerySet[Any]]
    holds_file: Callable[[Any], bool]  # whether it holds an image or a document


_holds: dict[str, Hold] = {}


def register(name: str, hold: Hold) -> None:
    _holds[name] = hold


def held(prefix: str = "") -> Q:
    """Whether something holds a page itself, not what lies above it.

    Raises where not every app has registered what it holds yet: such a statement would let it out.
    """
    if not apps.ready:
        raise AppRegistryNotReady("The gate is asked once all apps are ready.")
    key = OuterRef(f"{prefix}translation_key")
    rows = [hold.pages().filter(translation_key=key) for hold in _holds.values()]
    return Q(*(Q(Exists(row)) for row in rows), _connector=Q.OR)


def holds_file(file: Any) -> bool:
    return any(hold.holds_file(file) for hold in _holds.values())


def models() -> list[type[Model]]:
    """The models of the rows that hold pages."""
    return [hold.pages().model for hold in _holds.values()]


def let_go(page: Page) -> None:
    """Hold a page no longer: for whoever shows a draft in a transaction that is rolled back."""
    for hold in _holds.values():
        rows = hold.pages().filter(translation_key=page.translation_key)
        QuerySet.delete(rows)  # past those that refuse it, as nothing of it is kept
