"""What a public server must not start with: pure, and reports everything at once."""

from base64 import b64decode
from collections.abc import Iterator, Mapping

import environ

from cms.door.environment import refused_limits
from cms.metrics.environment import refused_metrics
from cms.reports.sentry import refused_sentry

CACHE_TAG_HEADERS = ("Cache-Tag", "Surrogate-Key", "xkey")
# The header that each cache reads its tags from, and the settings for purging it.
CACHES_IN_FRONT = {
    "VARNISH_URLS": ("xkey", ""),
    "FASTLY_SERVICE_ID": ("Surrogate-Key", "FASTLY_API_TOKEN"),
    "CLOUDFLARE_ZONE_ID": ("Cache-Tag", "CLOUDFLARE_API_TOKEN"),
}


def refusals(environment: Mapping[str, str]) -> Iterator[str]:
    """Yield one sentence for each missing or unsafe value; none of them repeats a secret."""
    yield from secret_key(environment.get("SECRET_KEY", ""))
    yield from sealing_keys(environment)
    yield from allowed_hosts(environment.get("ALLOWED_HOSTS", ""))
    yield from database_url(environment.get("DATABASE_URL", ""))
    yield from trusted_proxies(environment)
    yield from cache_tag_header(environment)
    yield from second_factor(environment.get("SECOND_FACTOR", ""))
    yield from refused_limits(environment)
    yield from refused_metrics(environment)
    yield from refused_sentry(environment)
    if environment.get("LOG_FORMAT", "line") not in ("line", "json"):
        yield "LOG_FORMAT is neither line nor json: leave it unset for lines of text."
    if environment.get("DEBUG", "").lower() in environ.Env.BOOLEAN_TRUE_STRINGS:
        yield "DEBUG is unsafe here: it shows settings and code to every reader, so leave it unset."
    for name in ("FRONTEND_URL", "ADMIN_URL"):
        if not environment.get(name, "https://").startswith(("https://", "http://")):
            yield f"{name} is not an address: it starts with https://, like https://www.example.org."


def cache_tag_header(environment: Mapping[str, str]) -> Iterator[str]:
    """A cache that reads its tags from another header would keep what was withdrawn."""
    name = environment.get("CACHE_TAG_HEADER", "Cache-Tag")
    if name not in CACHE_TAG_HEADERS:
        yield f"CACHE_TAG_HEADER is {name!r}: it is one of {', '.join(CACHE_TAG_HEADERS)}."
        return
    for setting, (header, token) in CACHES_IN_FRONT.items():
        if environment.get(setting) and name != header:
            yield f"CACHE_TAG_HEADER is {name!r}: the cache of {setting} reads {header}."
        if environment.get(setting) and token and not environment.get(token):
            yield f"{token} is missing: without it the cache of {setting} keeps what is taken back."


def secret_key(key: str) -> Iterator[str]:
    if not key:
        yield "SECRET_KEY is missing: set it to 50 or more random characters that nobody knows."
    elif len(key) < 50 or len(set(key)) < 5 or key.startswith(("django-insecure-", "insecure-")):
        yield "SECRET_KEY is unsafe: it needs 50 or more random characters that nobody knows."


def sealing_keys(environment: Mapping[str, str]) -> Iterator[str]:
    """Each is a Fernet key: 32 random bytes in URL-safe base64."""
    keys = [key.strip() for key in environment.get("SEALING_KEYS", "").split(",") if key.strip()]
    ask = "make one with openssl rand -base64 32 | tr +/ -_"
    if not keys:
        yield f"SEALING_KEYS is missing: {ask}, and keep it apart from the backups."
    elif not all(map(_is_strong, keys)) or environment.get("SECRET_KEY") in keys:
        yield f"SEALING_KEYS is unsafe: each is 32 random bytes in base64; {ask}."


def _is_strong(key: str) -> bool:
    try:
        content = b64decode(key.encode(), altchars=b"-_", validate=True)
    except ValueError:
        return False
    # Of 32 random bytes hardly any repeats; passwords are mostly letters.
    return len(content) == 32 and len(set(content)) > 20 and not content.isascii()


def allowed_hosts(hosts: str) -> Iterator[str]:
    if not hosts.strip(" ,"):
        yield "ALLOWED_HOSTS is missing: name the hosts that this server answers for, with commas."
    elif "*" in hosts:
        yield "ALLOWED_HOSTS is unsafe: name each host instead of *, or a domain as .example.org."


def database_url(url: str) -> Iterator[str]:
    if not url:
        yield "DATABASE_URL is missing: set it, for example, to postgres://user:password@host/name."
    elif url.split(":")[0] not in environ.Env.DB_SCHEMES:
        yield "DATABASE_URL is not an address: it looks like postgres://user:password@host/name."


def second_factor(value: str) -> Iterator[str]:
    if value and value.lower() not in environ.Env.BOOLEAN_TRUE_STRINGS:
        yield "SECOND_FACTOR is unsafe here: who may publish needs a second factor, so unset it."


def trusted_proxies(environment: Mapping[str, str]) -> Iterator[str]:
    """Refuse a wrong number: all readers would be one client, or could forge their address."""
    number = environment.get("TRUSTED_PROXIES", "")
    if number and not (number.isascii() and number.isdigit()):
        yield "TRUSTED_PROXIES is not a number: say how many proxies are in front, like 1."
    if environment.get("SECURE_PROXY_SSL_HEADER") and number in ("", "0"):
        yield (
            "TRUSTED_PROXIES is missing: there is a proxy in front, by SECURE_PROXY_SSL_HEADER, "
            "so say how many there are."
        )
