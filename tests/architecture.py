"""Draws the architecture: the packages of the import contracts, and their imports.

    python -m tests.architecture    # writes the picture into docs/architecture.md

An arrow implied by two others is omitted for legibility.
"""

import tomllib
from itertools import product
from pathlib import Path

import grimp

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "architecture.md"
BEGIN, END = "<!-- picture -->\n", "<!-- end of picture -->\n"
INNER = {
    "archive": (
        *("graphql", "wordpress", "preservation", "search", "bitmaps"),
        *("models", "safeguards", "blocks", "markup"),
    )
}


def rooms() -> list[str]:
    """The layers of the first import contract, from the top, with the archive's own packages."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    named = [name.strip() for layer in layers for name in layer.split("|")]
    return [
        room
        for name in named
        for room in ([f"{name}.{inner}" for inner in INNER[name]] if name in INNER else [name])
    ]


def arrows(names: list[str]) -> set[tuple[str, str]]:
    """Which package imports which, without arrows implied by others."""
    graph = grimp.build_graph("cms", "home", "archive", "media")
    modules = {name: {name, *graph.find_descendants(name)} for name in names}
    direct = {
        (above, below)
        for above, below in product(names, names)
        if above != below
        and any(modules[below] & graph.find_modules_directly_imported_by(m) for m in modules[above])
    }
    reached = set(direct)
    for middle, above, below in product(names, names, names):
        if (above, middle) in reached and (middle, below) in reached:
            reached.add((above, below))
    return {
        (above, below)
        for above, below in direct
        if not any((above, other) in reached and (other, below) in reached
                   for other in names if other not in (above, below))
    }  # fmt: skip


def picture() -> str:
    names = rooms()
    lines = ["```mermaid", "flowchart TD"]
    lines += [f'    {name.replace(".", "_")}["{name}"]' for name in names]
    for above, below in sorted(arrows(names), key=lambda pair: [names.index(n) for n in pair]):
        lines.append(f"    {above.replace('.', '_')} --> {below.replace('.', '_')}")
    return "\n".join([*lines, "```"]) + "\n"


def drawn(text: str) -> str:
    """A page with the current picture between its two marks."""
    before, _, rest = text.partition(BEGIN)
    return f"{before}{BEGIN}{picture()}{END}{rest.partition(END)[2]}"


if __name__ == "__main__":
    PAGE.write_text(drawn(PAGE.read_text("utf-8")), "utf-8")
