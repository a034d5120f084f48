"""What a page type or a block lacks in the API is said before a server starts."""

import graphene
import pytest
from django.core.management import CommandError, call_command
from wagtail import blocks

from archive.blocks.text import QuoteBlock
from archive.models import ReportPage
from cms.graphql import registry
from cms.graphql.checks import block_faults, columns_read_by, field_faults
from cms.graphql.engine import loads
from cms.graphql.registry import bound


def test_a_page_type_without_a_graphql_type_is_refused(monkeypatch):
    monkeypatch.delitem(registry._types, ReportPage)
    with pytest.raises(CommandError) as refusal:
        call_command("check")
    assert "ReportPage" in str(refusal.value)
    assert "archive/graphql/documents/pages.py" in str(refusal.value)


def test_a_block_without_a_graphql_type_is_refused(monkeypatch):
    monkeypatch.delitem(registry._types, QuoteBlock)
    with pytest.raises(CommandError) as refusal:
        call_command("check")
    assert "class Meta: block = QuoteBlock" in str(refusal.value)
    assert "archive/graphql/documents/blocks.py" in str(refusal.value)


def test_a_block_of_a_stream_is_a_struct():
    [fault] = block_faults(blocks.CharBlock)
    assert fault.id == "cms_graphql.E004"


class Report(graphene.ObjectType):
    words = graphene.String()
    more = graphene.String()
    missing = graphene.String()
    columns_for = {"summary of": ("summary",)}

    @loads("title")
    @staticmethod
    def resolve_words(pages, _batch):
        return [page["title"] + page["slug"] for page in pages]

    @loads("title", "summary of", "colour")
    @staticmethod
    def resolve_more(pages, _batch):
        found = []
        for page, _number in zip(pages, range(9), strict=False):
            found.append(page.get("summary") or page["reference_code"])
        return found


@pytest.mark.parametrize(
    ("name", "sentences"),
    [
        ("words", ["reads “slug” and does not declare it"]),
        (
            "more",
            [
                "reads “colour”, and ReportPage has no such column",
                "reads “reference_code” and does not declare it",
            ],
        ),
        ("missing", ["reads “missing”, and ReportPage has no such column"]),
    ],
)
def test_a_field_that_reads_what_it_does_not_get_is_refused(name, sentences):
    found = list(field_faults(ReportPage, Report, name))
    assert all(s in fault.msg for s, fault in zip(sentences, found, strict=True))
    assert all(__file__ in fault.msg and fault.hint for fault in found)


def test_a_function_of_one_line_declares_nothing_by_its_code():
    assert columns_read_by(loads("a")(lambda rows, _batch: [row["b"] for row in rows])) == set()


def test_all_types_of_pages_keep_the_rules():
    kinds = bound(ReportPage.__base__)
    assert not [f for m, k in kinds.items() for n in k._meta.fields for f in field_faults(m, k, n)]
