"""Lists, facets and timelines equal counts by hand, for any filter."""

from collections import Counter
from datetime import timedelta
from random import Random

import pytest

from tests.archive.graphql.scattered import FIRST_DAY, LAST_DAY, PEOPLE, TERMS, TYPES
from tests.factories import front_page, global_id

TRIALS = 8
SLUGS = [f"term-{number}" for number in range(TERMS)]
OWN_DIMENSION = {
    "types": {"types", "reportKinds"},
    "categories": {"categories"},
    "tags": {"tags"},
    "places": {"places"},
    "years": {"date"},
    "locales": {"locale"},
}
COUNTED = """totalCount facets {
  types { value: type count } categories { value: category { slug } count }
  tags { value: tag { slug } count } places { value: place { slug } count }
  years { value: year count } locales { value: locale { code } count } }"""
QUERY = f"""query ($filter: EntryFilter, $slug: String!) {{
  entries(filter: $filter) {{ {COUNTED} }}
  category(slug: $slug) {{ entryCount entries(filter: $filter) {{ {COUNTED} }} }}
  tag(slug: $slug) {{ entryCount entries(filter: $filter) {{ {COUNTED} }} }}
  place(slug: $slug) {{ entryCount entries(filter: $filter) {{ {COUNTED} }} }}
  route(path: "/2005/12/") {{ target {{
    ... on Period {{ entries(filter: $filter) {{ {COUNTED} }} }} }} }}
  years: timeline(filter: $filter) {{ year count }}
  months: timeline(filter: $filter, granularity: MONTH) {{ year month count }}
}}"""


@pytest.fixture(autouse=True)
def _no_limits(settings):
    """What is asked here at once is more than a frontend may ask."""
    settings.GRAPHQL_NAMES, settings.GRAPHQL_COST = 1_000, 1_000_000


def random_filter(random):
    """Conditions on some dimensions; an empty list is one that nothing meets."""

    def some(values):
        return random.sample(values, random.choice((0, 1, 1, 2, 2)))

    first = FIRST_DAY + timedelta(days=random.randrange(900))
    last = min(first + timedelta(days=random.randrange(400)), LAST_DAY)
    ends = {"from": first.isoformat(), "to": last.isoformat()}
    conditions = {
        "types": some(list(TYPES.values())),
        "reportKinds": some(["NEWS", "SPEECH", "INTERVIEW"]),
        "categories": some([*SLUGS, "nothing"]),
        "tags": some([*SLUGS, "nothing"]),
        "places": some(SLUGS),
        "contributor": random.choice([*PEOPLE, "nobody"]),
        "date": {name: day for name, day in ends.items() if random.random() < 0.7},
        "publishedSince": f"2020-01-01T0{random.randrange(7)}:00:00Z",
        "updatedSince": f"2020-01-01T0{random.randrange(7)}:00:00Z",
        "under": global_id(front_page()),
        "locale": random.choice(["en", "ja", "ko", "xx"]),
    }
    return dict(random.sample(list(conditions.items()), random.choice((0, 1, 1, 2, 3))))


def meets(entry, name, value):
    if name == "date":
        begins_in_time = "to" not in value or entry.date.start.isoformat() <= value["to"]
        return begins_in_time and entry.date.end.isoformat() >= value.get("from", "")
    if name in ("publishedSince", "updatedSince"):
        instant = entry.published if name == "publishedSince" else entry.updated
        return bool(instant) and instant.isoformat().replace("+00:00", "Z") >= value
    if name == "under":
        return entry.path.startswith(value)
    if name == "contributor":
        return value.lower() in entry.people
    if name in ("types", "reportKinds"):
        return (entry.type if name == "types" else entry.kind) in value
    if name == "locale":
        return entry.locale == value
    return bool(getattr(entry, name) & set(value))


def left(entries, conditions, without=()):
    return [
        entry
        for entry in entries
        if entry.visible
        and all(meets(entry, *item) for item in conditions.items() if item[0] not in without)
    ]


def counted(entries, conditions):
    """What the connection of these entries should say, counted one by one."""
    facets = {}
    for name, own in OWN_DIMENSION.items():
        rest = left(entries, conditions, own)
        facets[name] = Counter(value for entry in rest for value in values_of(entry, name))
    return len(left(entries, conditions)), facets


def values_of(entry, facet):
    single = {"types": entry.type, "years": entry.date.start.year, "locales": entry.locale}
    if facet in single:
        return [single[facet]]
    if facet == "categories":  # each language has its own
        return [(entry.locale, slug) for slug in entry.categories]
    return getattr(entry, facet)


def said(connection):
    facets = {
        name: Counter({_plain(row["value"]): row["count"] for row in rows})
        for name, rows in connection["facets"].items()
        if name != "categories"
    }
    rows = connection["facets"]["categories"]
    facets["categories"] = Counter()
    for row in rows:
        facets["categories"][row["value"]["slug"]] += row["count"]
    return connection["totalCount"], facets


def _plain(value):
    return next(iter(value.values())) if isinstance(value, dict) else value


def by_hand(entries, conditions):
    total, facets = counted(entries, conditions)
    in_all_languages = Counter()
    for (_, slug), count in facets["categories"].items():
        in_all_languages[slug] += count
    return total, {**facets, "categories": in_all_languages}


@pytest.mark.parametrize("seed", range(2))
def test_every_count_is_the_one_counted_by_hand(graphql, scattered, seed):
    random = Random(seed)
    for _ in range(TRIALS):
        slug, conditions = random.choice(SLUGS), random_filter(random)
        answer = graphql(QUERY, {"filter": conditions, "slug": slug})
        assert "errors" not in answer
        if "under" in conditions:
            conditions["under"] = front_page().path  # the same page, to compare with by hand
        within = {
            "category": [e for e in scattered if e.locale == "en" and slug in e.categories],
            "tag": [e for e in scattered if slug in e.tags],
            "place": [e for e in scattered if slug in e.places],
            "period": [e for e in scattered if e.date.start.isoformat().startswith("2005-12")],
        }
        data = answer["data"] | {"period": answer["data"]["route"]["target"]}
        assert said(data["entries"]) == by_hand(scattered, conditions), conditions
        for name, entries in within.items():
            assert said(data[name]["entries"]) == by_hand(entries, conditions), (name, conditions)
            if name != "period":
                assert data[name]["entryCount"] == len(left(entries, {})), name
        assert_timeline(data, left(scattered, conditions))


def assert_timeline(data, entries):
    years = Counter(entry.date.start.year for entry in entries)
    assert [(row["year"], row["count"]) for row in data["years"]] == sorted(years.items())
    months = Counter(
        (entry.date.start.year, entry.date.start.month if entry.date.edtf[4:5] == "-" else None)
        for entry in entries
    )
    assert {(row["year"], row["month"]): row["count"] for row in data["months"]} == months


def test_facets_list_the_most_frequent_first_and_only_what_has_hits(graphql, scattered):
    facets = graphql(f"{{ entries {{ {COUNTED} }} }}")["data"]["entries"]["facets"]
    for name in ("types", "tags", "places", "locales"):
        counts = [row["count"] for row in facets[name]]
        assert counts == sorted(counts, reverse=True), name
        assert min(counts) > 0
    years = [row["value"] for row in facets["years"]]
    assert years == sorted(years, reverse=True)
