"""Page types and blocks without an API declaration are reported before a server starts."""

import re

import graphene
import pytest
from django.core.management import CommandError, call_command
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from archive.blocks.text import FormattedTextBlock, QuoteBlock
from archive.models import ArchiveSectionPage, EntryCorrection, FilmDirector, ReportPage
from cms.graphql import registry
from cms.graphql.blocks.richtext import rich_text_field
from cms.graphql.checks import block_faults, page_faults
from cms.graphql.engine import RowType, Stored, loads
from cms.graphql.field_checks import columns_read_by, field_faults, kind_faults, struct_faults
from cms.graphql.pages.interface import PageType
from cms.graphql.registry import bound
from media.graphql import Image


def test_a_page_type_without_a_graphql_type_is_refused(monkeypatch):
    monkeypatch.delitem(registry._types, ReportPage)
    with pytest.raises(CommandError) as refusal:
        call_command("check")
    assert "ReportPage" in str(refusal.value)
    assert "archive/graphql/documents/pages.py" in str(refusal.value)
    assert "a class below ArchiveEntryType" in str(refusal.value)


def test_a_document_whose_type_is_one_of_any_page_is_refused(monkeypatch):
    monkeypatch.setitem(registry._types, ReportPage, bound(ArchiveSectionPage)[ArchiveSectionPage])
    [fault] = page_faults(ReportPage)
    assert fault.hint == "Let it inherit from ArchiveEntryType."


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


class WitnessBlock(blocks.StructBlock):
    name = blocks.CharBlock()


class SightingBlock(blocks.StructBlock):
    image = ImageChooserBlock()
    story = FormattedTextBlock()
    remark = FormattedTextBlock()
    page = blocks.PageChooserBlock()
    witnesses = blocks.ListBlock(WitnessBlock())


class Witness(RowType):
    nam = graphene.String()


class Sighting(RowType):
    """What was seen."""

    image = graphene.Field(Image, resolver=Stored("pictur"))
    story = rich_text_field("storey", description="The story.")
    remark = graphene.String()
    page = graphene.Field(Image)
    witnesses = graphene.List(Witness)


def test_a_field_of_a_block_or_its_items_that_reads_no_child_is_refused():
    faults = list(struct_faults(SightingBlock, Sighting))
    assert [(fault.id[-4:], *re.findall("“(.+?)”|type (\\w+)", fault.msg)) for fault in faults] == [
        ("E006", ("pictur", "")),
        ("E006", ("storey", "")),
        ("E012", ("", "String")),
        ("E009", ("", "Image")),
        ("E011",),
        ("E006", ("nam", "")),
        ("W010", ("name", "")),
        ("W010", ("image", "")),
        ("W010", ("story", "")),
    ]


class Director(RowType):
    """Somebody who made it."""

    nme = graphene.String()
    page = graphene.Field(Image)


def test_a_field_of_child_rows_that_reads_no_column_or_shows_a_key_is_refused():
    faults = [fault.id for fault in kind_faults(FilmDirector, Director)]
    assert faults == ["cms_graphql.E006", "cms_graphql.E009"]


class Note(RowType):
    """What was corrected."""

    text = graphene.String()


def test_formatted_text_of_rows_that_a_field_shows_as_it_is_stored_is_refused():
    ids = [fault.id for fault in kind_faults(EntryCorrection, Note)]
    assert "cms_graphql.E012" in ids


def test_a_column_and_rows_that_no_field_shows_are_told(monkeypatch):
    monkeypatch.setitem(registry._columns, FilmDirector, set())
    assert [fault.id for fault in kind_faults(FilmDirector, Director)][2:] == ["cms_graphql.W010"]
    told = [fault.msg for fault in kind_faults(FilmDirector.page.field.related_model, Director)]
    assert "No field shows “directors” of FilmEventPage: readers never get it." in told
    assert "No field shows “film_title” of FilmEventPage: readers never get it." in told


def test_columns_that_are_a_string_are_refused_in_a_sentence():
    with pytest.raises(TypeError, match=r'columns = \("demand",\)'):

        class Petition(PageType):
            class Meta:
                columns = "demand"


def test_all_types_of_pages_keep_the_rules():
    kinds = bound(ReportPage.__base__)
    assert not [f for m, k in kinds.items() for n in k._meta.fields for f in field_faults(m, k, n)]
