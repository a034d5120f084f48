"""Pages, the links on them, outlines and page labels."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Page, String

from .drawing import Drawing
from .keeping import (
    Copy,
    always,
    anew,
    each,
    either,
    entries,
    fill,
    number,
    numbers,
    one_of,
    plain_name,
    text,
)
from .resources import GROUP, Resources
from .structure import numbered

SCHEMES = ("http", "https", "mailto")
VIEWS = ("XYZ", "Fit", "FitH", "FitV", "FitR", "FitB", "FitBH", "FitBV")
INHERITED = {
    "/MediaBox": numbers,
    "/CropBox": numbers,
    "/Rotate": number,
}
PAGE = {
    "/BleedBox": numbers,
    "/TrimBox": numbers,
    "/ArtBox": numbers,
    "/Group": entries(GROUP),
    "/StructParents": number,
    "/Tabs": one_of("R", "C", "S"),
    "/UserUnit": number,
}
LABEL = {"/S": one_of("D", "R", "r", "A", "a"), "/P": text, "/St": number}
HIDDEN = 0b100010  # PDF 32000-1:2008, table 165: Hidden and NoView


def inherited(page: Any, key: str) -> Any:
    for _ in range(64):  # page trees are less deep, but may have cycles
        if not isinstance(page, Dictionary):
            return None
        if (value := page.get(key)) is not None:
            return value
        page = page.get("/Parent")
    return None


def add_pages(copy: Copy) -> None:
    """Copy the source's pages to the target: all of them first, since links lead to any."""
    pairs = []
    for page in copy.source.pages:
        copy.target.pages.append(Page(copy.target.make_indirect(Dictionary(Type=Name.Page))))
        new = copy.target.pages[-1].obj
        pairs.append((page.obj, copy.remember(page.obj, "page", new)))
    for source, new in pairs:
        _fill_page(copy, source, new)


def _fill_page(copy: Copy, page: Any, new: Any) -> None:
    for key, rule in INHERITED.items():
        if (value := rule(copy, inherited(page, key))) is not None:
            new[key] = value
    fill(copy, new, page, PAGE)
    resources = Resources(copy, inherited(page, "/Resources"))
    if "/Contents" in page:
        new["/Contents"] = copy.target.make_stream(Drawing(copy, resources).rewrite(page))
    new["/Resources"] = resources.dictionary()
    annotations = page.get("/Annots")
    if isinstance(annotations, Array):
        links = [_link(copy, annotation) for annotation in annotations.as_list()]
        new["/Annots"] = Array([link for link in links if link is not None])


def _link(copy: Copy, annotation: Any) -> Any:
    if not isinstance(annotation, Dictionary) or annotation.get("/Subtype") != Name.Link:
        return None
    new = copy.target.make_indirect(Dictionary())
    fill(copy, new, annotation, LINK)
    if "/Dest" not in new and "/A" not in new:
        return None
    return copy.remember(annotation, "annotation", new)


def _destination(copy: Copy, value: Any) -> Any:
    """The page and the place on it, without a name."""
    if isinstance(value, (Name, String)):
        value = _named(copy, value)
    if isinstance(value, Dictionary):
        value = value.get("/D")
    if not isinstance(value, Array) or len(value) < 2 or plain_name(value[1]) not in VIEWS:
        return None
    page = copy.find(value[0], "page")
    if page is None:
        return None
    place = [None if part is None else number(copy, part) for part in value.as_list()[2:6]]
    return Array([page, anew(plain_name(value[1])), *place])


def _named(copy: Copy, name: Any) -> Any:
    root = copy.source.Root
    if isinstance(name, Name):
        old = root.get("/Dests")
        return old.get(str(name)) if isinstance(old, Dictionary) else None
    names = root.get("/Names")
    tree = names.get("/Dests") if isinstance(names, Dictionary) else None
    if not isinstance(tree, Dictionary):
        return None
    return pikepdf.NameTree(tree).get(str(name))


def _may_be_told(address: str) -> bool:
    """Whether it is an external address without user name and password."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return False
    return parts.scheme in SCHEMES and "@" not in parts.netloc


def _action(copy: Copy, value: Any) -> Any:
    if not isinstance(value, Dictionary):
        return None
    if value.get("/S") == Name.URI:
        address = str(value.get("/URI", ""))
        return Dictionary(S=Name.URI, URI=String(address)) if _may_be_told(address) else None
    if value.get("/S") == Name.GoTo:
        destination = _destination(copy, value.get("/D"))
        return None if destination is None else Dictionary(S=Name.GoTo, D=destination)
    return None


LINK = {
    "/Type": always("/Annot"),
    "/Subtype": always("/Link"),
    "/Rect": numbers,
    "/Border": each(either(number, numbers)),
    "/C": numbers,
    "/H": one_of("N", "I", "O", "P"),
    "/F": number,
    "/QuadPoints": numbers,
    "/StructParent": number,
    "/Contents": text,
    "/Dest": _destination,
    "/A": _action,
}
OUTLINE = {"/Title": text, "/Dest": _destination, "/A": _action, "/C": numbers, "/F": number}


def add_outlines(copy: Copy) -> None:
    root = copy.source.Root.get("/Outlines")
    if not isinstance(root, Dictionary):
        return
    new = copy.target.make_indirect(Dictionary(Type=Name.Outlines))
    if _add_items(copy, root, new, set()):
        copy.target.Root["/Outlines"] = new


def _add_items(copy: Copy, parent: Any, new_parent: Any, visited: set[Any]) -> int:
    """Copy what is below an entry, and return the number of copied entries."""
    items: list[Object] = []
    for source in _items(parent, visited):
        new = copy.target.make_indirect(Dictionary(Parent=new_parent))
        fill(copy, new, source, OUTLINE)
        if "/Title" not in new:
            continue
        if count := _add_items(copy, source, new, visited):
            new["/Count"] = -count  # negative: collapsed
        if items:
            items[-1]["/Next"], new["/Prev"] = new, items[-1]
        items.append(new)
    if items:
        new_parent["/First"], new_parent["/Last"] = items[0], items[-1]
        new_parent["/Count"] = len(items)
    return len(items)


def _items(parent: Any, visited: set[Any]) -> Iterator[Any]:
    item = parent.get("/First")
    while isinstance(item, Dictionary) and item.objgen not in visited:
        visited.add(item.objgen)
        yield item
        item = item.get("/Next")


def add_labels(copy: Copy) -> None:
    pairs: list[Any] = []
    for key, label in sorted(numbered(copy.source.Root.get("/PageLabels")).items()):
        if (new := entries(LABEL)(copy, label)) is not None:
            pairs += [key, new]
    if pairs:
        copy.target.Root["/PageLabels"] = Dictionary(Nums=Array(pairs))
