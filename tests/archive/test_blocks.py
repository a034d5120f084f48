from itertools import pairwise
from urllib.parse import urlsplit

import pytest
import wagtail_factories
from django.contrib.staticfiles import finders
from django.core.exceptions import ValidationError
from wagtail.admin.telepath import JSContext
from wagtail.models import Collection
from wagtail.rich_text import RichText

from archive.blocks import BodyBlock, table_cells
from archive.blocks.data import CellsBlockAdapter
from archive.blocks.media import CaptionedImageBlock
from tests.factories import ReportPageFactory

BODY = BodyBlock()


def cleaned(name, value, *, draft=False):
    """The raw data of one block after an editor's form was validated."""
    stream = BODY.normalize([(name, value)])
    clean = BODY.clean_deferred if draft else BODY.clean
    return BODY.get_prep_value(clean(stream))[0]["value"]


def errors(name, value):
    with pytest.raises(ValidationError) as refused:
        cleaned(name, value)
    return str(refused.value.as_json_data())


def test_blocks_of_a_group_stand_together_in_the_picker():
    groups = [block.meta.group for block in BODY.child_blocks.values()]
    assert len([1 for one, other in pairwise(groups) if one != other]) == len(set(groups)) - 1


def words_in(value):
    if isinstance(value, dict):
        return [word for child in value.values() for word in words_in(child)]
    if isinstance(value, list):
        return [word for child in value for word in words_in(child)]
    return [value] if isinstance(value, str) and len(value) > 5 else []


@pytest.mark.parametrize("name", BODY.child_blocks)
def test_every_block_has_a_preview(name, admin_client):
    block = BODY.child_blocks[name]
    assert block.is_previewable
    page = admin_client.get("/admin/block-preview/", {"id": block.definition_prefix})
    assert page.status_code == 200
    drawn = page.content.decode().split("<main>")[1]
    assert "<dt>text</dt>" not in drawn  # what Wagtail shows of a block that has no drawing
    assert any(word in drawn for word in words_in(block.meta.preview_value))


def test_rich_text_keeps_what_the_editor_has_buttons_for():
    source = (
        '<p data-block-key="a">See <a linktype="page" id="5">the <b>report</b></a>, '
        '<a linktype="document" id="7">file</a>, <a href="https://example.org/">site</a></p>'
        '<ol><li data-block-key="b">One<sup>2</sup></li></ol>'
    )
    assert cleaned("paragraph", {"text": source}) == {"text": source}


def test_a_link_pasted_from_google_docs_leads_where_it_seems_to_lead():
    wrapped = "https://www.google.com/url?q=https://example.org/&amp;sa=D&amp;source=editors"
    source = '<p>See <a href="{}">the site</a></p>'
    assert cleaned("paragraph", {"text": source.format(wrapped)}) == {
        "text": source.format("https://example.org/")
    }


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "&#106;avascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
    ],
)
@pytest.mark.parametrize("name", ["paragraph", "note", "dialogue"])
def test_a_dangerous_link_loses_its_target_and_keeps_its_words(name, link):
    text = RichText(f'<p onclick="x()">a <a href="{link}">link</a><script>alert(1)</script></p>')
    value = {
        "paragraph": {"text": text},
        "note": {"kind": "editorial", "text": text, "date": None},
        "dialogue": {"turns": [{"speaker": "A", "interviewer": False, "text": text}]},
    }[name]
    stored = str(cleaned(name, value))
    assert "link</a>" in stored
    assert not any(word in stored for word in ("href", "script", "onclick", "alert"))


@pytest.fixture
def image(db):
    root = Collection.get_first_root_node()
    return wagtail_factories.ImageFactory(collection=root, title="Street", description="")


def captioned(image, **words):
    return {"image": image, "alt": "", "decorative": False, "caption": "", "credit": "", **words}


def test_a_picture_needs_words_for_those_who_cannot_see_it(image):
    assert "Say what the picture shows" in errors("image", {"figure": captioned(image)})
    assert "Say what the picture shows" in errors("gallery", {"figures": [captioned(image)]})


@pytest.mark.parametrize("words", [{"alt": "A street"}, {"decorative": True}])
def test_alternative_text_or_decorative_is_enough(image, words):
    stored = cleaned("image", {"figure": captioned(image, **words)})
    assert stored["figure"]["image"] == image.pk


def test_the_description_in_the_library_is_alternative_text_too(image):
    image.description = "A street in winter"
    image.save()
    assert cleaned("image", {"figure": captioned(image)})


def test_a_draft_may_still_lack_the_words_of_a_picture(image):
    assert cleaned("image", {"figure": captioned(image)}, draft=True)
    with pytest.raises(ValidationError):
        CaptionedImageBlock().clean(CaptionedImageBlock().normalize(captioned(image)))


@pytest.mark.parametrize(
    "url", ["https://www.youtube.com/watch?v=dQw4w9WgXcQ", "https://vimeo.com/148751763"]
)
def test_videos_of_known_providers_are_taken(url):
    assert cleaned("embed", {"url": url, "caption": ""})["url"] == url


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/video",
        "http://169.254.169.254/latest",
        "https://youtube.com.example.org/watch?v=dQw4w9WgXcQ",
        "https://www.youtube.com/@channel",
    ],
)
def test_other_addresses_are_refused_with_a_sentence(url):
    assert "Only videos on YouTube and Vimeo" in errors("embed", {"url": url, "caption": ""})


TABLE = {
    "caption": "Prices",
    "table": {
        "columns": [{"type": "text", "heading": "Ware"}, {"type": "text", "heading": "Won"}],
        "rows": [{"values": ["Rice", "900–950"]}, {"values": ["Maize", ""]}],
        "caption": "",
    },
    "header_column": True,
}


def test_a_table_keeps_header_caption_and_empty_cells():
    stored = cleaned("table", TABLE)
    assert stored == TABLE
    assert table_cells(stored) == (["Ware", "Won"], [["Rice", "900–950"], ["Maize", ""]])


def test_a_table_without_headings_has_no_header():
    columns = [{"type": "text", "heading": ""}, {"type": "text", "heading": ""}]
    table = TABLE["table"] | {"columns": columns}
    assert table_cells({"caption": "", "table": table})[0] is None
    assert table_cells({}) == (None, [])


@pytest.mark.django_db
def test_readers_are_told_whether_the_first_cell_of_a_row_is_its_head(graphql, locales):
    older = {name: value for name, value in TABLE.items() if name != "header_column"}
    ReportPageFactory(body=[("table", TABLE), ("table", older)])
    query = "{ entries { nodes { body { ... on TableBlock { header headerColumn } } } } }"
    [node] = graphql(query)["data"]["entries"]["nodes"]
    assert [table["headerColumn"] for table in node["body"]] == [True, False]


def test_the_editor_is_asked_for_one_caption_only():
    cells = BODY.child_blocks["table"].child_blocks["table"]
    packed = JSContext().pack(cells)
    assert packed["_args"][-1]["classname"] == "archive-cells"
    assert "cells.css" in str(CellsBlockAdapter().media)


def test_the_editor_finds_every_script_and_style_that_blocks_need():
    media = JSContext()
    media.pack(BODY)
    files = [*media.media._js, *media.media._css.get("all", [])]
    paths = [urlsplit(str(file)).path.removeprefix("/static/") for file in files]
    assert [path for path in paths if not finders.find(path)] == []


def test_an_empty_table_is_refused():
    empty = {"columns": [], "rows": [], "caption": ""}
    assert "The table is empty" in errors("table", {"caption": "", "table": empty})


def test_a_figure_keeps_what_was_printed_beside_its_number():
    printed = {"label": "Rice", "value": "900–950 won/kg", "number": None, "unit": "", "note": ""}
    counted = {
        "label": "Rescued",
        "value": "about 40",
        "number": 40.0,
        "unit": "people",
        "note": "",
    }
    stored = cleaned("figures", {"heading": "", "figures": [printed, counted]})
    assert [item["value"] for item in stored["figures"]] == [printed, counted]


def test_one_speaker_may_have_two_turns_running_and_stand_for_several():
    turns = [{"speaker": "Staffers", "interviewer": False, "text": "<p>Yes.</p>"}] * 2
    stored = cleaned("dialogue", {"turns": turns})
    assert [item["value"]["speaker"] for item in stored["turns"]] == ["Staffers", "Staffers"]


def test_a_dialogue_without_turns_is_refused():
    assert errors("dialogue", {"turns": []})
