"""Embargoes, and what readers find meanwhile."""

from datetime import timedelta

import pytest
from django.utils import timezone

from archive.safeguards.embargo.acts import close
from archive.safeguards.embargo.terms import Terms

PAGE = "query ($path: String!) { route(path: $path) { node { ... on Letter { title } } } }"
TITLES = "{ entries { totalCount nodes { title } } }"
NEXT_YEAR = timedelta(days=365)


@pytest.fixture
def embargo(db):
    """Set an embargo: `embargo(letter, at_end="OPEN")`."""

    def put(subject, *, days=365, **words):
        ends_on = timezone.localdate() + timedelta(days=days)
        return close(subject, Terms(ends_on, None)._replace(**words), "The family asked for it.")

    return put


@pytest.fixture
def titles(graphql):
    """The titles of all documents that readers see."""

    def ask():
        entries = graphql(TITLES)["data"]["entries"]
        assert entries["totalCount"] == len(entries["nodes"])
        return [node["title"] for node in entries["nodes"]]

    return ask
