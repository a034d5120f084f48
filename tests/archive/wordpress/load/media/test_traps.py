"""The traps of `traps.wxr.xml` in pictures, shortcodes and blocks, as a reader meets them."""

import pytest
from PIL import Image

from archive.models import ImportedItem
from media.models import CustomDocument, CustomImage
from tests.archive.wordpress.load.command import photograph, run
from tests.archive.wordpress.load.reader import FILM, image_of
from tests.archive.wordpress.wxr import attachment, export
from tests.media.planted import leaks

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("trapped")]


# Pictures and files


def test_a_caption_with_line_breaks_stands_once_below_its_picture(reader):
    [picture] = reader.blocks(101, "Image")
    assert picture["figure"]["caption"] == "The house in winter"
    assert "winter" not in reader.html(101)


def test_text_after_a_caption_in_its_paragraph_is_kept(reader):
    assert reader.html(101).startswith("<p>The river was frozen.")


def test_a_small_picture_is_the_original(reader):
    [picture] = reader.blocks(101, "Image")
    assert picture["figure"]["image"]["id"] == image_of(901)
    image = ImportedItem.objects.get(source_id=901).image
    assert (image.width, image.height) == (640, 480)


def test_two_files_of_one_name_stay_two():
    one, other = (ImportedItem.objects.get(source_id=id).image for id in (901, 902))
    assert one.original_sha256 != other.original_sha256


def test_a_picture_keeps_its_alternative_text(reader):
    assert ImportedItem.objects.get(source_id=901).image.description == "A house in snow"
    [picture] = reader.blocks(101, "Image")
    assert picture["figure"]["alt"] == "A house in snow"


def test_the_picture_of_a_post_leads_it_with_its_caption(reader):
    lead = reader.post(101)["leadImage"]
    assert lead["image"]["id"] == image_of(902)
    assert lead["caption"] == "The building of the police"


def test_a_file_whose_path_is_the_old_servers_is_found(reader):
    [document] = reader.blocks(116, "Document")
    file = CustomDocument.objects.get()
    assert document["document"]["filename"] == f"{file.address_key}.pdf"
    assert (file.title, file.filename) == ("Annual report", "report.pdf")


def test_a_picture_with_a_japanese_name_is_found(trapped):
    assert trapped.item(906)["action"] == "created"


def test_a_picture_that_was_cut_is_not_taken_whole():
    face = ImportedItem.objects.get(source_id=904).image
    with face.open_file() as file:
        assert pixel(file) == (254, 0, 0)


def test_a_picture_that_was_scaled_down_is_the_large_one():
    river = ImportedItem.objects.get(source_id=905).image
    with river.open_file() as file:
        assert pixel(file) == (0, 0, 254)


@pytest.mark.parametrize("named", ["river.jpg", "river-scaled.jpg"])
def test_the_original_goes_before_the_copy_that_wordpress_scaled_down(tmp_path, named):
    for name, colour in (("river.jpg", "blue"), ("river-scaled.jpg", "navy")):
        (tmp_path / name).write_bytes(photograph(colour))
    run(export(attachment(950, named)), uploads=tmp_path)
    with ImportedItem.objects.get(source_id=950).image.open_file() as file:
        assert pixel(file) == (0, 0, 254)


def test_no_access_copy_tells_where_a_photograph_was_taken(trapped):
    for image in CustomImage.objects.all():
        with image.open_file() as file:
            assert not leaks(file.read())


def test_a_picture_that_is_not_there_is_named(trapped):
    assert trapped.item(907)["action"] == "left_out"
    assert trapped.codes(907) == {"file-missing"}


# Shortcodes


def test_a_caption_in_an_attribute_is_one_like_any_other(reader):
    [picture] = reader.blocks(118, "Image")
    assert picture["figure"]["caption"] == "An old caption"
    assert picture["figure"]["image"]["id"] == image_of(902)


def test_a_gallery_with_a_line_break_inside_shows_its_pictures(reader):
    [gallery] = reader.blocks(118, "Gallery")
    shown = [figure["image"]["id"] for figure in gallery["images"]]
    assert shown == [image_of(901), image_of(902)]


def test_videos_are_embedded_in_every_form(reader):
    urls = [block["url"] for block in reader.blocks(118, "Embed")]
    assert urls == ["https://vimeo.com/76979871", FILM, FILM]


def test_a_film_file_that_is_not_there_is_a_link_and_listed(reader, trapped):
    assert 'uploads/2010/01/film.mp4">' in reader.html(118)
    assert "film.mp4" in trapped.texts(118)


def test_an_escaped_shortcode_is_text(reader):
    assert "Write [gallery] for a gallery." in reader.html(118)


def test_a_form_is_not_shown_and_is_counted_once(reader, trapped):
    assert "contact-form" not in reader.html(118)
    assert "contact-form" not in str(trapped.item(118)["losses"] + trapped.item(118)["toReview"])
    assert [118] in [
        form["items"]
        for form in trapped.report["summary"]["leftOut"]
        if "contact" in form["values"]["name"]
    ]


def test_words_in_brackets_are_words(reader):
    assert "She said [sic] that [the shelter] was closed [1]." in reader.html(118)


def test_a_shortcode_without_its_end_loses_no_words(reader, trapped):
    assert "It has no end." in reader.html(118)
    assert "unpaired-shortcode" in trapped.codes(118)


# Blocks


def test_a_picture_nested_in_blocks_is_kept_with_its_caption(reader):
    [picture] = reader.blocks(116, "Image")
    assert picture["figure"]["caption"] == "A nested image"
    assert picture["figure"]["image"]["id"] == image_of(901)


def test_galleries_of_both_forms_show_each_picture_once(reader):
    shown = [
        [figure["image"]["id"] for figure in block["images"]]
        for block in reader.blocks(116, "Gallery")
    ]
    assert shown == [[image_of(901), image_of(902)], [image_of(905)], [image_of(901)]]


def test_an_embed_block_keeps_its_caption(reader):
    [film] = reader.blocks(116, "Embed")
    assert (film["url"], film["caption"]) == (FILM, "The film")


def test_a_shared_block_stands_where_it_was_used(reader):
    assert "<p>Shared words.</p>" in reader.html(116)


def test_a_block_that_nobody_could_see_is_named(trapped):
    assert "131" in trapped.texts(116)


def test_a_block_that_is_filled_when_shown_is_named(trapped):
    assert [note["code"] for note in trapped.item(116)["leftOut"]] == ["widget"]


def test_a_block_with_broken_settings_keeps_its_words(reader, trapped):
    assert "<p>Its comment is broken.</p>" in reader.html(116)
    assert "block-attributes" in trapped.codes(116)


def test_classic_text_and_blocks_stand_in_one_post(reader):
    assert reader.html(117) == (
        "<p>Classic words<br>on two lines.</p><p>Words in a block.</p><p>More classic words.</p>"
    )


def pixel(file):
    return Image.open(file).convert("RGB").getpixel((10, 10))
