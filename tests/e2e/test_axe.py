"""Broken rules are told in sentences, and those that stock Wagtail breaks too are left out."""

import pytest

from .axe import broken_rules

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LOGIN = "/admin/login/"
ADD = "html => document.querySelector('main').insertAdjacentHTML('beforeend', html)"
BUTTON = '<button class="mine" title="{}"></button>'
TOLD = "Buttons must have discernible text (critical, button-name): "


def test_a_broken_rule_is_told_unless_a_stock_page_breaks_it_in_the_same_way(page):
    def with_button(route):
        text = route.fetch().text().replace("</main>", f"{BUTTON.format(' ')}</main>")
        route.fulfill(body=text, content_type="text/html")

    page.goto(LOGIN)
    page.evaluate(ADD, BUTTON.format(""))
    told = [f"{TOLD}{BUTTON.format('')}"]
    assert broken_rules(page, LOGIN) == told
    page.context.route(f"**{LOGIN}", with_button)
    assert broken_rules(page, LOGIN) == []
    assert broken_rules(page, "/admin/password_reset/") == told
