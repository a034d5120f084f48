"""Which web addresses may be requested, whoever entered them."""

from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.reach import Refused
from cms.reach.address import is_public, parsed


@pytest.mark.parametrize(
    "address",
    ["8.8.8.8", "133.242.0.3", "2001:4860:4860::8888", "::ffff:8.8.8.8", "64:ff9b::808:808"],
)
def test_addresses_of_the_public_internet_are_public(address):
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        *("0.0.0.0", "127.0.0.1", "127.9.9.9", "10.0.0.5", "172.16.0.1", "192.168.1.1"),
        *("169.254.169.254", "100.64.0.1", "100.100.100.200", "192.0.0.192", "168.63.129.16"),
        *("192.0.2.1", "198.18.0.1", "224.0.0.1", "224.0.1.1", "240.0.0.1", "255.255.255.255"),
        *("::", "::1", "fe80::1", "fe80::1%1", "fc00::1", "fd00:ec2::254", "fec0::1", "ff0e::1"),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:a9fe:a9fe", "::127.0.0.1"),
        *("64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b:1::7f00:1"),
        *("2002:7f00:1::", "2002:808:808::", "2001:0:4136:e378:8000:63bf:80ff:fffe"),
        *("2001:db8::1", "100::1", "5f00::1", "4000::1"),
    ],
)
def test_all_other_addresses_are_not(address):
    assert not is_public(ip_address(address))


@given(st.ip_addresses(v=4))
def test_ipv6_that_carries_ipv4_is_as_public_as_that(address):
    for carrier in (f"::ffff:{address}", f"64:ff9b::{address}"):
        assert is_public(ip_address(carrier)) == is_public(address)


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("HTTP://Example.ORG", "http://example.org/"),
        (" http://example.org./a.jpg\n", "http://example.org/a.jpg"),
        ("https://example.org:443/a.jpg#top", "https://example.org/a.jpg"),
        ("http://example.org:8080/a", "http://example.org:8080/a"),
        ("http://[2001:DB8:0::1]/a", "http://[2001:db8::1]/a"),
        ("http://日本語.jp/写真 1.jpg?大=1", "http://xn--wgv71a119e.jp/%E5%86%99%E7%9C%9F%201.jpg?%E5%A4%A7=1"),
        ("http://example.org/%E5%86%99.jpg", "http://example.org/%E5%86%99.jpg"),
        ("http://１２７。０。０。１/", "http://127.0.0.1/"),
    ],
)  # fmt: skip
def test_an_address_is_asked_for_in_ascii(written, asked):
    assert parsed(written).url == asked


@pytest.mark.parametrize(
    "url",
    [
        *("", "a.jpg", "//example.org/a.jpg", "http://", "http:///a.jpg", "http:a.jpg"),
        *("file:///etc/passwd", "gopher://example.org/", "ftp://example.org/a", "data:,a"),
        *("http://a@example.org/", "http://a:b@example.org/", "http://example.org\\@evil.org/"),
        *("http://exa mple.org/", "http://example.org\t/", "http://exam\nple.org/a", "http://a\0/"),
        *("http://[::1", "http://[::1%25lo]/", "http://[1]/", "http://a..b/", "http://.a/"),
        *("http://a:99999/", "http://a:x/", "http://a:-1/", f"http://{'a' * 254}/"),
        f"http://{'a.' * 127}a/",
        *(f"http://{'あ' * 250}.jp/", f"http://a/{'a' * 5000}", "http://a/\ud800", "http://℀.org/"),
    ],
)
def test_what_is_no_address_of_a_file_on_the_web_is_refused(url):
    with pytest.raises(Refused) as refused:
        parsed(url)
    assert str(refused.value).isprintable()
    assert len(str(refused.value)) < 400


@given(st.text() | st.builds("http://{}/{}".format, st.text(), st.text()))
def test_any_text_is_an_address_or_refused(text):
    try:
        target = parsed(text)
    except Refused:
        return
    assert target.url.isascii()
    assert target.url.isprintable()
    assert parsed(target.url) == target
