"""A schema that can write is refused at start, with the file and the fix."""

import graphene
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from cms.graphql.endpoint.schema import served_schema


class Query(graphene.ObjectType):
    name = graphene.String()


class Write(graphene.ObjectType):
    name = graphene.String()


mutating = graphene.Schema(query=Query, mutation=Write)
subscribing = graphene.Schema(query=Query, subscription=Write)
empty = graphene.Schema()


@pytest.mark.parametrize(
    ("attribute", "sentence"),
    [
        ("mutating", "has a mutation, Write"),
        ("subscribing", "has a subscription, Write"),
        ("empty", "has no query"),
    ],
)
def test_a_schema_that_does_not_only_read_is_refused(settings, attribute, sentence):
    settings.GRAPHENE = {"SCHEMA": f"{__name__}.{attribute}"}
    with pytest.raises(ImproperlyConfigured, match=sentence) as refusal:
        served_schema()
    assert __file__ in str(refusal.value)
    with pytest.raises(CommandError, match=sentence) as complaint:
        call_command("check")
    assert __file__ in str(complaint.value)
