"""A frontend developer opens the API in a browser."""

import re

import pytest
from playwright.sync_api import expect

from tests.factories import CategoryFactory, LetterPageFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_graphiql_answers_its_first_query_and_asks_nobody_else(page, complaints):
    letter = LetterPageFactory(title="Open Letter to Ban Ki-moon")
    letter.categories = [CategoryFactory(name="Defectors", slug="defectors")]
    letter.save()
    page.goto("/graphql/")
    expect(page.get_by_role("region", name="Query Editor")).to_contain_text("defectors")
    with page.expect_response(lambda response: response.request.method == "POST") as answered:
        page.get_by_role("button", name=re.compile("Execute query")).click()
    assert "errors" not in answered.value.json()
    shown = page.get_by_role("region", name="Result Window")
    expect(shown).to_contain_text("Open Letter to Ban Ki-moon")
    assert complaints == []
