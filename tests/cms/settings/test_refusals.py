"""What a public server must not start with."""

import pytest

from cms.settings.refusals import refusals

GOOD = {
    "SECRET_KEY": "r7Wq1ZkV0yXc9NbLh3TtJp5GsD8fMaEu2RiOoC4xYvHw6KzQnB",
    "SEALING_KEYS": "tVX0bDgTqAh9yqkOykgVwBRSM0gXqRJL4GU8Oj4bqQ4=",
    "ALLOWED_HOSTS": "cms.example.org,.example.net",
    "DATABASE_URL": "postgres://archive@db/archive",
    "FRONTEND_URL": "https://www.example.org",
}


def test_a_good_environment_is_not_refused():
    assert list(refusals(GOOD)) == []


def test_everything_missing_is_named_at_once():
    names = [sentence.split()[0] for sentence in refusals({})]
    assert names == ["SECRET_KEY", "SEALING_KEYS", "ALLOWED_HOSTS", "DATABASE_URL"]


@pytest.mark.parametrize(
    ("name", "value", "beginning"),
    [
        ("SECRET_KEY", "", "SECRET_KEY is missing"),
        ("SEALING_KEYS", " ,", "SEALING_KEYS is missing"),
        ("SEALING_KEYS", "short", "SEALING_KEYS is unsafe"),
        ("SEALING_KEYS", "aW5zZWN1cmUtdGVzdC1rZXktb2YtMzItYnl0ZXMhISE=", "SEALING_KEYS is unsafe"),
        (
            "SEALING_KEYS",
            GOOD["SEALING_KEYS"] + ",QUFBQUFB",
            "SEALING_KEYS is unsafe",
        ),
        ("SECRET_KEY", "short", "SECRET_KEY is unsafe"),
        ("SECRET_KEY", "abab" * 20, "SECRET_KEY is unsafe"),
        ("SECRET_KEY", "django-insecure-" + GOOD["SECRET_KEY"], "SECRET_KEY is unsafe"),
        ("ALLOWED_HOSTS", " , ", "ALLOWED_HOSTS is missing"),
        ("ALLOWED_HOSTS", "cms.example.org,*", "ALLOWED_HOSTS is unsafe"),
        ("DATABASE_URL", "", "DATABASE_URL is missing"),
        ("DATABASE_URL", "my database", "DATABASE_URL is not an address"),
        ("TRUSTED_PROXIES", "-1", "TRUSTED_PROXIES is not a number"),
        ("TRUSTED_PROXIES", "one", "TRUSTED_PROXIES is not a number"),
        ("SECURE_PROXY_SSL_HEADER", "X-Forwarded-Proto", "TRUSTED_PROXIES is missing"),
        ("DEBUG", "True", "DEBUG is unsafe"),
        ("LOG_FORMAT", "xml", "LOG_FORMAT is neither line nor json"),
        ("FRONTEND_URL", "www.example.org", "FRONTEND_URL is not an address"),
        ("METRICS_ADDRESS", "9464", "METRICS_ADDRESS is no IP address with a port"),
        ("METRICS_ADDRESS", "0.0.0.0:9464", "METRICS_TOKEN is missing or short"),
        ("SENTRY_DSN", "https://sentry.example.org/1", "SENTRY_DSN is no address of a project"),
        ("ADMIN_URL", "javascript:", "ADMIN_URL is not an address"),
        ("CACHE_TAG_HEADER", "Tags", "CACHE_TAG_HEADER is 'Tags'"),
        ("VARNISH_URLS", "http://10.0.0.2", "CACHE_TAG_HEADER is 'Cache-Tag'"),
        ("CLOUDFLARE_ZONE_ID", "z1", "CLOUDFLARE_API_TOKEN is missing"),
    ],
)
def test_a_missing_or_unsafe_value_is_named(name, value, beginning):
    [sentence] = refusals(GOOD | {name: value})
    assert sentence.startswith(beginning)


def test_a_proxy_that_is_counted_is_not_refused():
    proxy = {"SECURE_PROXY_SSL_HEADER": "X-Forwarded-Proto", "TRUSTED_PROXIES": "1"}
    assert list(refusals(GOOD | proxy)) == []


def test_a_cache_that_can_be_purged_is_not_refused():
    fastly = {"FASTLY_SERVICE_ID": "s1", "FASTLY_API_TOKEN": "word"}
    assert list(refusals(GOOD | fastly | {"CACHE_TAG_HEADER": "Surrogate-Key"})) == []


def test_a_refused_key_is_not_repeated():
    assert "hunter2" not in "".join(refusals(GOOD | {"SECRET_KEY": "hunter2"}))
