import re
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.wordpress.export import Author, Item, Site, Skipped, Term, TermRef, read
from tests.archive.wordpress import wxr


def records(data):
    return list(read(BytesIO(data)))


def items(*written, **options):
    return [one for one in records(wxr.export(*written, **options)) if isinstance(one, Item)]


def item(written, **options):
    [found] = items(written, **options)
    return found


def test_an_export_begins_with_its_site():
    [site, author] = records(wxr.export())
    assert site == Site("Life Funds for North Korean Refugees", wxr.SITE, "en-US", "1.2")
    assert author == Author("webmaster", "webmaster")


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2"])
def test_namespaces_of_every_version_are_read(version):
    found = item(wxr.post(1, "One", "Words", excerpt="Few"), version=version)
    assert (found.title, found.content, found.excerpt) == ("One", "Words", "Few")


def test_another_prefix_of_the_same_namespace_is_read():
    data = wxr.export(wxr.post(7, excerpt="Few"))
    data = data.replace(b"wp:", b"ns1:").replace(b"excerpt:", b"ns2:")
    data = data.replace(b"xmlns:wp", b"xmlns:ns1").replace(b"xmlns:excerpt", b"xmlns:ns2")
    [found] = [one for one in records(data) if isinstance(one, Item)]
    assert (found.id, found.excerpt, found.status) == (7, "Few", "publish")


def test_terms_of_every_taxonomy_are_read():
    terms = [
        ("category", "防衛", "Food & Aid", "aid", "What we send"),
        ("post_tag", "unhcr", "UNHCR"),
        ("language", "ja", "日本語"),
    ]
    found = [one for one in records(wxr.export(terms=terms)) if isinstance(one, Term)]
    assert found == [Term(*term) for term in terms]


def test_a_term_has_the_number_that_old_links_name():
    data = wxr.export(terms=[("category", "aid", "Aid")])
    data = data.replace(b"<wp:category>", b"<wp:category><wp:term_id>3</wp:term_id>")
    assert [one.id for one in records(data) if isinstance(one, Term)] == [3]


def test_a_term_without_a_slug_is_skipped_and_named():
    data = wxr.export(terms=[("category", "", "Aid")])
    [skipped] = [one for one in records(data) if isinstance(one, Skipped)]
    assert data[skipped.offset :].startswith(b"<wp:category>")
    assert "“Aid”" in str(skipped.reason)


def test_an_item_keeps_its_terms_apart_by_domain():
    terms = [("category", "aid", "Aid"), ("post_tag", "aid-2", "Aid"), ("post_format", "p", "P")]
    assert item(wxr.post(1, terms=terms)).terms == tuple(TermRef(*term) for term in terms)


def test_old_exports_name_each_term_twice_and_tags_otherwise():
    old = (
        "<category><![CDATA[Aid]]></category>"
        '<category domain="category" nicename="aid"><![CDATA[Aid]]></category>'
        '<category domain="tag" nicename="x"><![CDATA[X]]></category></item>'
    )
    [found] = items(wxr.post(1).replace("</item>", old))
    assert found.terms == (TermRef("category", "aid", "Aid"), TermRef("post_tag", "x", "X"))


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("Report &#8211; 2006", "Report – 2006"),
        ("<![CDATA[Report &#8211; 2006]]>", "Report – 2006"),
        ("<![CDATA[Report – 2006]]>", "Report – 2006"),
        ("&amp;lt;", "&lt;"),
        ("<![CDATA[&amp;lt;]]>", "&lt;"),
        ("<![CDATA[2006]]>", "2006"),
        ("\n  <![CDATA[Padded]]>\n", "Padded"),
        ("Kim&rsquo;s&nbsp;letter", "Kim’s\xa0letter"),
        ("<![CDATA[&#" + "9" * 5000 + ";]]>", "&#" + "9" * 5000 + ";"),
    ],
)
def test_a_title_is_unescaped_exactly_once(written, title):
    assert item(wxr.post(1, "TITLE").replace("<![CDATA[TITLE]]>", written)).title == title


def test_content_keeps_its_entities_as_html():
    assert item(wxr.post(1, content="a &amp;lt; b&nbsp;c")).content == "a &amp;lt; b&nbsp;c"


def test_an_end_of_cdata_in_the_content_is_joined():
    assert item(wxr.post(1, content="if (a[b[0]]>1) ]]>")).content == "if (a[b[0]]>1) ]]>"


def test_blanks_that_only_lay_out_the_xml_are_no_content():
    written = wxr.post(1, content=" WORDS ").replace("<![CDATA[ W", "\n<![CDATA[ W")
    assert item(written).content == " WORDS "


def test_what_stands_in_a_comment_is_never_the_post_s():
    nested = "<wp:comment><wp:post_id>9</wp:post_id><title>Canary</title></wp:comment></item>"
    found = item(
        wxr.post(1, "").replace("<title><![CDATA[]]></title>", "").replace("</item>", nested)
    )
    assert (found.id, found.title) == (1, "")


def test_control_characters_become_spaces():
    data = wxr.export(wxr.post(1, content="a\x00b\x08c\ufffe\uffffd\te"))
    [found] = [one for one in records(data) if isinstance(one, Item)]
    assert found.content == f"a b c{' ' * 6}d\te"


def test_the_offset_of_an_item_is_where_it_begins():
    data = b"\xef\xbb\xbf \n" + wxr.export(wxr.post(1, "日本\x01"), wxr.post(2))
    offsets = [one.offset for one in records(data) if isinstance(one, Item)]
    assert [data[offset:].startswith(b"<item>") for offset in offsets] == [True, True]


def test_a_post_has_two_clocks():
    found = item(wxr.post(1, posted="2006-02-01 03:00:00", posted_gmt="2006-01-31 18:00:00"))
    assert found.posted.isoformat() == "2006-02-01T03:00:00"
    assert found.posted_gmt.isoformat() == "2006-01-31T18:00:00+00:00"
    assert found.modified_gmt == found.posted_gmt


@pytest.mark.parametrize("date", [wxr.ZERO, "", "2006-02-30 10:00:00", "soon"])
def test_what_is_no_date_is_none(date):
    found = item(wxr.post(1, posted=date, posted_gmt=date, modified_gmt=date))
    assert (found.posted, found.posted_gmt, found.modified_gmt) == (None, None, None)


@pytest.mark.parametrize("slug", ["脱北者", "탈북자", "aid-2", "post__trashed", "", "100%"])
def test_a_slug_is_read_as_people_write_it(slug):
    assert item(wxr.post(1, slug=slug)).slug == slug


@pytest.mark.parametrize(
    ("written", "slug"),
    [
        ("%ed%83%88%eb%b6%81", "탈북"),
        ("%e1%84%90%e1%85%a1%e1%86%af", "탈"),  # decomposed, as a Mac writes it
        ("%e6%97%a5%e6%9c", "%e6%97%a5%e6%9c"),  # cut in the middle of a character
        ("a%00b", "a%00b"),
    ],
)
def test_a_slug_is_composed_and_never_half_decoded(written, slug):
    assert item(wxr.post(1, slug="SLUG").replace("slug<", f"{written}<")).slug == slug


def test_custom_fields_of_the_import_are_kept_and_no_others():
    meta = {
        "_thumbnail_id": "9",
        "_wp_old_slug": ["old", "%e8%84%b1%e5%8c%97"],
        "_wp_attachment_metadata": 'a:1:{s:4:"file";s:5:"x.jpg";}',
    }
    assert item(wxr.post(1, meta=meta)).meta == {
        "_thumbnail_id": ("9",),
        "_wp_old_slug": ("old", "脱北"),
    }


def test_an_attachment_has_its_address_path_alt_and_caption():
    found = item(wxr.attachment(9, "2006/01/雪.jpg", caption="Snow <em>", alt="Yanji", parent=1))
    assert found.kind == "attachment"
    assert found.attachment_url.endswith("/wp-content/uploads/2006/01/%E9%9B%AA.jpg")
    assert found.meta["_wp_attached_file"] == ("2006/01/雪.jpg",)
    assert found.meta["_wp_attachment_image_alt"] == ("Yanji",)
    assert (found.excerpt, found.parent) == ("Snow <em>", 1)


@pytest.mark.parametrize("status", ["publish", "draft", "pending", "private", "future", "trash"])
def test_a_status_is_kept_as_it_is(status):
    assert item(wxr.post(1, status=status)).status == status


def test_a_sticky_post_and_its_order_are_known():
    found = item(wxr.post(1, sticky=True, menu_order=-3, parent=4))
    assert (found.sticky, found.menu_order, found.parent) == (True, -3, 4)


@pytest.mark.parametrize("password", [wxr.PASSWORD, "0"])
def test_a_password_is_known_to_be_there(password):
    assert item(wxr.post(1, password=password)).protected
    assert not item(wxr.post(1)).protected


def test_white_space_is_no_password():
    assert not item(wxr.post(1, password=" \n ")).protected


def test_nothing_personal_leaves_the_reader():
    data = wxr.export(wxr.post(1, "One", password=wxr.PASSWORD, comments=2))
    found = records(data)
    assert found[-1].comments == 2
    assert [canary for canary in wxr.CANARIES if canary in repr(found)] == []
    assert all(canary.encode() in data for canary in wxr.CANARIES)


@pytest.mark.parametrize("id", ["", "0", "-5", "abc", "1e3", "٣", "9" * 30])
def test_an_item_without_a_usable_id_is_skipped_and_the_rest_is_read(id):
    bad = wxr.post(555, "Lost").replace("<wp:post_id>555<", f"<wp:post_id>{id}<")
    data = wxr.export(bad, wxr.post(2))
    _site, _author, skipped, kept = records(data)
    assert data[skipped.offset :].startswith(b"<item>")
    assert "“Lost”" in str(skipped.reason)
    assert kept.id == 2


@pytest.mark.parametrize("size", [1, 7, 64])
def test_the_file_may_come_in_any_pieces(size, monkeypatch):
    data = wxr.export(wxr.post(1, "防衛 &#8211;", "日本]]>語\x02"), terms=[("category", "é", "É")])
    whole = records(data)
    monkeypatch.setattr("archive.wordpress.export.stream.CHUNK", size)
    assert [one for one in records(data) if isinstance(one, Item)] == whole[-1:]


# What XML can hold: no control characters, no lone surrogates, lines that end in \n.
words = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"))
prose = st.lists(st.sampled_from(["]]>", "\n", "<b>", "&amp;", "]", "防"]) | words).map("".join)
names = words.map(str.strip)
titles = names.filter(lambda name: not re.search("<[a-z/]", name, re.I))  # tags are left out
# Of letters that neither composing nor decoding changes.
slugs = st.text(st.sampled_from("az09-_防衛탈북é"))


@given(titles, prose, prose, slugs, st.booleans(), st.lists(st.tuples(slugs, slugs, names)))
def test_what_the_writer_wrote_the_reader_reads(title, content, excerpt, slug, is_cdata, terms):
    terms = [("d" + domain, "s" + one, name) for domain, one, name in terms]
    found = item(
        wxr.post(
            5, title, content, excerpt=excerpt, slug=slug, terms=terms, title_in_cdata=is_cdata
        )
    )
    assert (found.title, found.content, found.excerpt) == (title, content, excerpt)
    assert (found.slug, found.terms) == (slug, tuple(dict.fromkeys(TermRef(*one) for one in terms)))
