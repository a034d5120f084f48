"""The addresses that serve files."""

import pytest

from tests.factories import ImageFactory

pytestmark = pytest.mark.django_db


def test_a_picture_is_served_to_be_kept_and_not_to_be_run(client):
    response = client.get(ImageFactory().file.url)
    assert b"".join(response.streaming_content)
    assert response["Content-Type"] == "image/jpeg"
    assert "immutable" in response["Cache-Control"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert not response.cookies


@pytest.mark.parametrize(
    "path", ["images/", "../private/", "%2e%2e/private/", "images/none.jpg", "/etc/passwd"]
)
def test_nothing_else_is_served(client, path):
    assert client.get(f"/media/{path}").status_code in (400, 404)
