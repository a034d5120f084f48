"""Runs old code with a new database: `python -m tests.side_by_side COMMIT`.

A server of COMMIT's code answers readers, and an editor with that code publishes, copies and
uploads, before, during and after this checkout's `migrate`; then a server of this checkout runs
beside it. Failures are printed for each part. It needs git and PostgreSQL.
"""

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tests import postgres
from tests.cms.settings.test_refusals import GOOD
from tests.faults import load, server

ROOT = Path(__file__).parents[1]
SECONDS = 15  # of each part without a length of its own
ASKED = (
    "{ entries(first: 20) { totalCount nodes { title url } facets { years { year count } } } }",
    '{ search(query: "the", first: 10) { totalCount } }',
    "{ __typename }",
)
EDITOR = """
import io, json, sys, time
from PIL import Image
from django.core.files.base import ContentFile
from wagtail.images import get_image_model
from wagtail.models import Page

pages = {type(page): page for page in Page.objects.live().filter(depth__gt=2).specific()}
def edit(page):
    page = type(page).objects.get(pk=page.pk)
    page.title += "."
    page.save_revision().publish()
def copy(page, number):
    page.copy(update_attrs={"slug": f"{page.slug}-{number}", "title": f"{page.title} {number}"})
def upload(number):
    file = io.BytesIO()
    Image.new("RGB", (64, 64), (number % 256, 0, 0)).save(file, "PNG")
    get_image_model().objects.create(title="x", file=ContentFile(file.getvalue(), f"{number}.png"))
number = 0
while True:
    for page in pages.values():
        number += 1
        name = type(page).__name__
        acts = {
            f"edit {name}": lambda: edit(page),
            f"copy {name}": lambda: copy(page, number),
            "upload": lambda: upload(number),
        }
        for what, act in acts.items():
            begun, error = time.monotonic(), ""
            try:
                act()
            except Exception as fault:
                error = f"{type(fault).__name__}: {str(fault).splitlines()[0]}"
            print(json.dumps([what, error, time.monotonic() - begun]), flush=True)
            time.sleep(0.2)
"""


class Seen:
    """What readers and the editor saw in the current part."""

    def __init__(self) -> None:
        self.part = "before"
        self.rows: dict[tuple[str, str], list[tuple[str, float]]] = {}

    def add(self, what: str, error: str, seconds: float) -> None:
        self.rows.setdefault((self.part, what), []).append((error, seconds))

    def report(self) -> int:
        failed = 0
        for (part, what), seen in self.rows.items():
            errors = [error for error, _ in seen if error]
            failed += len(errors)
            slowest = max(seconds for _, seconds in seen)
            print(
                f"{part:10} {what:28} {len(seen):4} asked, {len(errors):3} failed,"
                f" slowest {slowest:.1f} s  {errors[0] if errors else ''}"
            )
        return failed


def read(port: int, seen: Seen, name: str, stopped: threading.Event) -> None:
    number = 0
    while not stopped.wait(0.2):
        number += 1
        begun, error = time.monotonic(), ""
        try:
            body = json.dumps({"query": ASKED[number % len(ASKED)]})
            status, _, answer = load.ask(port, "POST", "/graphql/", body)
            if status != 200 or b'"errors"' in answer:
                error = f"{status} {answer[:200]!r}"
        except OSError as fault:
            error = repr(fault)
        seen.add(f"reader of the {name} code", error, time.monotonic() - begun)


@contextmanager
def editing(checkout: Path, environment: dict[str, str], seen: Seen) -> Iterator[None]:
    """An editor who publishes, copies and uploads with this code."""
    command = [sys.executable, "manage.py", "shell", "--verbosity=0", "-c", EDITOR]
    process = subprocess.Popen(
        command, cwd=checkout, env=environment, stdout=subprocess.PIPE, text=True
    )

    def follow() -> None:
        for line in process.stdout or ():
            if line.startswith("["):
                seen.add(*json.loads(line))

    follower = threading.Thread(target=follow)
    follower.start()
    try:
        yield
    finally:
        process.kill()
        follower.join()


@contextmanager
def serving(checkout: Path, environment: dict[str, str], seen: Seen, name: str) -> Iterator[None]:
    """A production server of this code, with five requests a second."""
    port, stopped = server.free_port(), threading.Event()
    process = subprocess.Popen(
        [sys.executable, "-m", "cms.serve"], cwd=checkout, env=environment | {"PORT": str(port)}
    )
    reader = threading.Thread(target=read, args=(port, seen, name, stopped))
    try:
        server.wait_until(process, lambda: server.answers(port))
        reader.start()
        try:
            yield
        finally:  # a server that was told to stop must refuse nobody
            stopped.set()
            reader.join()
    finally:
        process.terminate()
        process.wait()


def main(commit: str) -> int:
    postgres.stop_cleanly_when_interrupted()
    if not (programs := postgres.find_programs()):
        sys.exit(f"Left out: {postgres.MISSING}.")
    os.umask(0o077)
    with tempfile.TemporaryDirectory() as folder, postgres.cluster(programs) as url:
        old = Path(folder)
        tree = subprocess.run(
            ["git", "archive", commit], cwd=ROOT, stdout=subprocess.PIPE, check=True
        )
        subprocess.run(["tar", "x"], cwd=old, input=tree.stdout, check=True)
        environment = {"PATH": os.environ["PATH"], **GOOD, "DATABASE_URL": url, "WORKERS": "1"}
        environment |= {"SECURE_PROXY_SSL_HEADER": "X-Forwarded-Proto", "TRUSTED_PROXIES": "1"}
        environment["LOG_LEVEL"] = "ERROR"
        socket, database = url.removeprefix("postgres://archive@/").rsplit("/", 1)
        with psycopg.connect(
            host=socket, user="archive", dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(f'CREATE DATABASE "{database}"')
        return drill(old, environment, Seen())


def drill(old: Path, environment: dict[str, str], seen: Seen) -> int:
    def manage(checkout: Path, *words: str) -> None:
        command = [sys.executable, "manage.py", *words]
        subprocess.run(
            command, cwd=checkout, env=environment, check=True, stdout=subprocess.DEVNULL
        )

    environment = environment | {"DJANGO_SETTINGS_MODULE": "cms.settings.production"}
    manage(old, "migrate")
    manage(old, "load_demo")
    with editing(old, environment, seen), serving(old, environment, seen, "old"):
        time.sleep(SECONDS)
        seen.part, begun = "migrate", time.monotonic()
        manage(ROOT, "migrate")
        print(f"migrate: {time.monotonic() - begun:.1f} s")
        seen.part = "after"
        time.sleep(SECONDS)
        with serving(ROOT, environment, seen, "new"):
            seen.part = "beside"
            time.sleep(SECONDS)
    return 1 if seen.report() else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
