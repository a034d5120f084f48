"""Writes random valid documents within given bounds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

from graphql import (
    GraphQLSchema,
    SchemaMetaFieldDef,
    TypeMetaFieldDef,
    get_named_type,
    is_abstract_type,
    is_composite_type,
    is_list_type,
)

from .keys import Keys, Use
from .values import Pool, bare
from .variables import Arguments, Written

DEFAULT_PAGE = 20
TRIES = 4  # to find a field within the bounds


@dataclass(frozen=True)
class Bounds:
    """The maximum size of a document; the cost counts nodes, from page and list sizes."""

    depth: int = 8
    fields: int = 60
    aliases: int = 30
    roots: int = 20
    cost: int = 5_000
    list_size: int = 5
    introspection: bool = True


@dataclass(frozen=True)
class Document:
    """A document with the variables to run it with."""

    source: str
    variables: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.source}\nvariables: {self.variables!r}"


@dataclass(frozen=True)
class Part:
    """A selection, its depth, and its cost for one parent."""

    text: str
    depth: int = 0
    cost: int = 0


@dataclass(frozen=True)
class Fragment:
    """A named fragment that can be spread again, and its cost."""

    name: str
    on: Any
    body: Part
    taken: Counter[str]


@dataclass(frozen=True)
class Frame:
    """The surroundings of a document's random selection: on which type, in which field."""

    kind: str
    text: str  # with %s for the selection
    declarations: str = ""
    rows: int | None = None  # of the connection that contains the selection


def documents(
    schema: GraphQLSchema,
    pool: Pool,
    seed: int,
    bounds: Bounds | None = None,
    frame: Frame | None = None,
) -> Iterator[Document]:
    """An endless sequence of documents, the same for the same seed."""
    random = Random(seed)
    frame = frame or Frame(schema.query_type.name, "%s")
    while True:
        yield Writer(schema, pool, Random(random.random()), bounds or Bounds()).document(frame)


class Writer:
    """Writes one document."""

    def __init__(self, schema: GraphQLSchema, pool: Pool, random: Random, bounds: Bounds) -> None:
        self._schema, self._random, self._bounds = schema, random, bounds
        self._arguments = Arguments(random, pool)
        self._keys = Keys()
        self._fragments: list[Fragment] = []
        fields = 2 + int(bounds.fields * random.random() ** 2)  # small ones find most faults
        self._left = Counter(fields=fields, aliases=bounds.aliases, roots=bounds.roots)

    def document(self, frame: Frame) -> Document:
        depth = self._random.randint(min(3, self._bounds.depth), self._bounds.depth)
        kind = self._schema.type_map[frame.kind]
        selected = self._selection(kind, depth, self._bounds.cost, frame.rows)
        fragments = [f"fragment {one.name} on {one.on} {one.body.text}" for one in self._fragments]
        body = "\n".join([frame.text % selected.text, *fragments])
        declarations, given = self._arguments.used_in(body)
        declared = ", ".join(filter(None, [frame.declarations, *declarations]))
        head = self._random.choice(("query", "query Asked"))
        return Document(f"{head} ({declared}) {body}" if declared else f"{head} {body}", given)

    def _selection(self, parent: Any, depth: int, cost: int, page: int | None) -> Part:
        parts: list[Part] = []
        wanted = self._random.choice((1, 2, 3, 4, 6))
        while not parts or (len(parts) < wanted and self._left["fields"] > 0):
            left = cost - sum(part.cost for part in parts)
            parts.append(self._part(parent, depth, left, page))
        text = "{ " + " ".join(part.text for part in parts) + " }"
        return Part(text, max(part.depth for part in parts), sum(part.cost for part in parts))

    def _part(self, parent: Any, depth: int, cost: int, page: int | None) -> Part:
        chance = self._random.random()
        if chance < 0.06:
            return Part(f"__typename{self._arguments.directives()}", 1)
        if chance < 0.2:
            return self._inline_fragment(parent, depth, cost, page)
        # A fragment may be spread where its lists have another size: not inside connections.
        if chance < 0.32 and page is None:
            return self._spread(parent, depth, cost) or Part("__typename", 1)
        tries = (self._field(parent, depth, cost, page) for _ in range(TRIES))
        return next((part for part in tries if part), Part("__typename", 1))

    def _inline_fragment(self, parent: Any, depth: int, cost: int, page: int | None) -> Part:
        on = self._random.choice([None, *self._overlapping(parent)])
        inside = self._selection(on or parent, depth, cost, page)
        condition = f" on {on.name}" if on else ""
        text = f"...{condition}{self._arguments.directives()} {inside.text}"
        return Part(text, inside.depth, inside.cost)

    def _spread(self, parent: Any, depth: int, cost: int) -> Part | None:
        overlapping = self._overlapping(parent)
        found = [one for one in self._fragments if self._fits(one, overlapping, depth, cost)]
        if found and self._random.random() < 0.6:
            fragment = self._random.choice(found)
            self._left.subtract(fragment.taken)
        else:
            fragment = self._new_fragment(self._random.choice(overlapping), depth, cost)
        text = f"...{fragment.name}{self._arguments.directives()}"
        return Part(text, fragment.body.depth, fragment.body.cost)

    def _fits(self, fragment: Fragment, overlapping: list[Any], depth: int, cost: int) -> bool:
        return (
            fragment.on in overlapping
            and fragment.body.depth <= depth
            and fragment.body.cost <= cost
            and all(self._left[name] >= count for name, count in fragment.taken.items())
        )

    def _new_fragment(self, on: Any, depth: int, cost: int) -> Fragment:
        before = self._left.copy()
        body = self._selection(on, depth, cost, None)
        before.subtract(self._left)
        fragment = Fragment(f"F{len(self._fragments)}", on, body, before)
        self._fragments.append(fragment)
        return fragment

    def _overlapping(self, parent: Any) -> list[Any]:
        """The composite types that an object of this type can also have, including itself."""
        possible = set(self._possible(parent))
        composite = [kind for kind in self._schema.type_map.values() if is_composite_type(kind)]
        return [kind for kind in composite if possible & set(self._possible(kind))]

    def _possible(self, kind: Any) -> list[Any]:
        return self._schema.get_possible_types(kind) if is_abstract_type(kind) else [kind]

    def _field(self, parent: Any, depth: int, cost: int, page: int | None) -> Part | None:
        name, kind = self._random.choice(self._fields_of(parent) or [("", None)])
        root = parent is self._schema.query_type
        if not name or self._left["fields"] < 1 or (root and self._left["roots"] < 1):
            return None
        written = self._arguments.of(name, kind.args)
        rows = self._rows(name, kind, written, page)
        composite = is_composite_type(get_named_type(kind.type))
        if composite and (depth < 2 or cost < 2 * rows):
            return None
        key = self._keys.key(self._wishes(name), Use(parent, name, written.text), kind.type)
        if key is None:
            return None
        self._left.subtract(fields=1, aliases=int(key != name), roots=int(root))
        head = (name if key == name else f"{key}: {name}") + written.text
        head += self._arguments.directives()
        if not composite:
            return Part(head, 1)
        inner_page = None if is_list(kind.type) else page_size(kind, written)
        inside = self._selection(
            get_named_type(kind.type), depth - 1, cost // max(rows, 1) - 1, inner_page
        )
        return Part(f"{head} {inside.text}", inside.depth + 1, rows * (inside.cost + 1))

    def _fields_of(self, parent: Any) -> list[tuple[str, Any]]:
        fields = list(getattr(parent, "fields", {}).items())
        if parent.name == "__Type":  # validation limits nested lists there
            return [(name, kind) for name, kind in fields if not is_list(kind.type)]
        if parent is self._schema.query_type and self._bounds.introspection:
            fields += [("__schema", SchemaMetaFieldDef), ("__type", TypeMetaFieldDef)]
        return fields

    def _wishes(self, name: str) -> list[str]:
        """The field's own name or a few aliases: few, so that they collide."""
        aliases = self._random.sample("abcdefgh", 4) if self._left["aliases"] > 0 else []
        return [*aliases, name] if self._random.random() < 0.2 else [name, *aliases]

    def _rows(self, name: str, kind: Any, written: Written, page: int | None) -> int:
        if not is_list(kind.type):
            return 1
        if page is not None:
            return page
        size = page_size(kind, written)
        return self._bounds.list_size if size is None else size


def page_size(kind: Any, written: Written) -> int | None:
    """The maximum number of rows of a paged field; None if it is not paged."""
    if "first" not in kind.args:
        return None
    asked = [written.values.get(name) for name in ("first", "last")]
    return max((abs(size) for size in asked if size is not None), default=DEFAULT_PAGE)


def is_list(kind: Any) -> bool:
    return is_list_type(bare(kind))
