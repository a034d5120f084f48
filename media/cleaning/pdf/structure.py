"""The structure tree: headings, lists, tables, and alternative texts of pictures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pikepdf import Array, Dictionary, Name, Object

from .keeping import (
    Copy,
    each,
    either,
    entries,
    fill,
    language,
    number,
    numbers,
    one_of,
    plain_name,
    text,
)

# PDF 32000-1:2008, 14.8.4, and additions of ISO 32000-2.
TYPES = {
    "Document", "DocumentFragment", "Part", "Art", "Sect", "Div", "Aside", "BlockQuote", "Caption",
    "TOC", "TOCI", "Index", "NonStruct", "Private", "P", "H", "H1", "H2", "H3", "H4", "H5", "H6",
    "Title", "FENote", "Sub", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "THead",
    "TBody", "TFoot", "Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot",
    "Ruby", "RB", "RT", "RP", "Warichu", "WT", "WP", "Em", "Strong", "Figure", "Formula", "Form",
}  # fmt: skip
ATTRIBUTES = {
    "/O": one_of("Layout", "List", "Table"),
    "/Placement": one_of("Block", "Inline", "Before", "Start", "End"),
    "/WritingMode": one_of("LrTb", "RlTb", "TbRl"),
    "/BBox": numbers,
    "/Width": number,
    "/Height": number,
    "/ListNumbering": one_of(
        *("None", "Disc", "Circle", "Square", "Decimal"),
        *("UpperRoman", "LowerRoman", "UpperAlpha", "LowerAlpha"),
    ),
    "/RowSpan": number,
    "/ColSpan": number,
    "/Scope": one_of("Row", "Column", "Both"),
}
ELEMENT = {
    "/Lang": language,
    # no "/ActualText" and "/E": copying would give these instead of what the page shows
    "/Alt": text,
    "/A": either(entries(ATTRIBUTES), each(entries(ATTRIBUTES))),
}


def add_structure(copy: Copy) -> None:
    """Copy the source's tree to the target, once its pages and annotations are copied."""
    root = copy.source.Root.get("/StructTreeRoot")
    if not isinstance(root, Dictionary):
        return
    tree = Tree(copy, root.get("/RoleMap"))
    new = copy.target.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    tree.add_kids(new, root.get("/K"), None)
    new["/ParentTree"] = tree.parents(root.get("/ParentTree"))
    copy.target.Root["/StructTreeRoot"] = new
    copy.target.Root["/MarkInfo"] = Dictionary(Marked=True)


class Tree:
    """A structure tree being copied to the target."""

    def __init__(self, copy: Copy, roles: Any) -> None:
        self.copy = copy
        self.roles: Any = roles if isinstance(roles, Dictionary) else Dictionary()

    def add_kids(self, new: Object, kids: Any, page: Any) -> None:
        kids = kids.as_list() if isinstance(kids, Array) else [kids]
        copied = [kid for kid in (self._kid(new, kid, page) for kid in kids) if kid is not None]
        if copied:
            new["/K"] = Array(copied)

    def _kid(self, parent: Object, kid: Any, page: Any) -> Any:
        if not isinstance(kid, Dictionary):
            return number(self.copy, kid)
        if kid.get("/Type") == Name.MCR:
            return self._reference(kid, "/MCID", number(self.copy, kid.get("/MCID")))
        if kid.get("/Type") == Name.OBJR:
            annotation = self.copy.find(kid.get("/Obj"), "annotation")
            return self._reference(kid, "/Obj", annotation)
        if self.copy.find(kid, "element") is not None:  # a second parent
            return None
        return self._element(parent, kid)

    def _reference(self, kid: Any, key: str, value: Any) -> Any:
        if value is None:
            return None
        new = Dictionary(Type=kid.Type)
        new[key] = value
        if (page := self.copy.find(kid.get("/Pg"), "page")) is not None:
            new["/Pg"] = page
        return new

    def _element(self, parent: Object, element: Any) -> Object:
        new = self.copy.dictionary(element, "element")
        new["/S"] = Name(f"/{self._role(element.get('/S'))}")
        new["/P"] = parent
        page = self.copy.find(element.get("/Pg"), "page")
        if page is not None:
            new["/Pg"] = page
        fill(self.copy, new, element, ELEMENT)
        self.add_kids(new, element.get("/K"), page)
        return new

    def _role(self, role: Any) -> str:
        for _ in range(8):  # a role may map to another, possibly in a cycle
            if plain_name(role) in TYPES:
                return plain_name(role)
            role = self.roles.get(str(role)) if plain_name(role) else None
        return "NonStruct"

    def parents(self, source: Any) -> Dictionary:
        """By number, the elements that a page's marked contents belong to."""
        pairs: list[Any] = []
        for key, value in sorted(numbered(source).items()):
            if isinstance(value, Array):
                elements = [self.copy.find(part, "element") for part in value.as_list()]
                pairs += [key, self.copy.target.make_indirect(Array(elements))]
            elif (element := self.copy.find(value, "element")) is not None:
                pairs += [key, element]
        return self.copy.target.make_indirect(Dictionary(Nums=Array(pairs)))


def numbered(tree: Any) -> Mapping[int, Any]:
    """The contents of a number tree."""
    values: dict[int, Any] = {}
    waiting, visited = [tree], set()
    while waiting:
        node = waiting.pop()
        if not isinstance(node, Dictionary) or (node.is_indirect and node.objgen in visited):
            continue
        visited.add(node.objgen)
        pairs = node.get("/Nums", Array()).as_list()
        values |= dict(zip(map(int, pairs[::2]), pairs[1::2], strict=False))
        waiting += node.get("/Kids", Array()).as_list()
    return values
