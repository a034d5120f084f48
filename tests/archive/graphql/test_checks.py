"""Words about a picture that are shown without it are refused by a check."""

import graphene

from archive.graphql.checks import check_words_about_media, medium_faults
from archive.models import LetterPage
from archive.search.description import description_of
from cms.graphql.engine import RowType
from media.graphql import captioned_image_field


class Shown(RowType):
    caption = captioned_image_field("lead_image", caption="lead_image_caption", description="It.")
    lead_image_credit = graphene.String()


def test_a_field_that_shows_words_about_a_picture_without_it_is_refused():
    [fault] = medium_faults(Shown, description_of(LetterPage).columns)
    assert "Shown.lead_image_credit shows “lead_image_credit”" in fault.msg
    assert check_words_about_media() == []
