"""Menus of the old site are menus of this one, linked to what their items became."""

import pytest

from home.models import Menu
from tests.archive.wordpress.load.command import run
from tests.archive.wordpress.load.runs import page_of
from tests.archive.wordpress.wxr import export, post
from tests.factories import front_page

pytestmark = [pytest.mark.django_db, pytest.mark.once]
MAIN = [("nav_menu", "main", "Main")]


@pytest.fixture(autouse=True)
def _front():
    front_page()


def item(id, title="", order=1, parent=0, **meta):
    values = {f"_menu_item_{name}": str(value) for name, value in meta.items()}
    values["_menu_item_menu_item_parent"] = str(parent)
    return post(id, title, kind="nav_menu_item", menu_order=order, terms=MAIN, meta=values)


SITE = [
    post(1, "About", "Words.", kind="page", slug="about"),
    post(2, "Letter", "Words.", terms=[("category", "letters", "Letters")]),
    item(10, order=2, type="custom", url="https://donate.example/", title="Donate"),
    item(11, order=1, type="post_type", object_id=1),
    item(12, order=3, type="post_type", object_id=2, title="A letter", parent=11),
    item(13, order=4, type="custom", url="http://www.example.org/about/", title="Us", parent=12),
    item(14, order=5, type="post_type", object_id=99, title="Gone"),
    item(15, order=6, type="custom", url="#", title="Nowhere"),
]


def test_a_menu_is_taken_with_what_opens_below_its_items():
    ran = run(export(*SITE))
    menu = Menu.objects.get(handle="main")
    about, letter = page_of(1), page_of(2)
    links = [(link.value["label"], link.value["page"], link.value["url"]) for link in menu.items]
    assert [(label, page and page.pk, url) for label, page, url in links] == [
        ("About", about.pk, ""),
        ("Donate", None, "https://donate.example/"),
    ]
    below = [(link["label"], link["page"].pk) for link in menu.items[0].value["children"]]
    assert below == [("A letter", letter.pk), ("Us", about.pk)]
    assert "Menu “Main” (6 items: About, Donate) is the menu “main” now." in ran.printed
    assert "what leads nowhere here is left out: Gone, Nowhere." in ran.printed
    assert {entry["id"] for entry in ran.report["items"]} == {1, 2}


def test_a_menu_that_is_here_stays_as_it_is():
    run(export(*SITE))
    Menu.objects.update(title="Ours")
    assert "is here already" in run(export(*SITE)).printed
    assert [menu.title for menu in Menu.objects.all()] == ["Ours"]


def test_a_dry_run_makes_no_menu():
    assert "is the menu “main” now" in run(export(*SITE), "--dry-run").printed
    assert not Menu.objects.exists()
