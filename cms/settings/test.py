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
SECOND_FACTOR = False  # a test's accounts have a password at most; those of the door have more
LETTERS_WAIT = 0
CONTENT_SECURITY_POLICY["DIRECTIVES"]["frame-src"].append("http:")  # previews on this machine
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
FRONTEND_URL = "https://www.example.org"
GRAPHQL_RATE_LIMIT = IMAGE_MAKING_SECONDS = 0  # one client asks everything here
# Every test makes its answers, but for those of kept ones.
GRAPHQL_KEPT_BYTES = env.int("GRAPHQL_KEPT_BYTES", default=0)
GRAPHQL_SECONDS = GRAPHQL_STATEMENT_SECONDS = 600.0  # on a machine that may be busy

# A test's transaction never commits, and what it writes must be found.
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

# One folder for each process, gone when it ends.
FILES = Path(tempfile.mkdtemp(prefix="archive-tests-"))
atexit.register(shutil.rmtree, FILES, ignore_errors=True)
MEDIA_ROOT = FILES / "media"
STORAGES["private"]["OPTIONS"]["location"] = FILES / "private"
if not env("DATABASE_URL", default=""):
    # A file, so that threads meet the locks that they would meet in production.
    DATABASES["default"] |= {"NAME": ":memory:", "TEST": {"NAME": str(FILES / "test.sqlite3")}}
    # One test after the other holds the lock of writers: our engine would pause between them.
    DATABASES["default"]["ENGINE"] = "django.db.backends.sqlite3"
