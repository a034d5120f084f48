"""Checks whatever a browser shows with axe-core's accessibility rules.

A screen for readers breaks none: `assert broken_rules(page) == []`. One of the admin breaks none
that a stock page of Wagtail does not break, too: `broken_rules(page, "/admin/redirects/")`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

FEWEST = 10  # rules that any screen passes if axe examined it
OPENING_TAG = re.compile(r"<[^>]*>")
ATTRIBUTE = re.compile(r' (?!class=|role=|type=)[\w:.-]+="[^"]*"')


class Fault(NamedTuple):
    """A rule and an element that breaks it."""

    rule: str
    says: str
    impact: str
    element: str  # its HTML

    @property
    def kind(self) -> tuple[str, str]:
        """Identifies the same fault wherever Wagtail's own templates contain the element."""
        tag = OPENING_TAG.match(self.element)
        return self.rule, ATTRIBUTE.sub("", tag[0]) if tag else self.element

    def __str__(self) -> str:
        return f"{self.says} ({self.impact}, {self.rule}): {self.element}"


def broken_rules(page: Page, stock: str = "") -> list[str]:
    """The faults of the present screen, a sentence for each element.

    Faults that also occur at `stock`, the address of a page of Wagtail's own, are omitted: that
    page is opened in another tab.
    """
    excused = {fault.kind for fault in _beside(page, stock)} if stock else set()
    return [str(fault) for fault in _faults(page) if fault.kind not in excused]


def _beside(page: Page, address: str) -> list[Fault]:
    tab = page.context.new_page()
    try:
        answer = tab.goto(address)
        assert answer is not None
        assert answer.ok, f"{answer.status} for the stock page {address}"
        return list(_faults(tab))
    finally:
        tab.close()


ENDED = """Promise.allSettled(
    document.getAnimations().filter(one => one instanceof CSSTransition).map(one => one.finished)
)"""


def _faults(page: Page) -> Iterator[Fault]:
    page.evaluate(ENDED)  # colours in transition are not final
    found: dict[str, Any] = Axe().run(page, options={"resultTypes": ["violations"]}).response
    assert len(found["passes"]) >= FEWEST, "axe has looked at nothing"
    for rule in found["violations"]:
        for node in rule["nodes"]:
            yield Fault(rule["id"], rule["help"], rule["impact"], node["html"])
