"""Readers are warned before they see something, wherever it is shown."""

import pytest
from django.core.exceptions import ValidationError

from cms.record.comparison import compare_everything
from tests.factories import ArchiveSectionPageFactory, ImageFactory, ReportPageFactory

pytestmark = pytest.mark.django_db
WARNING = "Shows the body of a man who drowned."
MASKED = {"text": WARNING, "maskThumbnail": True}
FIGURE = """fragment Words on CaptionedImage {
    contentWarning { text maskThumbnail } image { contentWarning { text maskThumbnail } }
}"""
QUERY = f"""{{
  entries {{ nodes {{
    contentWarning {{ text maskThumbnail }}
    leadImage {{ ...Words }}
    seo {{ image {{ title }} jsonLd }}
    body {{ ... on ImageBlock {{ figure {{ ...Words }} }} }}
  }} }}
  search(query: "river") {{ nodes {{ leadImage {{ ...Words }} }} }}
}} {FIGURE}"""


@pytest.fixture
def picture():
    return ImageFactory(title="A river", description="A river", collection__name="Root")


@pytest.fixture
def report(picture):
    section = ArchiveSectionPageFactory(slug="reports")
    figure = {"image": picture, "alt": "", "decorative": False, "caption": "", "credit": ""}
    return ReportPageFactory(
        parent=section, title="The river", lead_image=picture, body=[("image", {"figure": figure})]
    )


@pytest.fixture
def entry(graphql, report):
    def ask(**words):
        for name, value in words.items():
            setattr(report, name, value)
        report.save()
        compare_everything()
        answer = graphql(QUERY)
        assert "errors" not in answer, answer
        [node] = answer["data"]["entries"]["nodes"]
        article = next(
            each for each in node["seo"]["jsonLd"]["@graph"] if each["@type"] == "Report"
        )
        found = answer["data"]["search"]["nodes"][0]["leadImage"]
        return node | {"article": article, "found": found}

    return ask


def test_without_a_warning_nothing_is_said(entry):
    node = entry()
    assert node["contentWarning"] is None
    assert node["leadImage"] == {"contentWarning": None, "image": {"contentWarning": None}}
    assert node["seo"]["image"] == {"title": "A river"}
    assert node["article"]["image"]
    assert "isFamilyFriendly" not in node["article"]


def test_a_documents_warning_goes_with_its_lead_image(entry):
    node = entry(content_warning=WARNING, mask_thumbnail=True)
    assert node["contentWarning"] == MASKED
    assert node["leadImage"] == {"contentWarning": MASKED, "image": {"contentWarning": None}}
    assert node["found"]["contentWarning"] == MASKED
    assert node["seo"]["image"] is None
    assert "image" not in node["article"]
    assert node["article"]["isFamilyFriendly"] is False
    assert node["body"][0]["figure"]["contentWarning"] is None


def test_a_pictures_warning_goes_with_it_everywhere(entry, picture):
    picture.content_warning, picture.mask_thumbnail = WARNING, True
    picture.save()
    node = entry()
    assert node["contentWarning"] is None
    for figure in (node["leadImage"], node["found"], node["body"][0]["figure"]):
        assert figure == {"contentWarning": MASKED, "image": {"contentWarning": MASKED}}
    assert node["seo"]["image"] is None
    assert "image" not in node["article"]


def test_a_block_may_warn_of_a_picture_where_it_stands(entry, picture):
    figure = {"image": picture, "alt": "", "decorative": False, "caption": "", "credit": ""}
    words = {"content_warning": WARNING, "mask_thumbnail": False}
    node = entry(body=[("image", {"figure": figure | words})])
    assert node["body"][0]["figure"]["contentWarning"] == MASKED | {"maskThumbnail": False}
    assert node["leadImage"]["contentWarning"] is None


def test_a_feed_says_it_first(client, entry):
    entry(content_warning=WARNING)
    feed = client.get("/feeds/feed.xml").content.decode()
    assert f">{WARNING}" in feed


def test_what_is_masked_is_warned_of(report, picture):
    report.mask_thumbnail = True
    with pytest.raises(ValidationError) as refused:
        report.full_clean()
    assert "content_warning" in refused.value.message_dict
    picture.mask_thumbnail = True
    with pytest.raises(ValidationError) as refused:
        picture.full_clean()
    assert "content_warning" in refused.value.message_dict
