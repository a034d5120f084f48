"""Each check finds its fault, says how to fix it, and is silent without one."""

from io import StringIO
from pathlib import Path
from types import SimpleNamespace

import pytest
import requests
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.test import Client
from django.utils import timezone

from cms.clock.models import JobRun
from home.doctor import checks, database, files, request, services, watching
from tests.factories import LetterPageFactory

pytestmark = pytest.mark.django_db


def said(check):
    return [fault.says for fault in check()]


@pytest.fixture
def folders(settings, tmp_path):
    """Storages of this test's own."""
    settings.MEDIA_ROOT = str(tmp_path / "media")
    options = settings.STORAGES["private"]["OPTIONS"] | {"location": str(tmp_path / "private")}
    private = settings.STORAGES["private"] | {"OPTIONS": options}
    settings.STORAGES = settings.STORAGES | {"private": private, "default": private}
    return tmp_path


QUIET = [
    *(database.database, database.system_clock, database.migrations, database.triggers),
    *(database.indexes, database.search, services.email),
    *(files.private_storage, files.public_storage, files.media_without_files),
    files.files_without_media,
]


@pytest.mark.parametrize("check", QUIET, ids=lambda check: check.__name__)
def test_a_sound_installation_has_no_fault(check, folders):
    assert said(check) == []


def test_a_probe_leaves_no_file(folders):
    assert said(files.private_storage) + said(files.public_storage) == []
    assert [path for path in folders.rglob("*") if path.is_file()] == []


def test_a_missing_trigger_and_index_are_named():
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX content_change_parents")
    assert "content_change_parents" in said(database.triggers)[0]


def test_a_migration_that_was_not_applied_is_named(monkeypatch):
    recorder = "django.db.migrations.recorder.MigrationRecorder.applied_migrations"
    monkeypatch.setattr(recorder, lambda _self: {})
    assert "migrations are not applied" in said(database.migrations)[0]


def test_clocks_that_differ_are_named(monkeypatch):
    monkeypatch.setattr(database, "connection", SimpleNamespace(vendor="postgresql"))
    late = timezone.now() - 2 * database.SKEW
    monkeypatch.setattr(database, "_one", lambda _sql: late)
    assert "10 seconds apart" in said(database.system_clock)[0]


def test_a_database_that_takes_no_writes_is_named(monkeypatch):
    monkeypatch.setattr(database, "connection", SimpleNamespace(vendor="postgresql"))
    answers = {"SHOW transaction_read_only": "on", "SHOW server_encoding": "SQL_ASCII"}
    monkeypatch.setattr(database, "_one", answers.get)
    assert [sentence.split()[-1] for sentence in said(database.database)] == ["writes.", "UTF-8."]


def test_a_document_that_the_search_does_not_know_is_counted():
    letter = LetterPageFactory()
    letter.save_revision()
    letter.search_entry.delete()
    letter.admin_search_entry.delete()
    assert [sentence.partition(" are")[0] for sentence in said(database.search)] == [
        "1 public documents", "1 pages",
    ]  # fmt: skip


def test_a_cache_that_keeps_nothing_or_is_not_shared_is_named(settings, monkeypatch):
    monkeypatch.setenv("WORKERS", "2")
    settings.CACHES = {name: {"BACKEND": LOCAL} for name in settings.CACHES}
    monkeypatch.setattr(services, "cached_value", lambda: False)
    assert [sentence[:9] for sentence in said(services.shared_cache)] == ["The cache", "Each proc"]


LOCAL = "django.core.cache.backends.locmem.LocMemCache"


def test_a_clock_that_stands_is_named():
    assert "never ran" in said(services.scheduled_jobs)[0]
    long_ago = timezone.now() - timezone.timedelta(days=2)
    JobRun.objects.create(name="schedule", started_at=long_ago, succeeded_at=long_ago)
    assert "The job schedule is overdue." in said(services.scheduled_jobs)


def test_e_mail_that_cannot_be_sent_is_named(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert said(services.email) == ["No e-mail can be sent: ConnectionRefusedError."]


def test_an_open_private_folder_is_named(folders):
    Path(folders / "private").mkdir(mode=0o755)
    Path(folders / "private").chmod(0o755)
    assert "is open to other users" in said(files.private_storage)[0]


def test_a_private_bucket_that_everybody_can_read_is_named(monkeypatch):
    client = SimpleNamespace(meta=SimpleNamespace(endpoint_url="https://s3.example.org"))
    bucket = SimpleNamespace(meta=SimpleNamespace(client=client))
    storage = SimpleNamespace(bucket=bucket, bucket_name="originals")
    asked = []

    def get(address, timeout):
        asked.append(address)
        return SimpleNamespace(content=b"secret")

    monkeypatch.setattr(requests, "get", get)
    [fault] = files._is_closed(storage, "a b.txt", b"secret")
    assert "Everybody can read the private bucket originals" in fault.says
    assert asked == ["https://s3.example.org/originals/a%20b.txt"]
    assert list(files._is_closed(storage, "a b.txt", b"another")) == []


def test_a_public_bucket_that_is_closed_is_named(monkeypatch):
    answer = SimpleNamespace(content=b"AccessDenied", status_code=403)
    monkeypatch.setattr(requests, "get", lambda *_args, **_options: answer)
    storage = SimpleNamespace(url=lambda name: f"https://files.example.org/{name}")
    [fault] = files._is_open(storage, "a.txt", b"shown")
    assert fault.says.endswith("403.")


def test_missing_and_left_over_files_are_named(folders, monkeypatch):
    named = {files.StoredFile("private", "originals/gone.pdf")}
    monkeypatch.setattr(files, "named_files", lambda: named)
    storages["private"].save("originals/nobodys.pdf", ContentFile(b"a"))
    assert "originals/gone.pdf" in said(files.media_without_files)[0]
    assert said(files.files_without_media) == []  # it may be an upload under way
    monkeypatch.setattr(files, "YOUNG", -files.YOUNG)
    assert "originals/nobodys.pdf" in said(files.files_without_media)[0]


def test_a_full_disk_is_named(folders, monkeypatch):
    storages["private"].save("a.txt", ContentFile(b"a"))
    usage = SimpleNamespace(free=200 * 2**20, total=4000 * 2**20)
    monkeypatch.setattr(files.shutil, "disk_usage", lambda _folder: usage)
    assert "200 MB left of 4000" in said(files.free_space)[0]


@pytest.fixture
def proxy(monkeypatch, settings):
    """What is asked by HTTP comes to this process, with the headers that a proxy makes of it."""
    settings.ALLOWED_HOSTS = ["cms.example.org"]
    settings.WAGTAILADMIN_BASE_URL = "https://cms.example.org"
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.TRUSTED_PROXIES = 1
    adds = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.77, 198.51.100.1"}

    def get(address, headers, timeout):
        path = address.removeprefix("https://cms.example.org")
        answer = Client(HTTP_HOST="cms.example.org").get(path, headers=headers | adds)
        return SimpleNamespace(ok=answer.status_code == 200, json=answer.json)

    monkeypatch.setattr(requests, "get", get)
    return adds


def test_a_proxy_that_does_its_part_has_no_fault(proxy):
    assert said(request.tls_and_proxies) == []


def test_a_proxy_that_does_not_is_named(proxy):
    proxy.clear()
    assert [sentence.split()[0] for sentence in said(request.tls_and_proxies)] == [
        "Requests",
        "Who",
    ]


def test_another_installation_at_its_address_is_named(proxy, monkeypatch):
    monkeypatch.setattr(request, "doctors_header", lambda: {"X-Doctor": "forged"})
    assert "Another installation" in said(request.tls_and_proxies)[0]


@pytest.fixture
def shown(monkeypatch, settings):
    """Where metrics are shown, each with the token that it asks for."""
    settings.WAGTAILADMIN_BASE_URL = "https://cms.example.org"
    monkeypatch.setenv("METRICS_ADDRESS", "0.0.0.0:9464")
    monkeypatch.setenv("METRICS_TOKEN", "token")
    places = {"http://127.0.0.1:9464/metrics": "Bearer token"}

    def get(address, headers, **_options):
        if address not in places:
            raise requests.ConnectionError
        is_known = places[address] in ("", headers.get("Authorization"))
        return SimpleNamespace(status_code=200 if is_known else 401, text="archive_workers 2.0")

    monkeypatch.setattr(requests, "get", get)
    return places


def test_metrics_for_who_has_the_token_are_no_fault(shown):
    assert said(watching.metrics) == []


def test_the_token_is_shown_to_no_proxy(monkeypatch):
    def send(adapter, request, **options):
        asked.append((request.url, options["proxies"].get("http")))
        raise requests.ConnectionError

    asked = []
    monkeypatch.setenv("METRICS_ADDRESS", "127.0.0.1:9464")
    monkeypatch.setenv("METRICS_TOKEN", "token")
    monkeypatch.setenv("HTTP_PROXY", "http://192.0.2.1:3128")
    monkeypatch.setattr(requests.adapters.HTTPAdapter, "send", send)
    said(watching.metrics)
    assert ("http://127.0.0.1:9464/metrics", "") in asked


def test_metrics_that_are_not_shown_are_named(shown):
    shown.clear()
    assert said(watching.metrics) == ["No metrics are shown at http://127.0.0.1:9464/metrics."]


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("http://127.0.0.1:9464/metrics", "Metrics are shown at {} without the token."),
        ("http://cms.example.org:9464/metrics", "Everybody can see metrics at {}."),
        ("https://cms.example.org/metrics", "Everybody can see metrics at {}."),
    ],
)
def test_metrics_that_others_see_are_named(shown, address, sentence):
    shown[address] = ""
    assert said(watching.metrics) == [sentence.format(address)]


@pytest.mark.parametrize(
    ("name", "check"),
    [("SENTRY_DSN", "error_reports"), ("OTEL_EXPORTER_OTLP_ENDPOINT", "traces")],
)
def test_who_is_told_of_errors_and_traces_and_does_not_answer_is_named(monkeypatch, name, check):
    def get(address, **_options):
        asked.append(address)
        if len(asked) > 1:
            raise requests.ConnectionError

    asked = []
    monkeypatch.setenv(name, "http://key@127.0.0.1:9/1")
    monkeypatch.setattr(requests, "get", get)
    assert said(getattr(watching, check)) == []
    [sentence] = said(getattr(watching, check))
    assert sentence.startswith("Nobody answers at the ")
    assert "key" not in sentence


def test_who_watches_by_nothing_has_no_fault():
    assert said(watching.metrics) + said(watching.error_reports) + said(watching.traces) == []


def test_nobody_else_is_told_what_a_request_looks_like(client):
    assert client.get("/healthz", headers={"X-Doctor": "doctor"}).json() == {"status": "ok"}


def test_the_command_goes_on_after_a_check_that_fails_and_ends_with_1(monkeypatch):
    def broken():
        raise DatabaseError("password=hunter2")

    def sound():
        return iter(())

    monkeypatch.setattr("home.management.commands.doctor.CHECKS", [broken, sound])
    output = StringIO()
    with pytest.raises(SystemExit) as end:
        call_command("doctor", stdout=output)
    assert end.value.code == 1
    assert "fault  broken\n       It cannot be looked at: DatabaseError." in output.getvalue()
    assert "ok     sound" in output.getvalue()
    assert "hunter2" not in output.getvalue()


def test_every_check_says_what_it_is_for():
    assert all(check.__doc__ for check in checks.CHECKS)
