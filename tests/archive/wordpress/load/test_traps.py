"""The traps of `traps.wxr.xml`, as a reader of the archive meets what came of them."""

import pytest

from archive.models import Category, ImportedItem, ImportRun, Tag

from .reader import FILM, image_of

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("trapped")]

# Titles, dates, slugs


def test_entities_in_a_title_are_unescaped_once(reader, trapped):
    assert reader.post(101)["title"] == "Border Report – January 2006 & after"
    assert trapped.item(103)["title"] == "Draft &lt;title"


def test_a_title_that_is_a_number_is_a_title(reader):
    assert reader.post(102)["title"] == "2006"


def test_cdata_split_in_two_is_joined_in_title_and_text(reader):
    assert reader.post(114)["title"] == "Split ]]> here"
    assert reader.html(114) == "<p>if (a[b[0]]&gt;1) stop</p>"


def test_a_control_character_becomes_a_space(reader):
    assert "Control: ." in reader.html(101)


def test_a_document_has_the_day_of_its_own_clock_and_an_instant_in_utc(reader):
    post = reader.post(101)
    assert post["date"]["edtf"] == "2006-02-01"
    assert post["firstPublishedAt"] == "2006-01-31T18:00:00+00:00"


def test_the_date_of_the_feed_is_not_used(reader):
    assert not reader.post(101)["firstPublishedAt"].startswith("1970")


def test_a_draft_without_a_date_says_that_it_is_unknown(trapped):
    assert trapped.codes(103) == {"date-unknown"}


@pytest.mark.parametrize(
    ("id", "path"),
    [(104, "/ja/old-site/脱北者の声/"), (105, "/ko/old-site/탈북자/")],
    ids=["japanese", "korean"],
)
def test_a_slug_in_its_own_script_is_decoded_and_answers(reader, id, path):
    assert reader.post(id)["path"] == path
    assert reader.at(path)["page"]["title"] == reader.post(id)["title"]


def test_a_slug_that_ends_in_a_number_keeps_it(reader):
    assert reader.post(106)["slug"] == "border-report-january-2006-2"


def test_pages_keep_their_parent_though_it_stands_after_them(reader):
    assert reader.post(121)["path"] == "/about/our-work/"
    assert reader.post(121)["parent"]["path"] == "/about/"


# Terms, languages, authors


def test_a_category_keeps_its_slug_parent_and_description(reader):
    [category] = reader.post(104)["categories"]
    assert category == {"name": "支援", "slug": "支援", "parent": {"slug": "defectors"}}
    assert Category.objects.get(slug="支援").description == "What we send."


def test_a_tag_with_the_name_of_a_category_stays_a_tag(reader):
    post, name = reader.post(101), "Defectors & Refugees"
    assert [(one["slug"], one["name"]) for one in post["categories"]] == [("defectors", name)]
    assert [(one["slug"], one["name"]) for one in post["tags"]] == [("defectors-2", name)]


def test_terms_of_old_exports_have_no_slug_and_are_known_by_name(reader):
    post = reader.post(106)
    assert [one["slug"] for one in post["categories"]] == ["defectors"]
    assert [one["slug"] for one in post["tags"]] == ["unhcr"]


def test_languages_formats_and_menus_are_no_terms(reader):
    names = {*Category.objects.values_list("name", flat=True)}
    names |= {*Tag.objects.values_list("name", flat=True)}
    assert names == {"Defectors & Refugees", "支援", "탈북자", "UNHCR"}


def test_a_post_lies_in_the_tree_of_its_language(reader):
    codes = [reader.post(id)["locale"]["code"] for id in (101, 104, 105)]
    assert codes == ["en", "ja", "ko"]


def test_a_taxonomy_of_its_own_is_left_out_and_named(reader, trapped):
    assert reader.post(142)["tags"] == []
    assert trapped.codes(142) == {"taxonomy-left-out"}


def test_an_author_contributes_by_display_name(reader):
    assert reader.post(101)["contributors"] == [{"name": "Kato Hiroshi", "role": "Author"}]


@pytest.mark.parametrize("id", [102, 105], ids=["a login", "an e-mail address"])
def test_an_author_without_a_name_is_nobody(reader, id):
    assert reader.post(id)["contributors"] == []


# Classic text


def test_classic_text_gets_paragraphs_and_line_breaks(reader):
    html = reader.html(101)
    assert html.endswith("<p>The rest of the report.<br>A second line.</p>")


def test_entities_of_html_are_characters(reader):
    assert "Salt&nbsp;too…" in reader.html(115)


def test_headings_and_lines_in_bold_are_headings(reader, trapped):
    headings = [(one["headline"], one["level"]) for one in reader.blocks(115, "Heading")]
    assert headings == [("Food & medicine", 3), ("A bold line", 2)]
    assert "heading-from-bold" in trapped.codes(115)


def test_lists_stay_nested(reader):
    assert "<ul><li>One<ul><li>Inner</li></ul></li><li>Two</li></ul>" in reader.html(115)


def test_a_table_keeps_its_caption_header_and_merged_cells(reader, trapped):
    [table] = reader.blocks(115, "Table")
    assert (table["caption"], table["header"]) == ("Prices", ["Year", "Price"])
    assert table["rows"] == [["2005", "900\nwon"], ["No more is known", ""]]
    assert "merged-cells" in trapped.codes(115)


def test_a_quotation_keeps_its_paragraphs_and_who_said_it(reader):
    [quote] = reader.blocks(115, "Quote")
    words = f"{quote['quote']} {quote['attribution'] or ''}".split()
    assert words == ["We", "ate", "grass.", "We", "ate", "bark.", "A", "woman", "of", "40"]
    assert quote["quote"].startswith("We ate grass.\n\n")


def test_a_list_of_definitions_keeps_terms_and_words(reader, trapped):
    assert "<p><b>Tumen</b></p><p>A river.</p>" in reader.html(115)
    assert "definition-list" in trapped.codes(115)


def test_a_picture_alone_in_its_paragraph_is_kept(reader):
    [picture] = reader.blocks(115, "Image")
    assert picture["figure"]["alt"] == "Alone in its paragraph"
    assert picture["figure"]["image"]["id"] == image_of(902)


def test_words_beside_a_frame_are_kept_around_it(reader):
    names = [block["__typename"] for block in reader.blocks(115)]
    at = names.index("EmbedBlock")
    before, film, after = reader.blocks(115)[at - 1 : at + 2]
    assert before["text"]["html"] == "<p>Before</p>"
    assert film["url"] == FILM
    assert after["text"]["html"].startswith("<p>after.</p>")


def test_a_page_break_is_named_and_what_follows_kept(reader, trapped):
    assert "page-break" in trapped.codes(115)
    assert "<p>The second page.</p>" in reader.html(115)


def test_what_stands_before_more_is_the_summary(reader):
    assert reader.post(101)["summary"] == "The river was frozen. Control: ."


def test_the_excerpt_of_an_editor_is_the_summary(reader):
    assert reader.post(115)["summary"] == "The excerpt that an editor wrote."


def test_a_first_line_in_bold_is_the_second_headline(reader):
    assert reader.post(101)["subtitle"] == "Women Sold"
    assert "Women Sold" not in reader.html(101)


# What is not taken, and what an editor should know


@pytest.mark.parametrize("id", [130, 131, 141])
def test_the_machinery_of_the_old_site_becomes_no_page(trapped, id):
    assert trapped.item(id)["action"] == "left_out"
    assert not ImportedItem.objects.filter(source_id=id).exists()


def test_a_type_of_its_own_is_a_page(reader):
    assert reader.html(142) == "<p>About a book.</p>"


def test_an_item_without_an_id_is_listed(trapped):
    assert any("No ID" in note["text"] for note in trapped.report["summary"]["notes"])


def test_an_item_with_the_id_of_another_changes_nothing(reader, trapped):
    assert any("Twice" in note["text"] for note in trapped.report["summary"]["notes"])
    assert [item["title"] for item in trapped.report["items"] if item["id"] == 101] == [
        "Border Report – January 2006 & after"
    ]
    assert "source-changed" not in trapped.codes(101)


def test_a_sticky_post_and_its_comments_are_named(trapped):
    assert trapped.codes(112) == {"sticky"}


def test_losses_end_with_status_1_and_a_record_for_the_admin(trapped):
    assert trapped.status == 1
    assert ImportRun.objects.get().records.count() == len(trapped.report["items"])
