"""Compares wagtail-grapple and this API on the same rows: `python -m tests.benchmarks.run_grapple`.

Only cards are compared: grapple knows none of the blocks of a body. `--compare` compares the
answers on the database that DATABASE_URL names, without timing.
"""

from __future__ import annotations

import json
import os
import sys
from functools import partial
from typing import Any

from .grapple_contestant.packages import MISSING, install

QUERY = """query ($limit: PositiveInt) {
  entries(limit: $limit, order: "-date_sort,-pk") {
    cardType title cardPath cardSubtitle cardSummary cardDate
    categories { name slug }
    cardAlt cardRendition { url width height }
  }
}"""


def main(arguments: list[str]) -> int:
    if not install():
        print(f"\nLeft out: {MISSING}.")
        return 0
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.benchmarks.grapple_contestant.settings"
    os.environ["CHECK_DECLARATIONS"] = "0"  # as in production
    django.setup()
    from .database import in_a_test_database, unequal_is_refused

    if arguments == ["--compare"]:
        return unequal_is_refused(calls)
    return in_a_test_database(partial(compare, float(os.environ.get("SECONDS") or 12)))


def compare(seconds: float) -> None:
    """Print the cost of the same cards, in an archive of a thousand entries."""
    from django.db import connection

    from .archive import BenchmarkArchive
    from .measure import measure
    from .report import print_comparison

    connection.settings_dict["CONN_MAX_AGE"] = None  # as in production, for both alike
    BenchmarkArchive().grow(1_000)
    unpublish_what_is_hidden()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    figures = measure(calls(), seconds)
    title = "list of cards; grapple has no bodies here, and is not asked for them"
    print_comparison(f"{connection.display_name}, {title}", figures, "this API")


def unpublish_what_is_hidden() -> None:
    """Unpublish what has expired or is below a draft, which grapple shows and this API does not."""
    from django.utils.timezone import now
    from wagtail.models import Page

    Page.objects.filter(live=True, expire_at__lt=now()).update(live=False)
    for draft in Page.objects.filter(live=False, numchild__gt=0):
        Page.objects.descendant_of(draft).update(live=False)


def calls() -> dict[str, Any]:
    """Both contestants by name; raises UnequalWork if their answers differ."""
    from . import documents
    from .contestants import posted
    from .fairness import UnequalWork, first_difference
    from .handwritten import SIZE

    both = {
        "this API": posted("/graphql/", documents.CARDS, {"first": SIZE}),
        "grapple": posted("/benchmark/grapple", QUERY, {"limit": SIZE}),
    }
    ours, theirs = (json.loads(call()) for call in both.values())
    for name, answer in zip(both, (ours, theirs), strict=True):
        if "errors" in answer:
            raise UnequalWork(f"{name} answers with errors: {answer['errors']}")
    nodes = [in_our_words(node) for node in theirs["data"]["entries"]]
    if difference := first_difference(ours["data"]["entries"]["nodes"], nodes):
        raise UnequalWork(f"cards, this API and grapple differ {difference}")
    return both


def in_our_words(node: dict[str, Any]) -> dict[str, Any]:
    """One card of grapple's answer in the shape of this API's."""
    rendition = node["cardRendition"]
    return {
        "__typename": node["cardType"],
        "title": node["title"],
        "path": node["cardPath"],
        "subtitle": node["cardSubtitle"],
        "summary": node["cardSummary"],
        "date": {"display": node["cardDate"]},
        "categories": node["categories"],
        "leadImage": rendition and {"alt": node["cardAlt"], "image": {"rendition": rendition}},
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
