"""Security headers of each kind of answer."""

import re

import pytest
from django.core.files.base import ContentFile
from django.http import HttpResponse
from wagtail.documents import get_document_model
from whitenoise.middleware import WhiteNoiseMiddleware

from cms.door.headers import close
from tests.factories import ImageFactory, LetterPageFactory

pytestmark = pytest.mark.django_db
POLICY, REFERRER = "Content-Security-Policy", "Referrer-Policy"


@pytest.fixture
def addresses(client):
    LetterPageFactory()
    picture = ImageFactory(is_public_by_itself=True)
    document = get_document_model().objects.create(
        title="A fax", file=ContentFile(b"x", name="fax.txt"), is_public_by_itself=True
    )
    query = f'{{ node(id: "{picture.pk}") {{ id }} }}'
    return [
        f"/graphql/?query={query}",
        "/graphql/?query=nonsense",
        "/sitemap.xml",
        "/robots.txt",
        "/feeds/feed.xml",
        "/healthz",
        document.url,
        picture.get_rendition("width-160").file.storage.base_url + "nothing",
        "/images/1/width-160/forged",
    ]


def test_what_is_no_page_may_load_nothing_and_names_nobody(client, addresses):
    for address in addresses:
        answer = client.get(address)
        if answer.streaming:
            b"".join(answer)  # closes the file
        assert answer["X-Content-Type-Options"] == "nosniff", address
        assert answer["Permissions-Policy"].startswith("camera=()"), address
        if answer["Content-Type"].startswith("text/html"):
            continue  # an error's page, whose policy is that of the admin
        assert answer[POLICY].startswith("default-src 'none'"), address
        assert answer[REFERRER] == "no-referrer", address


@pytest.mark.parametrize("address", ["/admin/account/", "/admin/pages/add/archive/letterpage/{}/"])
def test_a_page_of_the_admin_runs_no_script_that_stands_in_it(admin_client, settings, address):
    settings.SECOND_FACTOR = False
    section = LetterPageFactory().get_parent()
    answer = admin_client.get(address.format(section.pk))
    directives = dict(part.strip().split(" ", 1) for part in answer[POLICY].split(";"))
    assert directives["script-src"] == "'self'"
    assert directives["default-src"] == directives["base-uri"] == "'none'"
    assert directives["frame-ancestors"] == directives["form-action"] == "'self'"
    scripts = re.findall(r"<script(?![^>]* src=)[^>]*>", answer.content.decode())
    assert [script for script in scripts if "application/json" not in script] == []


def test_a_public_server_starts_with_collected_files_and_closes_them(rf, settings, tmp_path):
    (tmp_path / "main.js").write_text("// nothing")
    settings.STATIC_ROOT, settings.WHITENOISE_AUTOREFRESH = str(tmp_path), False
    settings.WHITENOISE_ADD_HEADERS_FUNCTION = close
    answer = WhiteNoiseMiddleware(lambda request: HttpResponse(status=404))(
        rf.get(f"{settings.STATIC_URL}main.js")
    )
    assert (answer.status_code, b"".join(answer)) == (200, b"// nothing")
    answer.close()
    assert answer[POLICY].startswith("default-src 'none'")
    assert answer[REFERRER] == "no-referrer"
