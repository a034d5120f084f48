"""Every limit of the endpoint: its setting, its default, and what it restricts.

The API guide's table is generated from this list: `./manage.py graphql_limits docs/api.md`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.signals import setting_changed
from django.dispatch import receiver


@dataclass(frozen=True)
class Limit:
    """One limit: the name of its setting, its default, and a description for operators."""

    setting: str
    default: Any
    means: str
    code: str = ""

    def __call__(self) -> Any:
        if self.setting not in _in_force:
            _in_force[self.setting] = getattr(settings, self.setting, self.default)
        return _in_force[self.setting]


_in_force: dict[str, Any] = {}  # Django is slow to find that a setting is missing


@receiver(setting_changed)
def _forget(**_options: Any) -> None:
    _in_force.clear()


BODY_BYTES = Limit(
    "GRAPHQL_BODY_BYTES", 128 * 1024, "bytes of a request's body, or of its query string",
    "PAYLOAD_TOO_LARGE",
)  # fmt: skip
TOKENS = Limit("GRAPHQL_TOKENS", 2_000, "tokens in a document", "DOCUMENT_TOO_LARGE")
OPERATIONS = Limit("GRAPHQL_OPERATIONS", 10, "operations in a document", "DOCUMENT_TOO_LARGE")
VARIABLES = Limit("GRAPHQL_VARIABLES", 100, "variables of an operation", "DOCUMENT_TOO_LARGE")
FRAGMENTS = Limit("GRAPHQL_FRAGMENTS", 50, "fragments in a document", "DOCUMENT_TOO_LARGE")
DEPTH = Limit("GRAPHQL_DEPTH", 15, "fields inside one another", "QUERY_TOO_DEEP")
INTROSPECTION_DEPTH = Limit(
    "GRAPHQL_INTROSPECTION_DEPTH", 20, "fields inside `__schema` or `__type`", "QUERY_TOO_DEEP"
)
NAMES = Limit(
    "GRAPHQL_NAMES", 30, "names under which one field is asked for, fragments expanded",
    "QUERY_TOO_COMPLEX",
)  # fmt: skip
ROOT_FIELDS = Limit(
    "GRAPHQL_ROOT_FIELDS", 20, "fields of the query itself, fragments expanded",
    "QUERY_TOO_COMPLEX",
)  # fmt: skip
FIELDS = Limit(
    "GRAPHQL_FIELDS", 2_500, "fields of all operations, fragments expanded", "QUERY_TOO_COMPLEX"
)
COMPARISONS = Limit(
    "GRAPHQL_COMPARISONS", 10_000,
    "steps to find out whether fields of one name can be merged", "QUERY_TOO_COMPLEX",
)  # fmt: skip
COST = Limit(
    "GRAPHQL_COST", 5_000, "objects that an answer may hold, and may be asked for",
    "QUERY_TOO_COMPLEX",
)  # fmt: skip
INTROSPECTION_COST = Limit(
    "GRAPHQL_INTROSPECTION_COST", 100_000, "the same for `__schema` and `__type`",
    "QUERY_TOO_COMPLEX",
)  # fmt: skip
PAGE_SIZE = Limit("GRAPHQL_PAGE_SIZE", 100, "`first` or `last` of a list", "BAD_USER_INPUT")
ERRORS = Limit("GRAPHQL_ERRORS", 10, "errors in an answer; the rest is left out")
SECONDS = Limit(
    "GRAPHQL_SECONDS", 5.0, "seconds for a request, its SQL included", "TIME_LIMIT_EXCEEDED"
)
STATEMENT_SECONDS = Limit(
    "GRAPHQL_STATEMENT_SECONDS", 3.0, "seconds for one SQL statement", "TIME_LIMIT_EXCEEDED"
)

RATE = Limit(
    "GRAPHQL_RATE_LIMIT", 1_000_000, "objects that one client asks for in a minute; 0: no limit",
    "RATE_LIMITED",
)  # fmt: skip

# Fields that cost nothing.
DEFAULT_PAGE_SIZE = Limit(
    "GRAPHQL_DEFAULT_PAGE_SIZE", 20, "rows of a list where neither `first` nor `last` is given"
)
KEPT_DOCUMENTS = Limit("GRAPHQL_KEPT_DOCUMENTS", 500, "prepared documents kept in each process")
KEPT_CHARACTERS = Limit(
    "GRAPHQL_KEPT_CHARACTERS", 1_000_000, "characters of all documents kept in each process"
)
KEPT_BYTES = Limit(
    "GRAPHQL_KEPT_BYTES", 32 * 1024 * 1024,
    "bytes of answers kept in each process until something is written; 0: none",
)  # fmt: skip
REGISTRATIONS = Limit(
    "GRAPHQL_REGISTRATIONS", 120, "new persisted queries that a process takes in a minute"
)
MAX_AGE = Limit("GRAPHQL_MAX_AGE", 60, "seconds for which a cache may answer without asking")
STALE = Limit(
    "GRAPHQL_STALE_WHILE_REVALIDATE", 60, "further seconds in which it may answer while it asks"
)


def declared() -> list[Limit]:
    """All limits, in the order of this module."""
    return [value for value in globals().values() if isinstance(value, Limit)]


def table() -> str:
    """The limits with their defaults, as a Markdown table."""
    rows = [
        f"| `{limit.setting}` | {limit.means} | {limit.default:,} | {_code(limit)} |"
        for limit in declared()
    ]
    head = ["| setting | at most, or how many | unless set | code |", "| --- | --- | ---: | --- |"]
    return "\n".join(head + rows) + "\n"


def _code(limit: Limit) -> str:
    return f"`{limit.code}`" if limit.code else ""
