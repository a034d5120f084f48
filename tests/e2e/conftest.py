"""A real browser that reaches the server under test and nothing else."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Playwright, expect, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
MISSING = "the tests in a browser: install Chromium (Debian: apt install chromium)"
PATIENCE = 60_000  # milliseconds, for a busy machine
ARGUMENTS = [
    "--no-sandbox",  # for containers, where root runs it
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]


@pytest.fixture(scope="session")
def chromium() -> str:
    """The program, wherever this machine keeps it."""
    if found := next(filter(None, map(shutil.which, NAMES)), None):
        return found
    pytest.skip(MISSING)


@pytest.fixture(scope="session", autouse=True)
def _database_before_the_server(django_db_setup: None) -> None:
    """Else the server sees the database's name before the tests gave it one of their own.

    That one is in memory: the server's threads would share one connection, which crashes SQLite.
    """


@pytest.fixture
def complaints() -> list[str]:
    """What the browser found wrong while a test used it; a test ends by looking at it."""
    return []


@pytest.fixture
def playwright(monkeypatch) -> Iterator[Playwright]:
    # Playwright keeps an event loop in this thread, in which Django then refuses its database.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture
def page(chromium, playwright, live_server, complaints) -> Iterator[Page]:
    """A tab with nothing in it yet; addresses without a host are those of the server."""
    browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
    tab = browser.new_context(base_url=live_server.url, locale="en-GB").new_page()
    tab.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    listen(tab, live_server.url, complaints)
    yield tab
    browser.close()


def listen(tab: Page, own_address: str, complaints: list[str]) -> None:
    """Note errors in the console, refused requests, and requests to anybody else."""
    own = (f"{own_address}/", "data:", "blob:")

    def note_request(request):
        if not request.url.startswith(own):
            complaints.append(f"asks {request.url}")

    def note_response(response):
        if response.status >= 400:
            complaints.append(f"{response.status} for {response.url}")

    def note_message(message):
        if message.type == "error":
            complaints.append(f"{message.text} on {tab.url}")

    tab.on("request", note_request)
    tab.on("response", note_response)
    tab.on("console", note_message)
    tab.on("pageerror", lambda error: complaints.append(f"{error} on {tab.url}"))
