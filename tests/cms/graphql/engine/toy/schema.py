"""A small schema in which everything goes wrong that can."""

from __future__ import annotations

from typing import Any

import graphene
from graphql import GraphQLSchema

from cms.graphql.enums import enum_of

from . import makers
from .declaring import of_all, of_each, of_none
from .things import KINDS, Thing


class Even(graphene.Scalar):
    """A number that can only be said where it is even."""

    @staticmethod
    def serialize(value: Any) -> Any:
        if value % 2:
            raise ValueError("odd")
        return {"even": value}

    parse_value = staticmethod(lambda value: value)

    @staticmethod
    def parse_literal(node: Any, _variables: Any = None) -> Any:
        return int(node.value)


Mood = enum_of("Mood", "A mood.", {"GLAD": "Glad.", "SAD": "Sad."}, {"GLAD": "g", "SAD": "s"})


class Wish(graphene.InputObjectType):
    """An input object with a default, a list and another one inside."""

    times = graphene.Int(default_value=2)
    moods = graphene.List(graphene.NonNull(Mood))
    words = graphene.List(graphene.String)
    rows = graphene.List(graphene.List(graphene.NonNull(graphene.Int)))
    inner = graphene.Field(lambda: Wish)


SAID = {
    "mood": graphene.Argument(Mood),
    "wish": graphene.Argument(Wish),
    "wishes": graphene.List(graphene.NonNull(Wish)),
    "size": graphene.Int(default_value=7),
    "needed": graphene.String(required=True),
}


class Node(graphene.Interface):
    """Whatever has a number."""

    number = graphene.Int(required=True)
    gap = graphene.String(required=True)
    kin = graphene.List(lambda: Node)
    mood = graphene.Field(Mood)

    resolve_gap = of_each(lambda thing: thing.every(5, "there", None))
    resolve_kin = of_all(makers.holey)
    resolve_mood = of_each(lambda thing: ("g", "s", None, "unknown")[thing.number % 4])

    @classmethod
    def resolve_type(cls, thing: Thing, _info: Any) -> Any:
        return thing.graphql_type


class Common(graphene.ObjectType):
    """The fields of every object type, nullable ones first and then those that are not."""

    class Meta:
        abstract = True

    word = graphene.String()
    fails = graphene.String()
    loaded = graphene.String()
    all_fail = graphene.String()
    said = graphene.String(**SAID)
    said_by_all = graphene.String(**SAID)
    even = Even()
    huge = graphene.Int()
    moods = graphene.List(graphene.NonNull(Mood))
    grid = graphene.List(graphene.List(graphene.Int))
    child = graphene.Field(lambda: Plain)
    things = graphene.List(lambda: Plain, count=graphene.Int())
    found = graphene.List(lambda: Found)
    nodes = graphene.List(graphene.NonNull(Node))

    sure_fails = graphene.String(required=True)
    sure_loaded = graphene.String(required=True)
    sure_even = Even(required=True)
    sure_grid = graphene.NonNull(
        graphene.List(graphene.NonNull(graphene.List(graphene.NonNull(graphene.Int))))
    )
    sure_child = graphene.Field(lambda: Plain, required=True)
    sure_things = graphene.List(graphene.NonNull(lambda: Plain), required=True)
    matrix = graphene.List(graphene.NonNull(graphene.List(lambda: Node)))

    resolve_word = of_each(lambda thing: thing.every(4, f"word {thing.number}", None))
    resolve_fails = of_each(makers.refused(3, "fails"))
    resolve_loaded = of_all(makers.refused(4, "loaded"))
    resolve_all_fail = of_none("all of them fail")
    resolve_said = of_each(makers.said)
    resolve_said_by_all = of_all(makers.said)
    resolve_even = of_each(lambda thing: thing.number)
    resolve_huge = of_all(lambda thing: thing.number << (thing.number % 40))
    resolve_moods = of_each(lambda thing: ["g", thing.every(3, "s", None)])
    resolve_grid = of_each(makers.grid)
    resolve_child = of_all(Thing.child)
    resolve_things = of_all(makers.things)
    resolve_found = of_each(makers.holey)
    resolve_nodes = of_all(makers.holey)
    resolve_sure_fails = of_each(makers.refused(13, "sure_fails"))
    resolve_sure_loaded = of_all(makers.refused(17, "sure_loaded"))
    resolve_sure_even = of_each(lambda thing: thing.every(9, 2, thing.number))
    resolve_sure_grid = of_all(makers.grid)
    resolve_sure_child = of_all(Thing.child)
    resolve_sure_things = of_each(makers.things)
    resolve_matrix = of_all(lambda thing: [thing.below(2, mixed=True), thing.every(6, [], None)])


class Plain(Common):
    """A thing."""

    class Meta:
        interfaces = (Node,)


class Cat(Common):
    """A thing that says its lives in a number."""

    class Meta:
        interfaces = (Node,)

    lives = graphene.Int()
    resolve_lives = of_all(lambda thing: 9)


class Dog(Common):
    """A thing that says them in words."""

    class Meta:
        interfaces = (Node,)

    lives = graphene.String()
    resolve_lives = of_each(lambda thing: "one")


class Found(graphene.Union):
    """A cat or a dog; anything else is an error."""

    class Meta:
        types = (Cat, Dog)

    @classmethod
    def resolve_type(cls, thing: Thing, _info: Any) -> Any:
        return thing.graphql_type


class Query(graphene.ObjectType):
    """Things by their numbers."""

    thing = graphene.Field(Plain, number=graphene.Int(required=True))
    sure_thing = graphene.Field(Plain, required=True, number=graphene.Int(default_value=5))
    node = graphene.Field(Node, number=graphene.Int(default_value=4))
    things = graphene.List(Plain, numbers=graphene.List(graphene.Int))

    @staticmethod
    def resolve_thing(_root: Any, _info: Any, number: int) -> Thing:
        return Thing(number)

    @staticmethod
    def resolve_sure_thing(_root: Any, _info: Any, number: int) -> Thing | None:
        return Thing(number) if number % 4 else None

    @staticmethod
    def resolve_node(_root: Any, _info: Any, number: int) -> Thing:
        return Thing(number, kind=number % 3)

    @staticmethod
    def resolve_things(_root: Any, _info: Any, numbers: list[int] | None = None) -> list[Any]:
        return [Thing(number) if number else None for number in numbers or [1, 2, 3]]


KINDS.extend((Plain, Cat, Dog))
SCHEMA: GraphQLSchema = graphene.Schema(query=Query, types=[Plain, Cat, Dog]).graphql_schema
POOL = {
    "number": list(range(40)),
    "numbers": list(range(40)),
    "count": [None, 0, 1, 2],
    "size": [0, 3, None],
    "needed": ["", "word"],
}
