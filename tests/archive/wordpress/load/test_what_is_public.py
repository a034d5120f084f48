"""What is public where status and password do not say it: other types, members, hidden parents."""

import json

import pytest
from django.utils import timezone
from wagtail.models import Page

from archive.models import Category, ImportedItem, Tag
from archive.safeguards.embargo.acts import close
from archive.safeguards.embargo.terms import Terms
from tests.archive.wordpress.wxr import attachment, export, post
from tests.factories import front_page

from .command import photograph, run, tables
from .runs import page_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]
PRIVATE = "canary.jane@private.example IP: 203.0.113.77"


@pytest.fixture(autouse=True)
def _front():
    front_page()


@pytest.mark.parametrize("kind", ["feedback", "flamingo_inbound", "wpcf7_contact_form"])
def test_what_readers_sent_in_is_never_taken(kind):
    ran = run(export(post(1, "Jane Canary", PRIVATE, kind=kind, slug="canary")))
    assert ran.item(1)["action"] == "left_out"
    assert not ImportedItem.objects.exists()
    for canary in ("anary", "203.0.113"):
        assert canary not in repr(ran)
        assert [name for name, rows in tables().items() if any(canary in row for row in rows)] == []


def test_a_type_of_a_plugin_is_a_draft_until_it_is_said_to_be_public():
    film = export(post(1, "Seoul Train", "A film.", kind="film", slug="seoul-train"))
    ran = run(film)
    assert not page_of(1).live
    assert "type-not-public" in ran.codes(1)
    ImportedItem.objects.all().delete()
    Page.objects.filter(slug="seoul-train").delete()
    assert "type-not-public" not in run(film, public_types="film, event").codes(1)
    assert page_of(1).live


def test_a_picture_of_such_a_post_is_no_more_public_than_the_post(tmp_path):
    items = (post(1, "A form", kind="film"), attachment(2, parent=1))
    (tmp_path / "2006/01").mkdir(parents=True)
    (tmp_path / "2006/01/picture.jpg").write_bytes(photograph("white"))
    run(export(*items), uploads=tmp_path)
    image = ImportedItem.objects.get(source_id=2).image
    assert image.collection.get_view_restrictions().exists()


def test_what_comes_into_an_embargoed_section_is_a_draft():
    assert run(export(post(1, "First", "Words."))).codes(1) == set()
    close(page_of(1).get_parent(), Terms(None, timezone.localdate()), "They asked for it.")
    ran = run(export(post(1, "First", "Words."), post(2, "Second", "Words.")))
    assert "held-back" in ran.codes(2)
    assert not page_of(2).live


MEMBERS = {
    "a shortcode": {"content": "Open. [members_only]Names.[/members_only]"},
    "another": {"content": "[s2If current_user_can(access_s2member_level1)]Names.[/s2If]"},
    "a block": {"content": "<!-- wp:jetpack/premium-content/container -->Names."},
    "metadata": {"content": "Names.", "meta": {"_members_access_role": "subscriber"}},
}


@pytest.mark.parametrize("fields", MEMBERS.values(), ids=MEMBERS)
def test_a_post_with_a_part_for_members_is_a_draft(fields):
    ran = run(export(post(1, "Names", **fields)))
    assert not page_of(1).live
    assert "for-members" in ran.codes(1)


@pytest.mark.parametrize("content", ["[private conversation] she said", "The members only met."])
def test_words_in_brackets_are_no_part_for_members(content):
    run(export(post(1, "Talk", content)))
    assert page_of(1).live


def test_a_public_page_below_a_hidden_one_goes_above_it(reader):
    ran = run(
        export(
            post(1, "Inner", kind="page", slug="inner", status="private"),
            post(2, "Child", "Words.", kind="page", slug="child", parent=1),
            post(3, "Grandchild", kind="page", slug="grandchild", parent=2),
        )
    )
    assert reader.post(2)["path"] == "/child/"
    assert reader.post(3)["path"] == "/child/grandchild/"
    assert "other-parent" in ran.codes(2)
    assert "other-parent" not in ran.codes(3)


def test_pages_that_are_hidden_with_their_parent_are_named():
    child = post(2, "Child", "Words.", kind="page", slug="child", parent=1)
    run(export(post(1, "Inner", kind="page", slug="inner"), child))
    inner = post(1, "Inner", kind="page", slug="inner", status="private")
    ran = run(export(inner, child), update=True)
    assert not page_of(1).live
    assert "“Child”" in ran.texts(1)


def test_a_hidden_page_stays_below_a_hidden_one():
    run(
        export(
            post(1, "Inner", kind="page", status="private"),
            post(2, "Child", kind="page", status="private", parent=1),
        )
    )
    assert page_of(2).is_child_of(page_of(1))


def test_types_set_by_hand_go_where_they_may(tmp_path, reader):
    types = tmp_path / "types.csv"
    types.write_text("post,1,letter\npost,3,page\n")
    items = (
        post(1, "To the minister", "Dear Sir,", kind="page", slug="minister"),
        post(2, "Below", kind="page", slug="below", parent=1),
        post(3, "A post", "Words.", slug="a-post"),
    )
    ran = run(export(*items), type_map=types)
    assert ran.status == 0 or "failed" not in {item["action"] for item in ran.report["items"]}
    assert reader.post(1)["__typename"] == "Letter"
    assert reader.post(2)["path"] == "/below/"
    assert reader.post(3)["path"] == "/a-post/"


def test_footnotes_stand_where_the_post_shows_them(reader):
    notes = json.dumps([{"content": "<em>Kyodo</em>, 2006.", "id": "a"}, {"content": "Ibid."}])
    content = (
        "<!-- wp:paragraph --><p>Words.</p><!-- /wp:paragraph -->"
        "<!-- wp:footnotes /--><!-- wp:paragraph --><p>End.</p><!-- /wp:paragraph -->"
    )
    ran = run(export(post(1, "Report", content, meta={"footnotes": notes})))
    html = reader.html(1)
    assert "<ol><li><i>Kyodo</i>, 2006.</li><li>Ibid.</li></ol>" in html
    assert html.index("Words.") < html.index("Ibid.") < html.index("End.")
    assert ran.item(1)["losses"] == []


@pytest.mark.parametrize("notes", ["", "{", "[1]", "[]", '[{"content": 1}]'])
def test_broken_footnotes_break_nothing(notes, reader):
    run(export(post(1, "Report", "Words.<!-- wp:footnotes /-->", meta={"footnotes": notes})))
    assert "Words." in reader.html(1)


def test_a_title_is_words_without_tags(reader):
    run(export(post(1, "Report on <em>Yanbian</em><br/>and more, 5 < 6 & <Kim>")))
    assert reader.post(1)["title"] == "Report on Yanbian and more, 5 < 6 & <Kim>"


def test_what_has_no_place_here_is_named():
    ran = run(
        export(
            post(1, "One", excerpt='<a href="/x">Words</a>', meta={"views": "7", "_edit": "1"}),
            attachment(2, description="Taken in Yanji."),
        )
    )
    assert "excerpt-markup" in ran.codes(1)
    assert "views (1: 1)" in ran.printed
    assert "_edit" not in ran.printed


def test_terms_of_two_taxonomies_with_one_slug_stay_two(reader):
    terms = [("post_tag", "news", "News"), ("series", "news", "Newsletter series")]
    ran = run(export(post(1, "One", "Words.", terms=terms)), public_taxonomies="series")
    assert ran.codes(1) == {"custom-taxonomy"}
    assert {tag["name"] for tag in reader.post(1)["tags"]} == {"News", "Newsletter series"}
    assert Tag.objects.get(slug="series-news").name == "Newsletter series"


STAFF = [
    ("author", "cap-mole77", "mole77"),
    ("author", "cap-kato", "kato"),
    ("author", "cap-guest-1", "guest-1"),
    ("following_users", "boss1", "boss1"),
    ("ef_usergroup", "ef-usergroup-lawyers", "ef-usergroup-lawyers"),
]


def test_names_of_staff_that_plugins_keep_as_terms_are_nowhere(reader):
    guest = post(2, "Jane Doe", kind="guest-author", slug="cap-guest-1")
    statement = post(1, "Statement", "Words.", terms=STAFF, author="mole77")
    authors = {"mole77": "mole77", "kato": "Kato Hiroshi"}
    ran = run(export(statement, guest, authors=authors))
    names = [row["name"] for row in reader.post(1)["contributors"]]
    assert names == ["Kato Hiroshi", "Jane Doe"]
    assert ran.codes(1) == {"taxonomy-left-out"}
    assert "ef_usergroup" in ran.texts(1)
    assert (Tag.objects.count(), page_of(1).live) == (0, True)
    for login in ("mole77", "boss1", "ef-usergroup-lawyers", "guest-1"):
        assert login not in repr(ran)
        assert [name for name, rows in tables().items() if any(login in row for row in rows)] == []


def test_a_taxonomy_of_places_is_taken_where_readers_saw_it(reader):
    said = export(post(1, "One", "Words.", terms=[("country", "china", "China")]))
    assert "taxonomy-left-out" in run(said, dry_run=True).codes(1)
    run(said, public_taxonomies="series, country")
    assert [place.name for place in page_of(1).places.all()] == ["China"]


BRICKS = 'a:1:{i:0;a:1:{s:4:"text";s:33:"<p>Every word of this page.</p>";}}'


@pytest.mark.parametrize(
    ("key", "value"),
    [("report_body", "<p>Every word of this report.</p>"), ("_bricks_page_content_2", BRICKS)],
)
def test_a_post_whose_words_a_plugin_keeps_is_a_draft_and_a_loss(key, value):
    ran = run(export(post(1, "One", excerpt="In short.", meta={key: value}), post(2, "Two")))
    assert (page_of(1).live, page_of(2).live) == (False, True)
    assert f"“{key}”" in ran.item(1)["losses"][0]["text"]
    assert ran.status == 1


def test_a_description_for_search_engines_is_no_body():
    run(export(post(1, "One", meta={"_yoast_wpseo_metadesc": "All that one has to know."})))
    assert page_of(1).live


def test_a_new_category_of_a_draft_is_named():
    terms = [("category", "informers", "Informers of Yanji")]
    ran = run(export(post(1, "One", status="private", terms=terms)))
    assert Category.objects.filter(slug="informers").exists()
    assert "Informers of Yanji" in ran.texts(1)
