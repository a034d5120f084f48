"""The reading room's GraphQL documents, extracted from its modules as the room composes them."""

import re
from pathlib import Path

import home.reading_room

ROOM = Path(home.reading_room.__file__).parent / "static" / "reading_room"
TEMPLATE = re.compile(r"/\* GraphQL \*/ `(.*?)`", re.DOTALL)
FRAGMENT = re.compile(r"^ {2}(?=fragment )", re.MULTILINE)
SPREAD = re.compile(r"\.\.\.(?!on\b)(\w+)")


def templates():
    for module in sorted((ROOM / "queries").glob("*.js")):
        yield from TEMPLATE.findall(module.read_text("utf-8"))


def fragments():
    parts = [
        part for text in templates() for part in re.split(r"^ {2}(?=fragment )", text, flags=re.M)
    ]
    return {part.split()[1]: part for part in parts if part.startswith("fragment ")}


def operations():
    """Each operation by its name, with the fragments that it needs."""
    for text in templates():
        if name := re.match(r"\s*query (\w+)", text):
            yield name[1], text + "".join(fragments()[needed] for needed in spread_in(text))


def spread_in(text):
    """The names of the fragments in a text, each once."""
    needed, waiting = {}, SPREAD.findall(text)
    while waiting:
        name = waiting.pop()
        if name not in needed:
            needed[name] = True
            waiting += SPREAD.findall(fragments()[name])
    return list(needed)


def table(module, name):
    """The keys of an object that a module exports."""
    text = (ROOM / module).read_text("utf-8")
    [body] = re.findall(rf"export const {name} = \{{(.*?)\n\}};", text, re.DOTALL)
    return set(re.findall(r"^ {2}(\w+):", body, re.MULTILINE))
