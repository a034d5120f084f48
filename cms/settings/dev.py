"""For your own machine: debug pages on, data under `var/`, a key that protects nothing."""

from .base import *  # noqa: F403 -- Django's way to extend settings
from .base import CONTENT_SECURITY_POLICY, VAR_DIR, WAGTAILADMIN_BASE_URL, env

DEBUG = True
VAR_DIR.mkdir(exist_ok=True)  # for the database file
VAR_DIR.chmod(0o700)  # an older one was open to others
CHECK_DECLARATIONS = True
SECRET_KEY = "insecure-development-key"  # noqa: S105 -- production refuses to start with it
SEALING_KEYS = env.list("SEALING_KEYS", default=["aW5zZWN1cmUtZGV2ZWxvcG1lbnQta2V5LTMyLWJ5dGU="])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[".localhost", "127.0.0.1", "[::1]"])
if env("HOST", default=""):
    ALLOWED_HOSTS.append(env("HOST"))
# Any frontend on this machine, on any port.
CORS_ALLOWED_ORIGIN_REGEXES = [r"^https?://(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$"]
# Without a frontend, readers use the reading room.
READING_ROOM = env.bool("READING_ROOM", default=True)
if READING_ROOM:
    FRONTEND_URL = env("FRONTEND_URL", default=WAGTAILADMIN_BASE_URL).rstrip("/")
# The demo's accounts have their names as passwords; security keys work without TLS.
SECOND_FACTOR = env.bool("SECOND_FACTOR", default=False)
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
CONTENT_SECURITY_POLICY["DIRECTIVES"]["frame-src"].append("http:")  # previews on this machine
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
