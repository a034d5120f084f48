"""The client of a request, by a source that no client can choose."""

import pytest
from django.test import RequestFactory

from cms.peer import network, pseudonym


def of(remote, forwarded=None):
    headers = {} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded}
    return RequestFactory().get("/", REMOTE_ADDR=remote, **headers)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, "192.0.2.1", "203.0.113.5"),
        (1, None, "203.0.113.5"),
        (1, "192.0.2.1", "192.0.2.1"),
        (1, "192.0.2.9, 192.0.2.1", "192.0.2.1"),
        (2, "192.0.2.9, 192.0.2.1, 192.0.2.2", "192.0.2.1"),
        (2, "192.0.2.1", "203.0.113.5"),
        (1, "192.0.2.1, unknown", "203.0.113.5"),
        (1, "192.0.2.1:4711", "192.0.2.1"),
        (1, "[2001:db8::1]:4711", "2001:db8::/64"),
        (-1, "192.0.2.9, 192.0.2.1", "203.0.113.5"),
    ],
)
def test_the_peer_is_as_many_places_from_the_right_as_there_are_proxies(
    settings, proxies, forwarded, expected
):
    settings.TRUSTED_PROXIES = proxies
    assert network(of("203.0.113.5", forwarded)) == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("192.0.2.1", "192.0.2.1"),
        ("", ""),
        ("not an address", ""),
    ],
)
def test_a_peer_is_an_ipv4_address_or_a_network_of_ipv6(address, expected):
    assert network(of(address)) == expected


def test_a_pseudonym_depends_on_the_secret_key(settings):
    first = pseudonym(of("192.0.2.1"))
    assert first == pseudonym(of("192.0.2.1"))
    assert first != pseudonym(of("192.0.2.2"))
    settings.SECRET_KEY = "another"
    assert first != pseudonym(of("192.0.2.1"))
