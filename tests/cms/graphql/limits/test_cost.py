"""What a document may cost follows from the page sizes that it asks for."""

import graphene
import pytest
from graphql import parse

from cms.graphql.errors import OverLimit
from cms.graphql.limits.cost import Price
from cms.graphql.limits.price_walk import priced


class Node(graphene.Interface):
    id = graphene.ID()


class Thing(graphene.Interface):
    name = graphene.String()
    size = graphene.Field(lambda: Size)
    parts = graphene.List(lambda: Part)
    counts = priced(graphene.List(lambda: Size), 7)
    digest = priced(graphene.String(), 2)


class Size(graphene.ObjectType):
    metres = graphene.Int()
    standard = graphene.Field(lambda: Plain)


class Part(graphene.ObjectType):
    name = graphene.String()


class Plain(graphene.ObjectType):
    class Meta:
        interfaces = (Thing, Node)


class Rich(graphene.ObjectType):
    class Meta:
        interfaces = (Thing, Node)

    owners = graphene.List(Part)


class ThingEdge(graphene.ObjectType):
    node = graphene.Field(Thing)


class ThingConnection(graphene.ObjectType):
    nodes = graphene.List(Thing)
    edges = graphene.List(ThingEdge)
    facets = graphene.List(Part)
    total = graphene.Int()


class Query(graphene.ObjectType):
    things = graphene.Field(ThingConnection, first=graphene.Int(), last=graphene.Int())
    few = graphene.Field(ThingConnection, first=graphene.Int(default_value=3))
    by_id = graphene.List(Thing, ids=graphene.List(graphene.ID, required=True))
    thing = graphene.Field(Thing)
    size = graphene.Field(Size)


SCHEMA = graphene.Schema(query=Query, types=[Plain, Rich]).graphql_schema


def cost(source, variables=None):
    document = parse(source)
    return Price(SCHEMA, document, document.definitions[0])(variables or {}).nodes


@pytest.mark.parametrize(
    ("document", "objects"),
    [
        ("{ thing { name } }", 1),
        ("{ size { metres } }", 0),
        ("{ thing { size { metres } } }", 1),
        ("{ size { standard { name } } }", 1),
        ("{ things { total } }", 1),
        ("{ things(first: 3) { nodes { digest } } }", 1 + 3 * (1 + 2)),
        ("{ things { nodes { name } } }", 1 + 20),
        ("{ things { edges { node { name } } } }", 1 + 20),
        ("{ things { nodes { size { metres } } } }", 1 + 20),
        ("{ few { nodes { name } } }", 1 + 3),
        ("{ things(first: 3) { nodes { name } } }", 1 + 3),
        ("{ things(last: 3) { nodes { parts { name } } } }", 1 + 3 * (1 + 1)),
        ("{ things(last: 3) { nodes { counts { metres } } } }", 1 + 3 * (1 + 7 + 1)),
        ("{ things(first: 3) { nodes { name } facets { name } } }", 1 + 3 + 1),
        ('{ byId(ids: ["a", "b"]) { name } }', 2),
        ("{ thing { ... on Rich { owners { name } } ... on Plain { name } } }", 1 + 1),
        ("{ thing { counts { metres } ... on Rich { owners { name } } } }", 1 + 8 + 1),
        ("{ thing { parts { name } parts { name } } }", 1 + 1),
        ("{ a: thing { counts { metres } } b: thing { counts { metres } } }", 2 * (1 + 7 + 1)),
        ("{ thing { ...F ...F } } fragment F on Thing { parts { name } }", 1 + 1),
        ("{ things(first: 1000000) { nodes { name } } }", 1 + 100),
        ("{ things(first: -5) { nodes { name } } }", 1),
    ],
)
def test_lists_multiply_what_they_hold(document, objects):
    assert cost(document) == objects


@pytest.mark.parametrize(
    ("variables", "objects"),
    [({}, 5), ({"n": 10}, 11), ({"n": None}, 21), ({"n": "many"}, 21), ({"n": True}, 21)],
)
def test_variables_and_their_defaults_decide(variables, objects):
    document = "query ($n: Int = 4) { things(first: $n) { nodes { name } } }"
    assert cost(document, variables) == objects


def test_the_ids_of_a_variable_are_counted():
    document = "query ($ids: [ID]!) { byId(ids: $ids) { name } }"
    assert cost(document, {"ids": ["a", "b", "c"]}) == 3


def test_one_document_is_priced_anew_for_each_page_size():
    document = parse("query ($n: Int) { things(first: $n) { nodes { name } } }")
    price = Price(SCHEMA, document, document.definitions[0])
    assert [price({"n": n}).nodes for n in (1, 50, 1)] == [2, 51, 2]


def test_over_the_limit_the_error_says_both_numbers(settings):
    settings.GRAPHQL_COST = 10
    with pytest.raises(OverLimit, match=r"more than 10 objects; this one may cost 21\."):
        cost("{ things { nodes { name } } }")
