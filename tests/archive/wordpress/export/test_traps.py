"""The traps of `traps.wxr.xml`, as far as reading and cataloguing meet them."""

from pathlib import Path

import pytest

from archive.wordpress.export import Item, read
from archive.wordpress.export.addresses import archive_of
from archive.wordpress.export.catalogue import Catalogue

TRAPS = Path(__file__).parents[1] / "traps.wxr.xml"


@pytest.fixture(scope="module")
def items():
    with TRAPS.open("rb") as file:
        records = [record for record in read(file) if isinstance(record, Item)]
    return {item.id: item for item in reversed(records)}


@pytest.fixture(scope="module")
def catalogue():
    with TRAPS.open("rb") as file, Catalogue.of(read(file)) as made:
        yield made


def test_both_forms_of_a_title_are_read(items):
    titles = {id: items[id].title for id in (101, 102, 103, 114)}
    assert titles == {
        101: "Border Report – January 2006 & after",
        102: "2006",
        103: "Draft &lt;title",
        114: "Split ]]> here",
    }


def test_a_draft_has_no_date_and_a_post_has_the_day_of_its_own_clock(items):
    assert items[103].posted is None
    assert items[101].posted.day == 1
    assert items[101].posted_gmt.day == 31


def test_slugs_are_decoded(items):
    slugs = [items[id].slug for id in (103, 104, 105, 106, 107)]
    expected = ["", "脱北者の声", "탈북자", "border-report-january-2006-2", "trashed__trashed"]
    assert slugs == expected


def test_what_was_not_public_is_known(items):
    hidden = {id: items[id].status for id in (103, 107, 108, 109, 110)}
    assert set(hidden.values()) == {"draft", "trash", "pending", "private", "future"}
    assert [id for id, item in items.items() if item.protected] == [111]


def test_comments_are_only_counted(items):
    assert (items[112].comments, items[112].sticky, items[112].meta) == (2, True, {})
    for canary in ("canary@", "203.0.113", "canary-password", "canary-comment", "Commenter"):
        assert canary not in repr(items)


def test_taxonomies_stay_apart(items, catalogue):
    assert [ref.domain for ref in items[104].terms] == ["category", "language", "post_format"]
    assert [ref.slug for ref in items[106].terms] == ["defectors", "unhcr"]
    assert catalogue.term("post_tag", "defectors-2").name == "Defectors & Refugees"
    assert catalogue.term("category", "支援").parent == "defectors"


def test_control_characters_and_split_cdata_are_mended(items):
    assert "Control: ." in items[101].content
    assert items[114].content == "<pre>if (a[b[0]]>1) stop</pre>"


def test_links_of_every_form_find_their_post(items, catalogue):
    links = [part.split('"')[0] for part in items[119].content.split('href="')[1:]]
    known = [catalogue.find(link) for link in links[:9]]
    assert [item.id for item in known] == [101] * 6 + [113, 104, 104]
    assert [catalogue.attachment_at(link).id for link in links[9:11]] == [903, 902]
    assert None not in [archive_of(link, catalogue.site.url) for link in links[11:17]]
    assert catalogue.find("/private/").status == "private"
    assert [catalogue.find(link) for link in links[18:]] == [None] * 3


def test_two_files_of_one_name_stay_two(catalogue):
    here = [
        catalogue.attachment_at(f"/wp-content/uploads/{at}/maisai.jpg")
        for at in ("2006/01", "2007/03")
    ]
    assert [(one.id, one.alt) for one in here] == [(901, "A house in snow"), (902, "")]


def test_only_names_of_people_are_shown(catalogue):
    logins = ["webmaster", "canary-login", "canary-login-3"]
    assert [catalogue.author(login) for login in logins] == [None, "Kato Hiroshi", None]


def test_a_shared_block_that_was_a_draft_is_not_given(catalogue):
    assert "Shared words" in catalogue.reusable(130)
    assert catalogue.reusable(131) is None


def test_what_cannot_be_taken_is_listed(catalogue):
    reasons = [str(one.reason) for one in catalogue.skipped()]
    assert [("No ID" in reason, "“Twice” has the ID 101" in reason) for reason in reasons] == [
        (True, False),
        (False, True),
    ]
