"""PostgreSQL prepares readers' statements once, with unchanged results."""

import pytest
from django.db import connection
from django.db.models import Count
from django.db.models.functions import Substr
from wagtail.models import Page

from cms.sql.statements import Statement, run_all
from tests.factories import LetterPageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


def rows_of(queryset):
    return [tuple(row) for row in run_all([(Statement.of(queryset), {})])[0]]


def prepared_statements():
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        return [statement for (statement,) in cursor.fetchall()]


def test_what_is_asked_often_is_planned_once(graphql):
    LetterPageFactory(title="A letter")
    for first in range(1, 8):
        graphql("query ($first: Int) { entries(first: $first) { nodes { id } } }", {"first": first})
    assert any("wagtailcore_page" in statement for statement in prepared_statements())


def test_an_expression_with_a_value_may_be_grouped_by():
    queryset = (
        Page.objects.order_by().values(root=Substr("path", 1, 4)).annotate(number=Count("pk"))
    )
    assert rows_of(queryset.values_list("root", "number")) == [("0001", Page.objects.count())]


@pytest.mark.parametrize("title", ["100 % sure", "%s", "%%s", "O'Brien\\", "北朝鮮 $1"])
def test_a_value_in_the_text_is_taken_as_it_is(title):
    LetterPageFactory(title=title)
    LetterPageFactory(title="Another")
    found = Page.objects.filter(title__contains=title).values_list("title")
    assert rows_of(found) == [(title,)]
