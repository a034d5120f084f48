"""The production settings, started as a server starts them: in a process of their own.

To start a process takes three seconds of CPU: two answer for all settings, one where nothing is
named that has a default, and one where all of it is.
"""

import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from .test_refusals import GOOD

ROOT = Path(__file__).parents[3]
SHOW = """
import sys, django
django.setup()
from django.conf import settings
for expression in sys.stdin:
    print(eval(expression), flush=True)
"""
# None of them decides what another one means.
NAMED = {
    "CACHE_URL": "redis://cache:6379/0",
    "CORS_ALLOWED_ORIGINS": "https://www.example.org",
    "EMAIL_URL": "smtp+tls://archive:secret@mail.example.org:587",
    "GRAPHQL_KEPT_BYTES": "1048576",
    "GRAPHQL_RATE_LIMIT": "0",
    "SECURE_PROXY_SSL_HEADER": "X-Forwarded-Proto",
    "TRUSTED_PROXIES": "2",
}


def environment(folder, **changes):
    return {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "cms.settings.production",
        **GOOD,
        "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
        **changes,
    }


@pytest.fixture
def production(tmp_path):
    """Run Python with the production settings and a good environment, or a changed one."""

    def run(*arguments, **changes):
        return subprocess.run(
            [sys.executable, *arguments],
            env=environment(tmp_path, **changes),
            cwd=ROOT,
            capture_output=True,
            text=True,
        )

    return run


@pytest.fixture(scope="module")
def setting(tmp_path_factory):
    """Read one expression over the production settings where only what must be named is."""
    with settings_of(tmp_path_factory.mktemp("production")) as read:
        yield read


@pytest.fixture(scope="module")
def named_setting(tmp_path_factory):
    """Read one expression over the production settings of NAMED."""
    with settings_of(tmp_path_factory.mktemp("named"), **NAMED) as read:
        yield read


@contextmanager
def settings_of(folder, **changes):
    errors = folder / "errors"
    with (
        errors.open("w") as stderr,
        subprocess.Popen(
            [sys.executable, "-c", SHOW],
            env=environment(folder, **changes),
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
        ) as process,
    ):

        def read(expression):
            process.stdin.write(f"{expression}\n")
            process.stdin.flush()
            answer = process.stdout.readline().strip()
            assert errors.read_text() == ""
            return answer

        yield read


def test_start_is_refused_with_every_reason(production):
    process = production("manage.py", "check", SECRET_KEY="", ALLOWED_HOSTS="", DATABASE_URL="")
    assert process.returncode != 0
    for name in ("SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL"):
        assert f"{name} is missing" in process.stderr


def test_deploy_check_has_nothing_to_say(production):
    process = production("-W", "error", "manage.py", "check", "--deploy", "--fail-level", "DEBUG")
    assert (process.returncode, process.stderr) == (0, "")


def test_frontend_defaults_to_the_own_host(setting):
    assert setting("settings.FRONTEND_URL") == "https://www.example.org"
    assert setting("settings.WAGTAILADMIN_BASE_URL") == "https://cms.example.org"


def test_a_proxy_is_believed_only_when_named(setting, named_setting):
    header = "settings.SECURE_PROXY_SSL_HEADER"
    assert setting(header) == "None"
    assert named_setting(header) == "('HTTP_X_FORWARDED_PROTO', 'https')"


def test_no_mail_server_is_waited_for_without_end(named_setting):
    mail = "__import__('django.core.mail').core.mail.get_connection().timeout"
    assert named_setting(mail) == "10"


def test_redis_holds_the_cache_when_named(named_setting):
    assert "redis" in named_setting("settings.CACHES['default']['BACKEND']").lower()


def test_the_rate_of_clients_is_the_environments(setting, named_setting):
    limit = "__import__('cms.graphql.limits.settings').graphql.limits.settings.RATE()"
    assert setting(limit) == "1000000"
    assert named_setting(limit) == "0"
    assert setting("settings.TRUSTED_PROXIES") == "0"
    assert named_setting("settings.TRUSTED_PROXIES") == "2"


def test_how_much_is_kept_of_answers_is_the_environments(setting, named_setting):
    kept = "__import__('cms.graphql.limits.settings').graphql.limits.settings.KEPT_BYTES()"
    assert named_setting(kept) == "1048576"
    assert setting(kept) == str(32 * 1024 * 1024)


def test_writers_of_sqlite_take_turns(setting):
    assert setting("settings.DATABASES['default']['ENGINE']") == "cms.sqlite3"


@pytest.mark.parametrize("read", ["setting", "named_setting"])
def test_what_clients_have_spent_is_where_the_cache_is_and_apart(request, read):
    setting = request.getfixturevalue(read)  # in memory, and in Redis
    default, rates = (f"settings.CACHES['{alias}']['BACKEND']" for alias in ("default", "rates"))
    assert setting(f"{default} == {rates}") == "True"
    location = "settings.CACHES['rates']['LOCATION']"
    assert setting(location) in ("rates", NAMED["CACHE_URL"])


def test_other_origins_reach_only_the_api(setting, named_setting):
    assert setting("settings.CORS_ALLOWED_ORIGINS") == "[]"
    origin = NAMED["CORS_ALLOWED_ORIGINS"]
    assert named_setting("settings.CORS_ALLOWED_ORIGINS") == f"['{origin}']"


@pytest.mark.parametrize("logger", ["wagtail", "wagtail.models", "django_tasks"])
def test_the_log_names_no_page_that_an_editor_saves(setting, logger):
    listens = "__import__('logging').getLogger('{}').isEnabledFor({})"
    assert setting(listens.format(logger, 20)) == "False"
    assert setting(listens.format(logger, 30)) == "True"
