"""The index and the database agree on the documents that meet a condition."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest

from archive.bitmaps.kept import index_for
from archive.dates.edtf import ArchiveDate
from archive.graphql.lists.filters import CONDITIONS
from archive.graphql.loaders.tallies import visible_that_meet
from archive.models import EntryContributor, EntryPage
from tests.archive.graphql.scattered import DATES, FIRST_DAY, LAST_DAY, PEOPLE

pytestmark = pytest.mark.django_db
ROUNDS, ASKED = 4, 20
DAYS = (LAST_DAY - FIRST_DAY).days


def some_span(random):
    """Days at both ends of months too, in the one or the other order, or none."""
    days = [FIRST_DAY + timedelta(days=random.randrange(-40, DAYS + 40)) for _ in range(2)]
    dates = [ArchiveDate.parse(text) for text in DATES]
    own_days = [day for own in dates for day in (own.start, own.end)]
    ends = [random.choice([None, day, random.choice(own_days), date(5, 1, 2)]) for day in days]
    return dict(zip(("from_", "to"), ends, strict=True))


def some_name(random):
    name = random.choice([*PEOPLE, "Straße", "STRASSE", "nobody"])
    return random.choice([name, name.upper(), name.lower()])


def rewrite(random):
    keys = list(EntryPage.objects.values_list("pk", flat=True))
    day = ArchiveDate.parse(random.choice(DATES))
    columns = {"date_ends_on": day.end, "date_begins_on": day.start, "date_sort": day.sort_key}
    EntryPage.objects.filter(pk__in=random.sample(keys, 3)).update(**columns)
    EntryContributor.objects.filter(page__in=random.sample(keys, 3)).update(name="Straße")


def test_spans_of_dates_and_names_of_contributors(scattered, context_at):
    random, met = Random(14), 0
    for _ in range(ROUNDS):
        context = context_at()
        index = index_for(context)
        conditions = [
            *(CONDITIONS["date"](some_span(random)) for _ in range(ASKED)),
            *(CONDITIONS["contributor"](some_name(random)) for _ in range(ASKED // 2)),
        ]
        known = visible_that_meet([[condition] for condition in conditions], index, context)
        for condition, keys in zip(conditions, known, strict=True):
            by_sql = replace(condition, any_of=None)
            assert [keys] == visible_that_meet([[by_sql]], index, context), condition.values
            met += bool(keys)
        rewrite(random)
    assert met
