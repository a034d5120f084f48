"""Pure: the occasion of a speech, where the opening says it in one sentence."""

from __future__ import annotations

import re

from archive.dates.written import find_dates, normalised

from .countries import is_country

_LONGEST = 1500
_SPOKEN = re.compile(
    r"\b(?:presented|delivered|gave|given|made|read|spoke|spoken)\s+(?:\w+\s+){0,3}?at\s+(?:the\s+)?"
    r"(?P<name>[^.;\n]{3,255}?)\s+(?:which was )?held\s+(?:on|from|in)\s"
)
_VENUE = re.compile(r"[,\s]*at\s+(?:the\s+)?(?P<venue>[A-Z][^,.;\n]{1,100}?)(?=\s+in\s|,\s)")
_WORD = r"[A-ZÀ-Þ][\w.'’-]{0,30}"
_PLACE = re.compile(
    rf"[,\s]*in\s+(?P<city>{_WORD}(?: {_WORD}){{0,2}}),\s(?P<country>[^.;,\n]{{2,60}})"
)


def occasion(text: str) -> dict[str, str]:
    """The fields of a report's occasion; none where any of name, date, place is not certain."""
    opening = normalised(text[:_LONGEST])
    opening_match = _SPOKEN.search(opening)
    written_date = next(find_dates(opening[opening_match.end() :]), None) if opening_match else None
    if not opening_match or not written_date or written_date.start:
        return {}
    after = opening[opening_match.end() + written_date.end :]
    venue = _VENUE.match(after)
    place = _PLACE.match(after[venue.end() :] if venue else after)
    if not place or not is_country(place["country"]):
        return {}
    return {
        "occasion_name": opening_match["name"].rstrip(",").replace(",”", "”"),
        "occasion_date": written_date.edtf,
        "occasion_venue": venue["venue"] if venue else "",
        "occasion_city": place["city"],
        "occasion_country": place["country"].strip(),
    }
