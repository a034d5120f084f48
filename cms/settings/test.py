"""For the test suite: nothing is shared with the development data."""

import atexit
import shutil
import tempfile
from pathlib import Path

from .base import *  # noqa: F403 -- Django's way to extend settings
from .base import CONTENT_SECURITY_POLICY, DATABASES, STORAGES, env

DEBUG = False
CHECK_DECLARATIONS = env.bool("CHECK_DECLARATIONS", default=True)  # benchmarks go without
SECRET_KEY = "insecure-test-key"  # noqa: S105 -- tests only
SEALING_KEYS = ["aW5zZWN1cmUtdGVzdC1rZXktb2YtMzItYnl0ZXMhISE="]
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CLEANING_SECONDS = 0  # in the tests' own process, which has the libraries loaded
SECOND_FACTOR = False  # accounts in tests have at most a password, except in tests of the login
LETTERS_WAIT = 0
CONTENT_SECURITY_POLICY["DIRECTIVES"]["frame-src"].append("http:")  # previews on this machine
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
FRONTEND_URL = "https://www.example.org"
GRAPHQL_RATE_LIMIT = IMAGE_MAKING_SECONDS = 0  # all tests are one client
# Only tests of kept answers keep answers.
GRAPHQL_KEPT_BYTES = env.int("GRAPHQL_KEPT_BYTES", default=0)
GRAPHQL_SECONDS = GRAPHQL_STATEMENT_SECONDS = 600.0  # for busy machines

# A test's transaction never commits, but its writes must be visible.
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

# A folder for each process, deleted at its end.
FILES = Path(tempfile.mkdtemp(prefix="archive-tests-"))
atexit.register(shutil.rmtree, FILES, ignore_errors=True)
MEDIA_ROOT = FILES / "media"
STORAGES["private"]["OPTIONS"]["location"] = FILES / "private"
if not env("DATABASE_URL", default=""):
    # A file, so that threads meet the same locks as in production.
    DATABASES["default"] |= {"NAME": ":memory:", "TEST": {"NAME": str(FILES / "test.sqlite3")}}
    # One test at a time has the writers' lock: our engine would pause between them.
    DATABASES["default"]["ENGINE"] = "django.db.backends.sqlite3"
