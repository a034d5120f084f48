from io import BytesIO

import pytest

from archive.wordpress.export import Broken, Item, Site, Term, read
from archive.wordpress.export.catalogue import Catalogue
from tests.archive.wordpress import wxr
from tests.archive.wordpress.wxr import SITE, attachment, post


@pytest.fixture
def catalogue():
    """Make the catalogue of an export of these items; all are closed after the test."""
    made = []

    def make(*items, **options):
        made.append(Catalogue.of(read(BytesIO(wxr.export(*items, **options)))))
        return made[-1]

    yield make
    for one in made:
        one.close()


def found(catalogue, url):
    known = catalogue.find(url)
    return known and known.id


def test_an_item_is_known_by_its_id(catalogue):
    known = catalogue(post(7, "A & B", slug="脱北者", password="x", parent=3)).item(7)
    assert (known.kind, known.status, known.is_restricted) == ("post", "publish", True)
    assert (known.title, known.slug, known.parent) == ("A & B", "脱北者", 3)
    assert known.posted.isoformat() == "2006-01-31T18:00:00"


def test_what_is_not_there_is_none(catalogue):
    empty = catalogue(post(7, posted=wxr.ZERO))
    assert empty.item(7).posted is None
    lookups = [empty.item, empty.attachment, empty.reusable, empty.term_numbered]
    assert [lookup(8) for lookup in lookups] == [None] * 4
    assert [empty.find(""), empty.attachment_at(""), empty.author("x")] == [None] * 3
    assert empty.term("category", "x") is None


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/脱北者",
        f"{SITE}/%E8%84%B1%E5%8C%97%E8%80%85/#more-7",
        "/?p=7",
        "/index.php?page_id=7",
        f"{SITE}/脱北者/feed/",
        f"{SITE}/脱北者/2/",
        "/defectors/",
        "/%e8%84%b1%e5%8c%97/",
    ],
)
def test_an_item_is_found_by_every_address_it_had(url, catalogue):
    meta = {"_wp_old_slug": ["defectors", "%e8%84%b1%e5%8c%97"]}
    assert found(catalogue(post(7, slug="脱北者", meta=meta), post(8)), url) == 7


@pytest.mark.parametrize(
    ("link", "old"),
    [
        ("/2006/10/film/", "/2006/10/movie/"),
        ("/film.html", "/movie.html"),
        ("/archives/101", None),
        ("/?p=7", None),
    ],
)
def test_an_old_slug_stood_where_the_link_ends_in_the_slug(link, old, catalogue):
    made = catalogue(post(7, slug="film", link=SITE + link, meta={"_wp_old_slug": "movie"}))
    assert found(made, "/movie/") is None
    assert old is None or found(made, old) == 7


def test_a_link_outranks_the_old_slug_of_another(catalogue):
    old = post(1, slug="new", meta={"_wp_old_slug": "film"})
    assert found(catalogue(old, post(2, slug="film")), "/film/") == 2
    assert found(catalogue(post(2, slug="film"), old), "/film/") == 2


def test_a_public_item_outranks_a_hidden_one_at_its_address(catalogue):
    private = post(1, slug="film", status="private")
    assert found(catalogue(private, post(2, slug="film")), "/film/") == 2
    assert found(catalogue(private), "/film/") == 1


def test_a_guid_is_an_address_only_where_it_is_one(catalogue):
    made = catalogue(
        post(1, guid=f"{SITE}/old-film/"), post(2, guid="film"), post(3, guid=f"{SITE}/?p=1")
    )
    assert found(made, "/old-film/") == 1
    assert found(made, "/film/") is None
    assert found(made, "/?p=1") == 1


def test_wordpress_s_own_notes_have_no_address(catalogue):
    made = catalogue(*(post(id, kind=kind, slug=kind) for id, kind in enumerate(OWN, 1)))
    assert [found(made, f"/{kind}/") for kind in OWN] == [None] * len(OWN)
    assert made.item(1).kind == OWN[0]


OWN = ["nav_menu_item", "revision", "wp_block", "oembed_cache"]


def test_a_site_in_a_folder_is_asked_below_it(catalogue):
    blog = "http://example.org/blog"
    made = catalogue(post(7, slug="film", site=blog), site=blog)
    assert [found(made, url) for url in ("/blog/film", "film", "/blog/?p=7")] == [7, 7, 7]
    assert found(made, "/film") is None


def test_an_attachment_has_what_its_page_needs(catalogue):
    made = catalogue(attachment(9, "2006/01/x.jpg", title="T", caption="C", alt="A", parent=7))
    url = f"{SITE}/wp-content/uploads/2006/01/x.jpg"
    assert made.attachment(9) == (9, "2006/01/x.jpg", url, "A", "C", "T", 7)
    assert found(made, url) == 9


@pytest.mark.parametrize(
    ("url", "id"),
    [
        ("/wp-content/uploads/2006/01/x.jpg", 1),
        ("https://example.org/wp-content/uploads/2006/01/x-300x200.jpg", 1),
        ("/wp-content/uploads/2007/03/x.jpg", 2),
        ("/wp-content/uploads/2007/03/x-300x200.jpg", 2),
        ("/wp-content/uploads/big.jpg", 3),
        ("/wp-content/uploads/big-300x200.jpg", 3),
        ("/wp-content/uploads/face.jpg", 4),
        ("/wp-content/uploads/face-e1234567890123-300x200.jpg", 4),
        ("/wp-content/uploads/map-300x200.jpg", 5),
        ("/wp-content/uploads/map.jpg", 6),
        ("/wp-content/uploads/%E9%9B%AA-300x200.jpg", 7),
        ("https://cdn.example/y.jpg", 8),
        ("/wp-content/uploads/2008/01/x.jpg", None),
        ("https://cdn.example/z.jpg", None),
    ],
)
def test_an_attachment_is_found_by_the_address_of_its_file(url, id, catalogue):
    paths = ["2006/01/x.jpg", "2007/03/x.jpg", "big-scaled.jpg", "face-e1234567890123.jpg"]
    paths += ["map-300x200.jpg", "map.jpg", "雪.jpg"]
    made = catalogue(
        *(attachment(number, path) for number, path in enumerate(paths, 1)),
        attachment(8, url="https://cdn.example/y.jpg"),
    )
    here = made.attachment_at(url)
    assert (here and here.id) == id


def test_of_two_files_that_may_be_meant_none_is(catalogue):
    paths = ["x-e1234567890123.jpg", "x-e1234567890124.jpg"]
    made = catalogue(*(attachment(number, path) for number, path in enumerate(paths, 1)))
    assert made.attachment_at("/wp-content/uploads/x.jpg") is None


def test_a_file_is_known_by_its_address_where_its_path_is_missing(catalogue):
    made = catalogue(attachment(1, "2006/01/x.jpg", meta={}))
    assert made.attachment(1).path == "2006/01/x.jpg"


def test_a_reusable_block_is_given_only_where_readers_saw_it(catalogue):
    blocks = {1: {}, 2: {"status": "draft"}, 3: {"status": "trash"}, 4: {"password": "x"}}
    made = catalogue(*(post(id, "", "<p>", kind="wp_block", **how) for id, how in blocks.items()))
    assert [made.reusable(id) for id in blocks] == ["<p>", None, None, None]


@pytest.mark.parametrize(
    ("login", "name", "shown"),
    [
        ("kato", "Kato  Hiroshi", "Kato Hiroshi"),
        ("kato", "加藤博", "加藤博"),
        ("webmaster", "webmaster", None),
        ("lfnkr", "LFNKR", None),
        ("kato", "admin", None),
        ("kato", "kato@example.org", None),
        ("kato", "", None),
    ],
)
def test_an_author_is_shown_only_by_a_person_s_name(login, name, shown, catalogue):
    assert catalogue(authors={login: name}).author(login) == shown


def test_terms_come_from_the_head_and_from_items(catalogue):
    head = [("category", "aid", "Aid", "help", "What we send")]
    item = post(1, terms=[("category", "aid", "Other"), ("post_tag", "x", "X")])
    made = catalogue(item, terms=head)
    assert made.terms() == [Term(*head[0]), Term("post_tag", "x", "X")]
    assert made.term("post_tag", "x") == Term("post_tag", "x", "X")
    assert made.term("category", "x") is None


def test_a_term_without_a_slug_is_in_no_list(catalogue):
    assert catalogue(post(1, terms=[("category", "", "Aid")])).terms() == []


def test_a_term_is_found_by_the_number_of_old_links():
    site, term = Site("", SITE, "en", "1.2"), Term("category", "aid", "Aid", id=3)
    with Catalogue.of([site, term]) as made:
        assert made.term_numbered(3) == term
        assert made.term_numbered(0) is None


def test_items_are_counted_by_kind(catalogue):
    made = catalogue(post(1), post(2), post(3, status="draft"), attachment(4))
    expected = {"post": 3, "attachment": 1}
    assert made.counts() == expected


def test_the_first_of_two_with_one_id_stays_and_the_other_is_named(catalogue):
    made = catalogue(post(1, "First"), post(1, "Second", slug="second"))
    assert made.item(1).title == "First"
    assert ["“Second” has the ID 1" in str(one.reason) for one in made.skipped()] == [True]
    assert found(made, "/second/") is None


def test_what_the_reader_skipped_is_listed(catalogue):
    made = catalogue(post(555, "Lost").replace("<wp:post_id>555<", "<wp:post_id><"))
    assert ["“Lost”" in str(one.reason) for one in made.skipped()] == [True]


def test_a_broken_export_has_no_catalogue():
    data = wxr.export(post(1), post(2))
    with pytest.raises(Broken):
        Catalogue.of(read(BytesIO(data[:-40])))


def test_an_item_of_no_site_has_no_address():
    with Catalogue.of([Item(1, "post", link=f"{SITE}/film/")]) as made:
        assert made.item(1).id == 1
        assert made.find("/film/") is None


def test_files_are_found_in_whatever_stands_around_their_addresses(catalogue):
    # What has no blanks is looked at once: at each of its letters it would take hours.
    picture = f"data:image/png;base64,{'A' * 300_000}"
    text = f"""{"難民" * 100_000} <img src="{picture}"> (http://www.example.org/wp-content/uploads/a.pdf
    <a href="/wp-content/uploads/2006/01/b(1).pdf">b</a> wp-content/uploads/"""
    found = catalogue(post(1, "Title", text)).mentions()
    assert found == [("a.pdf", 1), ("2006/01/b(1).pdf", 1)]
