"""Parses XML strictly, like an untrusting client."""

from urllib.parse import urlsplit
from xml.etree import ElementTree

NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "x": "http://www.w3.org/1999/xhtml",
    "a": "http://www.w3.org/2005/Atom",
}


def read(client, path, **headers):
    answer = client.get(path, headers=headers)
    assert answer.status_code == 200, (path, answer.status_code)
    return ElementTree.fromstring(answer.content)


def texts(element, path):
    return [each.text for each in element.findall(path, NAMES)]


def check_address(address):
    """Check that it is an absolute URI in ASCII."""
    parts = urlsplit(address)
    assert parts.scheme == "https"
    assert parts.netloc
    assert address.isascii()
    assert " " not in address
    return address
