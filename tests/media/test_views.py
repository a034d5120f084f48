"""The addresses that serve files."""

import pytest

from media.renditions import public_rendition
from tests.factories import ImageFactory

pytestmark = pytest.mark.django_db


def test_a_picture_is_served_to_be_kept_and_not_to_be_run(client):
    response = client.get(public_rendition(ImageFactory(), "width-10").url)
    assert b"".join(response.streaming_content)
    assert response["Content-Type"] == "image/jpeg"
    assert response["Cache-Control"] == "public, max-age=3600, must-revalidate"
    kept = {"if-modified-since": response["Last-Modified"]}
    assert client.get(response.request["PATH_INFO"], headers=kept).status_code == 304
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert not response.cookies


@pytest.mark.parametrize(
    "path", ["images/", "../private/", "%2e%2e/private/", "images/none.jpg", "/etc/passwd"]
)
def test_nothing_else_is_served(client, path):
    assert client.get(f"/media/{path}").status_code in (400, 404)


def test_a_name_longer_than_any_file_s_is_not_there(client, folders):
    (folders / "public").mkdir()
    assert client.get(f"/media/{'long' * 1000}").status_code == 404
