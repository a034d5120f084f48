"""The API guide's table of limits is the settings' own; a limit follows its setting."""

from pathlib import Path

import pytest

from cms.graphql.limits.settings import declared, table

GUIDE = Path(__file__).parents[4] / "docs/api.md"


def test_the_guide_has_the_table_of_the_limits():
    assert table() in GUIDE.read_text("utf-8"), (
        "The limits have changed: run ./manage.py graphql_limits docs/api.md"
    )


def test_every_limit_has_a_setting_of_its_own():
    names = [limit.setting for limit in declared()]
    assert len(names) == len(set(names))


@pytest.mark.django_db
def test_a_setting_moves_its_limit(client, settings):
    settings.GRAPHQL_DEPTH = 1
    answer = client.get("/graphql/", {"query": "{ site { locales { code } } }"}).json()
    assert answer["errors"][0]["message"] == "A query cannot be deeper than 1 fields."
