"""Imported old sites, and a reader of the results."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import pytest_django

from tests.corpus.site import front_pages
from tests.factories import front_page
from tests.written_once import written_once

from .command import TRAPS, Ran, run, write_uploads
from .edits import first
from .reader import Reader
from .runs import OldSite


@pytest.fixture(scope="module")
def _trapped(
    django_db_setup: None,
    django_db_blocker: pytest_django.DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Ran]:
    uploads = write_uploads(tmp_path_factory.mktemp("uploads"))
    with written_once(django_db_blocker):
        front_pages(["en", "ja", "ko"])
        yield run(TRAPS, uploads=uploads, public_types="book")


@pytest.fixture
def trapped(_trapped: Ran, db: None) -> Ran:
    """The import of `traps.wxr.xml`, run once for all tests of a module."""
    return _trapped


@pytest.fixture
def site(tmp_path: Path, settings: Any, db: None) -> OldSite:
    """An old site, a front page for its pages here, and a folder for its files."""
    front_page()
    settings.MEDIA_ROOT = tmp_path / "public"
    return OldSite(tmp_path)


@pytest.fixture
def imported(site: OldSite) -> OldSite:
    """An old site of one post, imported."""
    site.write(first("As it was."))
    site.run()
    return site


@pytest.fixture
def reader(graphql: Callable[..., dict[str, Any]]) -> Reader:
    """Queries the API for an address."""
    return Reader(graphql)
