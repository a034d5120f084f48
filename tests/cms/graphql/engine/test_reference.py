"""Random documents are answered as graphql-core's own executor answers them."""

from itertools import islice
from zlib import crc32

import pytest
from django.test import RequestFactory
from graphql import parse, validate

from cms.graphql.context import Context
from cms.graphql.endpoint.execution import prepare
from cms.graphql.errors import DocumentRefused, public
from cms.schema import schema
from tests import corpus

from . import toy
from .documents import Bounds, documents, shrunk
from .sameness import assert_same, by_reference, execute, nullable

SEEDS = [crc32(str(number).encode()) for number in range(4)]
TOY_DOCUMENTS, SITE_DOCUMENTS = 600, 120  # for each seed
SMALL = Bounds(depth=10, fields=30)
SERVED = schema.graphql_schema


@pytest.fixture(autouse=True)
def _all_errors(settings):
    """An answer leaves out what is more than ten, and the reference does not; it has no limits."""
    settings.GRAPHQL_ERRORS = settings.GRAPHQL_COMPARISONS = 10_000_000


def compare(schema, document, new_context):
    try:
        prepared = prepare(schema, document.source, None)
    except DocumentRefused as refusal:
        if breaks_a_rule(map(public, refusal.errors)):
            return
        raise

    def possible():
        with nullable(schema):
            return by_reference(prepared, document.variables, new_context())

    answer = execute(prepared, document.variables, new_context())
    if breaks_a_rule(answer.get("errors", ())) and "data" not in answer:
        return  # of an argument: nothing runs, and the reference knows no such rule
    reference = by_reference(prepared, document.variables, new_context())
    assert_same(answer, reference, possible)


def breaks_a_rule(errors):
    return {error["extensions"]["code"] for error in errors} == {"BAD_USER_INPUT"}


def difference(schema, document, new_context):
    """What is wrong with the answer to a document, or nothing."""
    try:
        compare(schema, document, new_context)
    except AssertionError as error:
        return str(error)
    return ""


def compare_all(schema, pool, seed, count, new_context):
    for number, document in enumerate(islice(documents(schema, pool, seed, SMALL), count)):
        if difference(schema, document, new_context):
            small = shrunk(schema, document, lambda one: difference(schema, one, new_context))
            why = difference(schema, small, new_context)
            pytest.fail(
                f"seed {seed}, document {number}: {why}\n\n{small}\n\nmade from\n{document}"
            )


def context_on_the_site():
    return Context(RequestFactory().get("/graphql/"))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_schema_in_which_everything_fails_is_answered_alike(seed):
    compare_all(toy.SCHEMA, toy.POOL, seed, TOY_DOCUMENTS, toy.new_context)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_served_schema_is_answered_alike(seed, small_corpus):
    pool = corpus.pool()
    compare_all(SERVED, pool, seed, SITE_DOCUMENTS, context_on_the_site)


@pytest.mark.parametrize(("schema", "pool"), [(toy.SCHEMA, toy.POOL), (SERVED, corpus.WORDS)])
def test_random_documents_are_valid(schema, pool):
    for document in islice(documents(schema, pool, SEEDS[0]), 100):
        assert not validate(schema, parse(document.source)), document


def test_the_same_seed_gives_the_same_documents():
    one, other = (list(islice(documents(toy.SCHEMA, toy.POOL, 7), 20)) for _ in range(2))
    assert one == other
