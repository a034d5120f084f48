import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.wordpress.export import addresses
from archive.wordpress.export.addresses import (
    Archive,
    archive_of,
    key,
    upload_candidates,
    upload_path,
)

SITE = "http://www.example.org"
BLOG = "https://example.org/blog/"


@pytest.mark.parametrize(
    "url",
    [
        "http://www.example.org/film/",
        "https://www.example.org/film/",
        "http://example.org/film",
        "HTTP://WWW.Example.ORG./film/",
        "http://www.example.org:80/film/",
        "https://example.org:8443/film",
        "//www.example.org/film/",
        "www.example.org/film/",
        "/film/",
        "film/",
        " /film ",
        "/film/#more-101",
        "/film#top",
        "/index.php/film/",
        "//example.org//film//",
        "/news/../film/./",
        "/film/?utm_source=mail&fbclid=1",
        "/film/?replytocom=12#respond",
        "/f%69lm/",
        "http://editor@example.org/film/",
    ],
)
def test_all_forms_of_an_address_have_one_key(url):
    assert key(url, SITE) == "/film"


@pytest.mark.parametrize("site", [SITE, f"{SITE}/", "https://example.org", "http://EXAMPLE.org:80"])
def test_the_site_may_be_written_in_any_form_too(site):
    assert key("http://www.example.org/film/", site) == "/film"


@pytest.mark.parametrize(
    "url",
    [
        "/?p=101",
        "?p=101",
        "http://example.org/?p=101",
        "http://example.org?p=0101",
        "/index.php?p=101#more-101",
        "/?page_id=101",
        "/?attachment_id=101",
        "/film/?attachment_id=101",
        "/?post_type=event&p=101",
        "/?p=101&preview=true",
        "/?%70=101",
    ],
)
def test_a_post_by_its_number_has_one_key(url):
    assert key(url, SITE) == "/?p=101"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("/%e8%84%b1%e5%8c%97/", "/脱北"),
        ("/%E8%84%B1%E5%8C%97/", "/脱北"),
        ("/脱北/", "/脱北"),
        ("/%e1%84%90%e1%85%a1%e1%86%af", "/탈"),
        ("/%e8%84%b1%e5%8c", "/%25e8%2584%25b1%25e5%258c"),
        ("/Film/", "/Film"),
        ("/report.htm", "/report.htm"),
        ("/a%3Fp=5", "/a%3Fp=5"),
        ("/film/?p=5", "/film?p=5"),
        ("/gallery.php?b=2&a=1", "/gallery.php?a=1&b=2"),
        ("/?tag=脱北", "/?tag=%E8%84%B1%E5%8C%97"),
        ("/?p=abc", "/?p=abc"),
        ("", None),
        ("#more-101", None),
        ("http://other.example/film/", None),
        ("http://example.org.evil.example/", None),
        ("//other.example/film", None),
        ("mailto:office@example.org", None),
        ("javascript:alert(1)", None),
        ("ftp://www.example.org/film/", None),
        ("http://[", None),
        ("http:film", None),
        ("/", "/"),
        ("http://example.org", "/"),
        ("/index.php", "/"),
        ("/../../", "/"),
    ],
)
def test_what_is_another_place_has_another_key(url, expected):
    assert key(url, SITE) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/blog/film/", "/blog/film"),
        ("film", "/blog/film"),
        ("/blog", "/blog"),
        ("/blog/index.php/film", "/blog/film"),
        ("?p=7", "/blog/?p=7"),
        ("/blog?p=7", "/blog/?p=7"),
        ("/film", None),
        ("/blogs/film", None),
        ("/blog/../film", None),
    ],
)
def test_a_site_in_a_folder_has_its_addresses_below_it(url, expected):
    assert key(url, BLOG) == expected


@given(st.text(max_size=60), st.sampled_from([SITE, BLOG]))
def test_any_text_has_a_key_that_is_its_own_key_or_none(text, site):
    found = key(text, site)
    assert found is None or key(found, site) == found
    archive_of(text, site)
    upload_path(text, site)


@pytest.mark.parametrize(
    ("found", "post"),
    [
        ("/film/feed", "/film"),
        ("/film/feed/atom", "/film"),
        ("/film/comment-page-2", "/film"),
        ("/film/page/3", "/film"),
        ("/film/2", "/film"),
        ("/film/trackback", "/film"),
        ("/film/amp", "/film"),
        ("/film", None),
        ("/feed", None),
        ("/film/feeding", None),
        ("/", None),
    ],
)
def test_the_feed_and_the_pages_of_a_post_lead_to_it(found, post):
    assert addresses.without_endpoint(found) == post


@pytest.mark.parametrize(
    ("url", "archive"),
    [
        ("/category/aid/", Archive("category", "aid")),
        ("/category/aid/food/page/2/", Archive("category", "food")),
        ("/category/%e6%94%af%e6%8f%b4/", Archive("category", "支援")),
        ("/archives/category/aid", Archive("category", "aid")),
        ("/tag/unhcr/", Archive("tag", "unhcr")),
        ("/author/kato/", Archive("author", "kato")),
        ("/type/aside/", Archive("post_format", "aside")),
        ("/2006/", Archive("year", "2006")),
        ("/2006/10/", Archive("month", "2006-10")),
        ("/2006/10/19/", Archive("day", "2006-10-19")),
        ("/archives/date/2006/10/", Archive("month", "2006-10")),
        ("/?cat=3", Archive("category-id", "3")),
        ("/index.php?cat=3&paged=2", Archive("category-id", "3")),
        ("/?category_name=aid/food", Archive("category", "food")),
        ("/?tag=支援", Archive("tag", "支援")),
        ("/?author=1", Archive("author-id", "1")),
        ("/?m=200610", Archive("month", "2006-10")),
        ("/?m=2006", Archive("year", "2006")),
        ("/?year=2006&monthnum=9", Archive("month", "2006-09")),
        ("/?cat=3,4", None),
        ("/?p=101", None),
        ("/2006/13/", None),
        ("/2006/10/film/", None),
        ("/category/", None),
        ("/film/", None),
        ("/", None),
        ("http://other.example/tag/x", None),
    ],
)
def test_an_old_list_of_posts_is_recognised(url, archive):
    assert archive_of(url, SITE) == archive


def test_a_list_of_a_site_in_a_folder_is_recognised():
    assert archive_of("/blog/tag/x/", BLOG) == Archive("tag", "x")
    assert archive_of("/blog/?cat=3", BLOG) == Archive("category-id", "3")


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("http://www.example.org/wp-content/uploads/2006/01/x.jpg", "2006/01/x.jpg"),
        ("https://example.org/wp-content/uploads/2006/01/x.jpg?ver=2#a", "2006/01/x.jpg"),
        ("/wp-content/uploads/%E9%9B%AA.jpg", "雪.jpg"),
        ("/wp/wp-content/uploads/x.jpg", "x.jpg"),
        ("/files/2006/01/x.jpg", "2006/01/x.jpg"),
        ("/ja/files/2006/01/x.jpg", "2006/01/x.jpg"),
        ("/wp-content/blogs.dir/3/files/2006/01/x.jpg", "2006/01/x.jpg"),
        ("/wp-content/uploads/sites/3/2006/01/x.jpg", "2006/01/x.jpg"),
        ("/wp-content/uploads/2006/../../../secret.jpg", None),
        ("/wp-content/uploads/%2e%2e/%2e%2e/secret.jpg", None),
        ("/wp-content/uploads/a%00.jpg", None),
        ("/wp-content/uploads/", None),
        ("/wp-content/themes/x.jpg", None),
        ("/files/x.jpg", None),
        ("http://other.example/wp-content/uploads/x.jpg", None),
    ],
)
def test_an_upload_is_known_by_its_path(url, path):
    assert upload_path(url, SITE) == path


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("2006/01/x.jpg", "2006/01/x.jpg"),
        ("/home/site/public_html/wp-content/uploads/2006/01/x.jpg", "2006/01/x.jpg"),
        (r"C:\www\wp-content\uploads\2006\01\x.jpg", "2006/01/x.jpg"),
        ("../../secret", None),
        ("", None),
    ],
)
def test_an_attached_file_is_known_by_its_path(written, path):
    assert addresses.attached_path(written) == path


@pytest.mark.parametrize(
    ("path", "original"),
    [
        ("2006/01/x.jpg", "2006/01/x.jpg"),
        ("2006/01/x-300x200.jpg", "2006/01/x.jpg"),
        ("x-scaled.JPG", "x.JPG"),
        ("x-rotated.jpg", "x.jpg"),
        ("x-e1234567890123.jpg", "x.jpg"),
        ("x-e1234567890123-300x200.jpg", "x.jpg"),
        ("x.thumbnail.jpg", "x.jpg"),
        ("x-300x200.pdf", "x-300x200.pdf"),
        ("x-300x.jpg", "x-300x.jpg"),
    ],
)
def test_the_original_has_no_suffix_of_wordpress(path, original):
    assert addresses.original(path) == original


def test_the_original_is_looked_for_before_the_resized_file():
    found = upload_candidates("2006/01/x-300x200.jpg")
    assert found == [f"2006/01/x{suffix}.jpg" for suffix in ("", "-scaled", "-rotated", "-300x200")]
    assert upload_candidates("x-scaled.jpg") == ["x.jpg", "x-scaled.jpg", "x-rotated.jpg"]
    assert upload_candidates("report.pdf") == ["report.pdf"]


def test_what_was_cut_off_in_an_edit_is_never_looked_for():
    edited = "x-e1234567890123"
    assert upload_candidates(f"{edited}.jpg") == [f"{edited}.jpg"]
    assert upload_candidates(f"{edited}-300x200.jpg") == [f"{edited}.jpg", f"{edited}-300x200.jpg"]
