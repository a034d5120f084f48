"""What a rule for documents is, and the list of all rules."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any, ClassVar, NamedTuple

from django.conf import settings

BLOCK, WARN, OFF = "block", "warn", "off"


class Fault(NamedTuple):
    """What a document lacks, in a sentence, and the form field where that can be fixed."""

    sentence: Any
    field: str
    block: str = ""  # the ID of the block in a stream
    key: str = ""  # of a safeguard: stable while the finding is
    row: Any = None  # of the child table in `field`, and its column
    column: str = ""
    address: str = ""  # of the screen where it is corrected, if that is another one


class Rule:
    """Finds what a document lacks; each subclass in `archive.checklist.rules` is applied."""

    name: ClassVar[str]  # in the setting
    level: ClassVar[str] = WARN  # the default

    def faults(self, draft: Any) -> Iterator[Fault]:
        """What the draft lacks, as typed so far."""
        raise NotImplementedError


@cache
def every_rule() -> dict[str, Rule]:
    """All rules by name, including those of other apps."""
    from . import rules

    return one_of_each(Rule, rules)


def one_of_each(base: type[Any], package: ModuleType) -> dict[str, Any]:
    """One of each subclass by its name: those in the package's modules, and in other apps."""
    for module in pkgutil.iter_modules(package.__path__):
        import_module(f"{package.__name__}.{module.name}")
    return {subclass.name: subclass() for subclass in base.__subclasses__()}


def level_of(rule: Rule) -> str:
    return settings.CHECKLIST.get(rule.name, rule.level)
