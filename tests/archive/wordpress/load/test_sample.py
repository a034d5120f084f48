"""The sample of a real archive, where it lies beside the project: all of it arrives."""

from pathlib import Path

import pytest
from django.test import TestCase, override_settings
from PIL import Image

from tests.factories import front_page
from tests.written_once import written_once

from .command import run

SAMPLES = Path(__file__).parents[5] / "shared" / "samples"
EXPORT = SAMPLES / "defectors.wxr.xml"

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.once,
    pytest.mark.skipif(not EXPORT.exists(), reason="the samples are not beside the project"),
]

QUERY = """{ category(slug: "defectors") { entries(first: 20) { nodes {
  __typename title
  leadImage { caption }
  body { ... on ImageBlock { figure { caption image { rendition(width: 400) { url } } } }
    ... on ParagraphBlock { text { text } } }
  ... on Report { kind }
  ... on Letter { recipients { name } }
  ... on FilmEvent { speakers { name } }
} } } }"""
EIGHT = [
    ("Report", None, "Abandoned Children in China"),
    ("Report", "FACT_FINDING", "International Fact-finding Mission to Thailand"),
    ("Letter", None, "Open Letter to Ban Ki-moon"),
    ("ActivityReport", None, "LFNKR Activity Report – FY 2005-2006"),
    ("Report", "INTERVIEW", "Interview with NK Border Shelter Staff Members"),
    ("Report", "BORDER_REPORT", "Border Report – January 2006"),
    ("Report", "SPEECH", "Refugee Rescue Activities – 2005"),
    ("FilmEvent", None, "Film “Seoul Train” Screened"),
]
CAPTIONS = ("Memorial shot together", "Winter street in Yanji")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("public")
    with override_settings(MEDIA_ROOT=folder):
        yield folder


@pytest.fixture(scope="module")
def ran(folder, django_db_setup, django_db_blocker):
    with written_once(django_db_blocker):
        front_page()
        with TestCase.captureOnCommitCallbacks(execute=True):
            ran = run(EXPORT, uploads=SAMPLES / "uploads")
        yield ran


def test_nothing_of_it_is_lost(ran):
    assert (ran.status, ran.report["summary"]["errors"]) == (0, 0)
    assert [item["losses"] for item in ran.report["items"]] == [[]] * 10
    again = run(EXPORT, uploads=SAMPLES / "uploads")
    assert {item["action"] for item in again.report["items"]} == {"unchanged"}


@pytest.mark.usefixtures("ran")
def test_the_category_has_its_eight_posts_typed_and_in_order(graphql):
    nodes = graphql(QUERY)["data"]["category"]["entries"]["nodes"]
    for node, (kind, report, title) in zip(nodes, EIGHT, strict=True):
        assert (node["__typename"], node["title"]) == (kind, title)
        assert report in (None, node.get("kind"))
    letter, film = nodes[2], nodes[7]
    assert letter["recipients"][0]["name"].endswith("Ban Ki-moon")
    assert "Jim Butterworth" in {person["name"] for person in film["speakers"]}


@pytest.mark.usefixtures("ran")
def test_each_photograph_is_there_once_with_its_caption_and_nothing_else(graphql, client, folder):
    text = str(graphql(QUERY))
    assert [text.count(caption) for caption in CAPTIONS] == [1, 1]
    nodes = graphql(QUERY)["data"]["category"]["entries"]["nodes"]
    figures = [block["figure"] for node in nodes for block in node["body"] if "figure" in block]
    for figure in figures:
        path = figure["image"]["rendition"]["url"].split("/", 3)[3]
        assert b"".join(client.get(f"/{path}", follow=True).streaming_content)
    assert len(figures) == 2
    pictures = [path for path in folder.rglob("*") if path.is_file()]
    assert len(pictures) == len(figures)  # what was asked for, and no access copy
    for path in pictures:
        assert b"CANARY" not in path.read_bytes()
        with Image.open(path) as picture:
            assert not picture.getexif()
