"""For a public server: everything comes from the environment, and unsafe settings are refused."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from cms.door.folders import open_to_others
from cms.door.headers import close
from cms.logs.request_id import with_request_id
from cms.reports import sentry

from .base import *  # noqa: F403 -- Django's way to extend settings
from .base import (
    DATABASES,
    FRONTEND_URL,
    MIDDLEWARE,
    STORAGES,
    VAR_DIR,
    WAGTAILADMIN_BASE_URL,
    env,
)
from .refusals import refusals

if sentences := list(refusals(os.environ)):
    raise ImproperlyConfigured("\n".join(sentences))
own_paths = [VAR_DIR]
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    own_paths.append(Path(DATABASES["default"]["NAME"]))
if sentences := list(open_to_others(*own_paths)):
    raise ImproperlyConfigured("\n".join(sentences))

DEBUG = False
SECRET_KEY = env("SECRET_KEY")
ALLOWED_HOSTS = [host.strip() for host in env.list("ALLOWED_HOSTS") if host.strip()]
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

own_address = f"https://{ALLOWED_HOSTS[0].removeprefix('.')}"
FRONTEND_URL = FRONTEND_URL if "FRONTEND_URL" in os.environ else own_address
WAGTAILADMIN_BASE_URL = WAGTAILADMIN_BASE_URL if "ADMIN_URL" in os.environ else own_address

SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # health checks come without TLS, from inside
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("SECURE_HSTS_INCLUDE_SUBDOMAINS", default=True)
SECURE_HSTS_PRELOAD = env.bool("SECURE_HSTS_PRELOAD", default=False)
# Preloading binds a domain for years and is hard to undo: its owner decides.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
# A header is trusted only if a proxy in front sets or removes it on every request.
if header := env("SECURE_PROXY_SSL_HEADER", default=""):
    SECURE_PROXY_SSL_HEADER = (f"HTTP_{header.upper().replace('-', '_')}", "https")

if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    DATABASES["default"].setdefault("CONN_MAX_AGE", 60)
    DATABASES["default"].setdefault("CONN_HEALTH_CHECKS", True)
    # A lost server is noticed within seconds, whether it refuses or does not answer.
    DATABASES["default"]["OPTIONS"] = {
        "connect_timeout": 3,
        "keepalives_idle": 10,
        "keepalives_interval": 5,
        "keepalives_count": 2,
        "tcp_user_timeout": 10_000,  # milliseconds
    } | DATABASES["default"].get("OPTIONS", {})

MIDDLEWARE.insert(
    MIDDLEWARE.index("django.middleware.security.SecurityMiddleware") + 1,
    "whitenoise.middleware.WhiteNoiseMiddleware",
)
WHITENOISE_ADD_HEADERS_FUNCTION = close
STORAGES["staticfiles"] = {
    "BACKEND": "cms.static_files.StaticFiles",
}

EMAIL_TIMEOUT = 10  # seconds: submitting a page waits for its letters
email = env.email_url("EMAIL_URL", default="smtp://localhost:25")
if email["EMAIL_BACKEND"] == "django.core.mail.backends.smtp.EmailBackend":
    email["EMAIL_BACKEND"] = "cms.outages.smtp.EmailBackend"
vars().update(email)
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default=f"archive@{own_address[8:]}")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request": {"()": lambda: with_request_id}},
    "formatters": {
        "line": {"format": "{asctime} {levelname} {request_id} {name}: {message}", "style": "{"},
        "json": {"()": "cms.logs.lines.JSONLines"},
    },
    "handlers": {
        "stdout": {
            "class": "logging.StreamHandler",
            "stream": "ext://sys.stdout",
            "formatter": env("LOG_FORMAT", default="line"),
            "filters": ["request"],
        }
    },
    "loggers": {
        "django.request": {"level": "ERROR"},  # cms.serve logs what was not found, more briefly
        "django.security.DisallowedHost": {"level": "CRITICAL"},  # scanners, all day long
        "pikepdf": {"level": "WARNING"},  # logs its start in every process
        "axes": {"level": "ERROR"},  # cms.door logs the same more briefly
        "wagtail": {"level": "WARNING"},  # names each saved page, hidden ones too
        "cms.workers.queue": {"level": "ERROR"},  # a line for each request that waits for a thread
        "waitress": {"level": "WARNING"},  # names requests of clients that disconnected
        "django_tasks": {"level": "WARNING"},  # several lines for each save
    },
    "root": {"handlers": ["stdout"], "level": env("LOG_LEVEL", default="INFO")},
}

if dsn := env("SENTRY_DSN", default=""):
    sentry.start(dsn)
