"""Creates menus of this site from the old site's, linked to the pages of their items."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import transaction

from archive.markup.parts import Note
from archive.markup.sentences import message
from archive.wordpress.export.catalogue import Catalogue
from archive.wordpress.export.records import Item
from cms.numbers import number_in

from .bookkeeping.ledger import Ledger
from .references.targets import Targets
from .site.lists import existing_term_path
from .site.slugs import clipped
from .site.tree import Tree

MENU_ITEM, _MENU = "nav_menu_item", "nav_menu"
_HANDLE, _TITLE, _LABEL = 40, 80, 80  # characters

Link = dict[str, Any]


class MenuWriter:
    """Writes each menu once; an existing one, of an editor or an earlier run, stays."""

    def __init__(self, catalogue: Catalogue, ledger: Ledger, tree: Tree, targets: Targets) -> None:
        self._catalogue, self._ledger, self._tree, self._targets = catalogue, ledger, tree, targets
        self._items: dict[tuple[str, str], list[Item]] = {}  # by slug and name of their menu

    def add(self, item: Item) -> None:
        for ref in item.terms:
            if ref.domain == _MENU and item.status == "publish":
                self._items.setdefault((ref.slug, ref.name), []).append(item)

    def write(self) -> Iterator[Note]:
        """Write all, and yield a note about each one's contents."""
        for (slug, name), items in self._items.items():
            items.sort(key=lambda item: item.menu_order)
            link_by_item = {item.id: self._link(item) for item in items}
            links = self._arranged(items, link_by_item)
            labels = ", ".join(link["label"] for link in links)
            values = {"name": name or slug, "count": len(items), "labels": labels}
            yield self._written(slug, name, links, values)
            left_out = [item.title or str(item.id) for item in items if not link_by_item[item.id]]
            if left_out:
                sentence = message(
                    "Of the menu “%(name)s”, what leads nowhere here is left out: %(labels)s."
                )
                yield Note("menu", sentence, values | {"labels": ", ".join(left_out)})

    def _written(self, slug: str, name: str, links: list[Link], values: dict[str, Any]) -> Note:
        model: Any = apps.get_model("home.Menu")
        handle, locale = slug[:_HANDLE], self._tree.locale
        if model.objects.filter(handle=handle, locale=locale).exists():
            sentence = message(
                "Menu “%(name)s” (%(count)d items: %(labels)s) is here already, and stays as it is."
            )
            return Note("menu", sentence, values)
        items = [{"type": "item", "value": link} for link in links]
        menu = model(handle=handle, title=clipped(name or slug, _TITLE), locale=locale)
        menu.items = model._meta.get_field("items").stream_block.to_python(items)
        try:
            with transaction.atomic():
                menu.full_clean()
                menu.save()
        except ValidationError as error:
            sentence = message(
                "Menu “%(name)s” (%(count)d items: %(labels)s) was not taken: %(reasons)s"
            )
            return Note("menu", sentence, values | {"reasons": " ".join(error.messages)})
        sentence = message(
            "Menu “%(name)s” (%(count)d items: %(labels)s) is the menu “%(handle)s” now."
        )
        return Note("menu", sentence, values | {"handle": handle})

    @staticmethod
    def _arranged(items: list[Item], link_by_item: dict[int, Link | None]) -> list[Link]:
        """The items with their children; deeper levels move up to the second."""
        parents = {item.id: _number(item, "_menu_item_menu_item_parent") for item in items}
        links: dict[int, Link] = {}
        for item in items:
            if (link := link_by_item[item.id]) is None:
                continue
            top = item.id
            circle = {top}  # an export may contain cycles
            while (above := parents.get(top, 0)) in parents and above not in circle:
                top = above
                circle.add(top)
            if top == item.id or top not in links:
                links[item.id] = link | {"children": []}
            else:
                links[top]["children"].append(link)
        return list(links.values())

    def _link(self, item: Item) -> Link | None:
        """The link of an item: to a page, to an address, or nowhere."""
        kind, number = item.first("_menu_item_type"), _number(item, "_menu_item_object_id")
        label, page, path = item.title, None, ""
        if kind == "post_type":
            if (imported_item := self._ledger.get(number)) and imported_item.page:
                label, page = label or imported_item.page.title, imported_item.page_id
        elif kind == "taxonomy":
            if term := self._catalogue.term_numbered(number):
                path = existing_term_path(term, self._tree.locale.language_code) or ""
                label = label or term.name
        elif (url := item.first("_menu_item_url")) != "#" and (target := self._targets.link(url)):
            page, path = target.key if target.kind == "page" else None, target.address
        is_link = label and (page or path)
        return {"label": clipped(label, _LABEL), "page": page, "url": path} if is_link else None


def _number(item: Item, name: str) -> int:
    return number_in(item.first(name)) or 0
