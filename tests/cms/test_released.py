"""What a release has is not taken away before a later one has said that it is deprecated.

`cms/released.graphql` is the schema of the last release, its version in the first line. It comes
with the first one: `(echo "# 1.0.0"; cat cms/schema.graphql) > cms/released.graphql`.
"""

import re
from pathlib import Path

import pytest
from graphql import REMOVE, GraphQLSchema, Visitor, build_ast_schema, build_schema, parse, visit
from graphql.type import is_object_type
from graphql.utilities import BreakingChangeType, find_breaking_changes

ROOT = Path(__file__).parents[2]
RELEASED, SERVED = ROOT / "cms" / "released.graphql", ROOT / "cms" / "schema.graphql"
BEFORE = """
directive @deprecated(reason: String) on FIELD_DEFINITION | ARGUMENT_DEFINITION | ENUM_VALUE
interface Page { title: String }
type Report implements Page { title: String kind: Kind }
type Old { name: String }
enum Kind { NEWS NOTE @deprecated(reason: "It is NEWS.") }
type Query { page(id: ID, key: ID @deprecated(reason: "Use id.")): Page
  old: Old @deprecated(reason: "Use page.") entry: Report }
"""


class NotDeprecated(Visitor):
    """A schema without what it says is deprecated."""

    def enter(self, node, *_):
        directives = {each.name.value for each in getattr(node, "directives", None) or ()}
        return REMOVE if "deprecated" in directives else None


def broken_promises(released, served):
    """What of a release is gone, or narrower, that it did not say was deprecated."""
    kept = build_ast_schema(visit(parse(released), NotDeprecated()), assume_valid=True)
    objects = [kind for kind in kept.type_map.values() if is_object_type(kind)]
    reached = GraphQLSchema(kept.query_type).type_map
    with_types = [kind for kind in objects if {each.name for each in kind.interfaces} & {*reached}]
    reached = GraphQLSchema(kept.query_type, types=with_types).type_map
    return [
        change.description
        for change in find_breaking_changes(kept, build_schema(served))
        if change.type is not BreakingChangeType.TYPE_REMOVED
        or change.description.split(" ", 1)[0] in reached
    ]


def released_versions():
    return re.findall(r"^## (\d+\.\d+\.\d+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.M)


def test_nothing_goes_that_the_last_release_did_not_deprecate():
    versions = released_versions()
    assert RELEASED.exists() == bool(versions), __doc__
    released = RELEASED.read_text("utf-8") if versions else ""
    assert released.startswith("".join(f"# {version}\n" for version in versions[:1])), __doc__
    assert not released or broken_promises(released, SERVED.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("gone", "instead"),
    [
        ('old: Old @deprecated(reason: "Use page.")', ""),
        (', key: ID @deprecated(reason: "Use id.")', ""),
        ('NOTE @deprecated(reason: "It is NEWS.")', ""),
        ("entry: Report", "entry: Report more: Int"),
    ],
)
def test_what_was_deprecated_may_go(gone, instead):
    assert gone in BEFORE
    after = BEFORE.replace(gone, instead)
    if "old" in gone:
        after = after.replace("type Old { name: String }", "")
    assert broken_promises(BEFORE, after) == []


@pytest.mark.parametrize(
    ("gone", "instead", "broken"),
    [
        ("entry: Report", "", "Query.entry was removed."),
        ("kind: Kind", "", "Report.kind was removed."),
        ("NEWS", "", "NEWS was removed from enum type Kind."),
        ("id: ID, ", "", "Query.page arg id was removed."),
        ("id: ID,", "id: ID!,", "Query.page arg id has changed type from ID to ID!."),
        ("title: String kind", "title: Int kind", "Report.title changed type from String to Int."),
    ],
)
def test_what_was_not_may_not(gone, instead, broken):
    assert broken in broken_promises(BEFORE, BEFORE.replace(gone, instead))
