"""Pure: the occasion of a speech, if the opening names it in one sentence."""

from __future__ import annotations

from archive.dates.written import find_dates, normalised
from archive.wordpress.profile import Profile

from .countries import is_country

_LONGEST = 1500


def occasion(text: str, profile: Profile) -> dict[str, str]:
    """The fields of a report's occasion; empty unless name, date and place are all certain."""
    words = profile.occasions
    opening = normalised(text[:_LONGEST])
    opening_match = words.spoken.search(opening)
    written_date = (
        next(find_dates(opening[opening_match.end() :], words=profile.dates), None)
        if opening_match
        else None
    )
    if not opening_match or not written_date or written_date.start:
        return {}
    after = opening[opening_match.end() + written_date.end :]
    venue = words.venue.match(after)
    place = words.place.match(after[venue.end() :] if venue else after)
    if not place or not is_country(place["country"], profile.countries):
        return {}
    return {
        "occasion_name": opening_match["name"].rstrip(",").replace(",”", "”"),
        "occasion_date": written_date.edtf,
        "occasion_venue": venue["venue"] if venue else "",
        "occasion_city": place["city"],
        "occasion_country": place["country"].strip(),
    }
