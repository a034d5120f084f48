"""A real browser that can reach only the server under test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Playwright, expect, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
MISSING = "the tests in a browser: install Chromium (Debian: apt install chromium)"
PATIENCE = 60_000  # milliseconds, for a busy machine
ARGUMENTS = [
    "--no-sandbox",  # for containers, in which it runs as root
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the program."""
    if found := next(filter(None, map(shutil.which, NAMES)), None):
        return found
    pytest.skip(MISSING)


@pytest.fixture(scope="session", autouse=True)
def _database_before_the_server(django_db_setup: None) -> None:
    """Otherwise the server reads the database's name before the tests change it.

    That one is in memory: the server's threads would share one connection, which crashes SQLite.
    """


@pytest.fixture
def complaints() -> list[str]:
    """Errors that the browser reports during a test; each test ends by checking them."""
    return []


@pytest.fixture
def playwright(monkeypatch) -> Iterator[Playwright]:
    # Playwright keeps an event loop in this thread, in which Django refuses database access.
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture
def page(chromium, playwright, live_server, complaints) -> Iterator[Page]:
    """A new tab; addresses without a host are those of the server."""
    browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
    tab = browser.new_context(base_url=live_server.url, locale="en-GB").new_page()
    tab.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    listen(tab, live_server.url, complaints)
    yield tab
    browser.close()


def listen(tab: Page, own_address: str, complaints: list[str]) -> None:
    """Record console errors, refused requests, and requests to other servers."""
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
