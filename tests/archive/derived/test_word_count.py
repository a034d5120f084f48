"""How many words a document has, in each language, as readers see them."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from archive.derived.word_count import count_words
from archive.models import EntryPage
from tests.factories import ImageFactory, ReportPageFactory

WORDS = "{ entries { nodes { wordCount } } }"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("– / … 。", 0),
        ("Food is scarce.", 3),
        ("Don’t say it's well-known: 1,200 won, 3.5 kg", 8),
        ("cafe\u0301 résumé", 2),
        ("北朝鮮難民", 5),
        ("2006年のUNHCR", 4),
        ("キムジョンイル", 7),
        ("탈북자를 돕는 사람들", 3),
    ],
)
def test_words_are_counted_as_each_language_has_them(text, count):
    assert count_words([text]) == count


def words(graphql):
    answer = graphql(WORDS)
    assert "errors" not in answer
    return [node["wordCount"] for node in answer["data"]["entries"]["nodes"]]


TABLE = {"columns": [{"type": "text", "heading": "Ware"}], "rows": [{"values": ["Rice"]}]}
BODY = [
    ("heading", {"text": "Two words", "level": "2"}),
    ("paragraph", {"text": "<p>Three <b>more</b> words</p>"}),
    ("table", {"caption": "Prices", "table": TABLE}),
]


@pytest.mark.django_db
def test_all_words_of_a_body_count(graphql, locales):
    ReportPageFactory(title="A long title", summary="A long summary", body=BODY)
    assert words(graphql) == [2 + 3 + 3]


@pytest.mark.django_db
def test_what_is_said_about_a_picture_is_not_counted(graphql, locales):
    figure = {"image": ImageFactory(), "alt": "A street", "caption": "In winter"}
    ReportPageFactory(body=[*BODY, ("image", {"figure": figure})])
    assert words(graphql) == [8]


@pytest.mark.django_db
def test_a_changed_body_is_counted_again_and_a_draft_is_not(graphql, locales):
    report = ReportPageFactory(body=BODY)
    report.body = BODY[:1]
    revision = report.save_revision()
    assert words(graphql) == [8]
    assert report.get_latest_revision_as_object().word_count == 2
    revision.publish()
    assert words(graphql) == [2]


@pytest.mark.django_db
def test_the_migration_counts_what_was_there_before(graphql, locales):
    ReportPageFactory(body=BODY)
    EntryPage.objects.update(word_count=0)
    migration = import_module("archive.migrations.0007_count_words")
    migration.count(apps, connection.schema_editor())
    assert words(graphql) == [8]
