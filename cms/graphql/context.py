"""What one request knows: the time it reads at, and what is open to readers then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Page

from cms.freshness.content_version import ContentVersion, content_version
from cms.graphql.cache_tags import CacheTags
from cms.graphql.limits.deadline import Deadline
from cms.graphql.limits.meter import Meter
from cms.sql.statements import Statement, run_all
from cms.visibility import gate
from cms.visibility.snapshot import Snapshot, make_snapshot, read_snapshot, snapshot_calls


@dataclass
class Context:
    """Passed to every loader; lives as long as one document's execution."""

    request: HttpRequest
    now: datetime = field(default_factory=timezone.now)
    deadline: Deadline = field(default_factory=Deadline)
    meter: Meter | None = None
    no_store: bool = False  # set by a loader if the answer is for this reader alone

    preview: Page | None = None  # the draft that replaces the page in this request
    preview_key: int = 0  # the primary key of its preview
    preview_token: str = ""  # what opened it
    cache_tags: CacheTags = field(default_factory=CacheTags)  # what the answer was made of
    memo: dict[Any, Any] = field(default_factory=dict)  # what loaders read once in a request

    @cached_property
    def snapshot(self) -> Snapshot:
        return self._with_preview(read_snapshot(self.request, self.now))

    def _with_preview(self, snapshot: Snapshot) -> Snapshot:
        """A snapshot in which nothing above the draft hides it."""
        if self.preview is None:
            return snapshot
        closed = [path for path in snapshot.closed if not self.preview.path.startswith(path)]
        return replace(snapshot, closed=closed)

    @cached_property
    def version(self) -> ContentVersion | None:
        """The content's version in the request's view of the database."""
        return content_version(self.now)

    @cached_property
    def gate_parameters(self) -> dict[str, Any]:
        """The values of the gate's parameters."""
        return gate.parameters(self.snapshot, self.now)

    def run(self, calls: Sequence[tuple[Statement, Mapping[str, Any]]]) -> list[Any]:
        """The rows of statements of one shape; parameters without a value are filled by the gate.

        Statements that do not depend on what is open to readers are sent together with the
        snapshot's.
        """
        if not calls:
            return []
        if "snapshot" not in self.__dict__ and _comes_along(calls):
            first = snapshot_calls(self.now)
            rows = run_all([*first, *calls])
            self.snapshot = self._with_preview(make_snapshot(self.request, rows[: len(first)]))
            return rows[len(first) :]
        return run_all(
            [(statement, {**self.gate_parameters, **values}) for statement, values in calls]
        )

    @cached_property
    def origin(self) -> str:
        """Where this server answers: "https://cms.example.org"."""
        return self.request.build_absolute_uri("/").rstrip("/")

    def absolute(self, url: str) -> str:
        """The absolute address of a URL that this server or a storage gave."""
        return f"{self.origin}{url}" if url.startswith("/") else url

    def language_of(self, locale: int) -> str:
        """The code of a language, by its primary key."""
        return self.snapshot.locales[locale]["code"]


def _comes_along(calls: Sequence[tuple[Statement, Mapping[str, Any]]]) -> bool:
    return all(
        statement.is_row and statement.parameter_names <= values.keys()
        for statement, values in calls
    )
