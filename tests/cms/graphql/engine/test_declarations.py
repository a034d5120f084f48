"""Declarations that would fail or leak for another reader are refused."""

from functools import partial

import pytest
from django.db.models import Q, TextField
from wagtail.models import Page

from cms import schema  # noqa: F401 -- with it every page type is known
from cms.graphql.engine import loads
from cms.graphql.pages.listings import Condition
from cms.graphql.pages.projection import PageRow
from cms.sql.parameters import Parameter
from cms.sql.statements import StatementCache


def titled(text):
    return Condition("titled", lambda: Q(title__icontains=text))


def titled_by_default(text):
    return Condition("titled", lambda text=text: Q(title__icontains=text))


def titled_by_partial(text):
    return Condition("titled", partial(lambda text: Q(title__icontains=text), text))


def titled_deep_inside(text):
    def inside():
        return Q(title__icontains=text)

    return Condition("titled", lambda: inside())


@pytest.mark.parametrize(
    "declare", [titled, titled_by_default, titled_by_partial, titled_deep_inside]
)
@pytest.mark.parametrize("value", ["rice", 5, True, None, ["rice"], Q(title="rice")])
def test_a_condition_that_holds_a_value_is_refused_in_a_sentence(declare, value):
    with pytest.raises(TypeError, match=r"the first reader's .* would be everybody's"):
        declare(value)


def test_a_condition_may_hold_parameters_and_parts_of_its_key():
    text, column = Parameter("asked_title", TextField()), "title"
    condition = Condition(("by", column), lambda: Q(**{column: text}), {"asked_title": "Rice"})
    assert condition.q()


def test_a_condition_whose_statement_is_not_kept_may_hold_anything():
    text = "rice"
    assert Condition(None, lambda: Q(title=text)).q()


def test_a_kept_statement_that_is_another_one_for_the_next_reader_is_refused(db):
    statements = StatementCache()

    def ask(text):
        rows = Page.objects.filter(title__icontains=text).values_list("pk")
        return statements.get("titled", lambda: rows)

    ask("rice")
    with pytest.raises(TypeError, match=r"%rice%.*%maize%"):
        ask("maize")


@loads("title")
def resolve_words(pages, _batch):
    return [f"{page['title']} {page['slug']}" for page in pages]


@loads("title", "summary of")
def resolve_more(pages, _batch):
    return [page["title"] + page.get("summary") + str(page["pk"]) for page in pages]


def test_a_loader_finds_no_column_that_it_did_not_declare():
    row = PageRow(title="Rice", slug="rice", __typename="Report")
    with pytest.raises(KeyError, match=r"resolve_words reads “slug” and does not declare it"):
        resolve_words.load([row], None)
    assert row["slug"] == "rice"


def test_a_loader_finds_what_it_declared_by_its_use():
    row = PageRow(title="Rice", summary="Maize", pk=7, __typename="Report")
    assert resolve_more.load([row], None) == ["RiceMaize7"]
