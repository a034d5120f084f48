"""The forms in which an old address was written, and where each of them leads."""

import pytest
from wagtail.contrib.redirects.models import Redirect

from tests.archive.wordpress.wxr import SITE, post

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.mark.parametrize(
    "path", ["/?p=6&utm_source=x", "/?utm_source=x&p=6", "/?p=6&preview=true", "/?p=6&page=2"]
)
def test_a_number_answers_among_other_parameters(site, reader, path):
    site.write(post(6, "Film", "Words"))
    site.run()
    assert reader.title_at(path) == "Film"
    assert reader.at(path.replace("p=6", "p=7"))["page"]["path"] == "/"


def test_an_address_with_doubled_slashes_names_no_host(site, reader):
    site.write(post(6, "Film", "Words", link=f"{SITE}//films//film/"))
    site.run()
    assert [reader.title_at(path) for path in ("/films/film/", "/films//film/")] == ["Film"] * 2


def test_the_pages_of_a_post_lead_to_the_whole_of_it(site, reader):
    site.write(post(6, "Film", "One<!--nextpage-->two<!--nextpage-->three"), post(7, "One page"))
    site.run()
    assert [reader.title_at(f"/post-6/{number}/") for number in (2, 3)] == ["Film", "Film"]
    assert reader.at("/post-6/4/")["status"] == reader.at("/post-7/2/")["status"] == 404


def test_a_page_below_that_is_called_by_a_number_keeps_its_address(site, reader):
    above = post(1, "Above", "One<!--nextpage-->two", kind="page", slug="above")
    link = f"{SITE}/above/2/"
    site.write(above, post(2, "Second", "W", kind="page", slug="2", parent=1, link=link))
    site.run()
    assert reader.title_at("/above/2/") == "Second"


@pytest.mark.parametrize(
    "fields",
    [
        {"link": f"{SITE}/index.php/post-7/"},
        {"guid": f"{SITE}/index.php/post-7/"},
        {"content": '<a href="/index.php/post-6/">Film</a>'},
    ],
)
def test_index_php_answers_for_every_post_where_the_old_site_used_it(site, reader, fields):
    site.write(post(6, "Film", "Words"), post(7, "Other", **fields))
    site.run()
    assert reader.title_at("/index.php/post-6/") == "Film"
    assert reader.title_at("/index.php/post-7/") == "Other"


def test_index_php_costs_no_redirect_where_the_old_site_did_not_use_it(site):
    site.write(post(6, "Film", '<a href="http://other.example/index.php/x/">Elsewhere</a>'))
    site.run()
    assert not Redirect.objects.filter(old_path__contains="index.php").exists()
