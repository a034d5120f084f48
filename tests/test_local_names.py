"""A local variable is named after its content."""

import ast
from pathlib import Path

from django.conf import settings

VAGUE = {
    *("asked", "done", "each", "found", "given", "gone", "held", "kept", "known", "made", "one"),
    *("others", "rest", "said", "seen", "shown", "stuff", "taken", "thing", "things", "told"),
    *("wanted", "what", "who", "written"),
}
ROOMS = ("archive", "cms", "home", "media")


def names_in(function):
    """What a function, and what is within it, calls its parameters and variables."""
    for node in ast.walk(function):
        if isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id


def functions_in(path):
    nodes = ast.walk(ast.parse(path.read_text("utf-8")))
    return [node for node in nodes if isinstance(node, ast.FunctionDef)]


def test_no_local_variable_is_called_by_how_it_came():
    folder = Path(settings.BASE_DIR)
    paths = [path for room in ROOMS for path in folder.glob(f"{room}/**/*.py")]
    faults = {
        f"{path.relative_to(folder)}:{function.lineno}: say what “{name}” holds."
        for path in paths
        if "migrations" not in path.parts
        for function in functions_in(path)
        for name in VAGUE.intersection(names_in(function))
    }
    assert not faults, "\n".join(sorted(faults))
