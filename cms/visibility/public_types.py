"""Which page types readers can see at all: those that were announced, and no others."""

from __future__ import annotations

from importlib import import_module

from wagtail.models import Page

_announced: dict[type[Page], str] = {}
_declared_in: list[str] = []


def declare_in(module: str) -> None:
    """Name a module that announces models when it is imported, directly or indirectly."""
    _declared_in.append(module)


def announce(model: type[Page], name: str) -> None:
    """Let pages of this model be public, under the name that readers know them by."""
    _announced[model] = name


def public_name(model: type[Page]) -> str:
    """The name by which readers know pages of a model: "Letter"."""
    return _announced[model]


def announced() -> tuple[type[Page], ...]:
    """The models of all pages that can be public, in the order in which they were announced.

    This imports the modules that announce them, as a process that has answered no request, such as
    a shell, has not done so and would take every page for hidden.
    """
    for module in _declared_in:
        import_module(module)  # again each time: it waits for a thread that is importing it
    return tuple(_announced)


def may_be_aliased(model: type[Page]) -> bool:
    """Whether an alias of such a page is a page of its own; `can_be_aliased = False` says it is
    not.
    """
    return getattr(model, "can_be_aliased", True)
