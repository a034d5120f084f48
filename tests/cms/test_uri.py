"""Converts addresses as people type them to addresses for HTTP."""

from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.uri import is_safe, to_uri, unwrapped, web_address


@pytest.mark.parametrize(
    ("address", "uri"),
    [
        ("/archive/?q=1&r=(2)#top", "/archive/?q=1&r=(2)#top"),
        ("/ko/한국/", "/ko/%ED%95%9C%EA%B5%AD/"),
        ("/ko/%ed%95%9C/", "/ko/%ed%95%9C/"),
        ("/100%/a b", "/100%25/a%20b"),
        ("https://アーカイブ.jp/記事?語=豆満江#節", "https://xn--"),
        ("https://u@日本.jp:8080/", "https://u@xn--wgv71a.jp:8080/"),
        ("mailto:archive@example.org?subject=수신", "mailto:archive@example.org?subject="),
        ("http://[", "http://["),
    ],
)
def test_an_address_becomes_a_uri_once(address, uri):
    assert to_uri(address).startswith(uri)
    assert to_uri(address).isascii()
    assert to_uri(to_uri(address)) == to_uri(address)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_whatever_stands_in_a_path_can_be_read_back(words):
    path = f"/{words.replace('%', '')}"
    assert to_uri(path).isascii()
    assert unquote(to_uri(path)) == path


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:,x", "//evil.example", "/\\x", ""]
)
def test_no_browser_follows_what_runs_or_what_hides_a_host(address):
    assert not is_safe(address)
    assert web_address(address) is None


@pytest.mark.parametrize("address", ["/archive/", "mailto:a@example.org", "https:evil", "http://["])
def test_a_web_address_has_a_host(address):
    assert web_address(address) is None
    assert urlsplit(web_address("https://example.org/a b") or "").hostname == "example.org"


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("https://www.google.com/url?q=https://example.org/a%3Fb%3D1&sa=D&ust=1", "/a?b=1"),
        ("https://google.co.jp/url?sa=t&url=https%3A%2F%2Fexample.org%2Fko%2F%25ED%2F", "/ko/%ED/"),
    ],
)
def test_what_google_put_around_a_link_comes_off(address, target):
    assert unwrapped(address) == f"https://example.org{target}"


@pytest.mark.parametrize(
    "address",
    [
        "https://www.google.com/url?q=javascript:alert(1)",
        "https://www.google.com/search?q=https://example.org/",
        "https://google.example.org/url?q=https://example.org/",
        "https://www.google.com/url?sa=D",
    ],
)
def test_other_addresses_stay(address):
    assert unwrapped(address) == address
