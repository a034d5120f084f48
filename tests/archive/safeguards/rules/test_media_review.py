"""No page goes live with an unreviewed picture or file."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from archive.safeguards.clearance import open_in
from media.models import CustomDocument, Review
from tests.factories import ImageFactory, LetterPageFactory, global_id

pytestmark = pytest.mark.django_db
FIGURE = {"alt": "Two at a gate", "decorative": False, "caption": "", "credit": ""}


@pytest.fixture
def file():
    return CustomDocument.objects.create(title="List", file=ContentFile(b"Words", "list.txt"))


@pytest.fixture
def draft(section, file):
    """A draft with a picture or a file in each sort of place that there is."""
    lead, inside = (ImageFactory(title=title, review="unreviewed") for title in ("Lead", "Gate"))
    link = f'<a linktype="document" id="{file.pk}">list</a>'
    return LetterPageFactory(
        parent=section,
        live=False,
        lead_image=lead,
        lead_image_alt="A gate",
        body=[("image", {"figure": FIGURE | {"image": inside}}), ("paragraph", {"text": link})],
    )


def test_each_place_is_named_until_all_are_reviewed(draft, file):
    findings = open_in(draft)
    places = {(finding.fault.field, bool(finding.fault.block)) for finding in findings}
    assert places == {("lead_image", False), ("body", True)}
    sentences = " ".join(finding.sentence for finding in findings)
    for title in ("Lead", "Gate", "List"):
        assert f"Nobody has said yet whether people are in “{title}”" in sentences
    images = [draft.lead_image, draft.body[0].value["figure"]["image"]]
    for row, review in zip(
        [*images, file], ["nobody", "obscured", "not_identifiable"], strict=True
    ):
        row.review = review
        row.save()
    assert open_in(type(draft).objects.get(pk=draft.pk)) == []


@pytest.mark.parametrize("review", [Review.UNCONSENTED, Review.CONSENTED])
def test_what_was_cleared_once_is_found_again(draft, review):
    picture = ImageFactory(title="Known", review=review)
    ended = timezone.now() - timedelta(seconds=1) if review == Review.CONSENTED else None
    type(picture).objects.filter(pk=picture.pk).update(cleared_until=ended)
    draft.lead_image, draft.body = type(picture).objects.get(pk=picture.pk), []
    [finding] = open_in(draft)
    assert "“Known”" in finding.sentence


def test_an_import_goes_live_without_them(draft, graphql):
    draft.live, draft.is_imported = True, True
    draft.save()
    query = """query ($id: ID!) { node(id: $id) { ... on Letter {
      title leadImage { alt } body { ... on ImageBlock { figure { image { id } } } } } } }"""
    answer = graphql(query, {"id": global_id(draft)})["data"]["node"]
    assert (answer["title"], answer["leadImage"]) == (draft.title, None)
    assert answer["body"] == [{}]
    draft.lead_image.review = "nobody"
    draft.lead_image.save()
    assert graphql(query, {"id": global_id(draft)})["data"]["node"]["leadImage"] == {
        "alt": "A gate"
    }
