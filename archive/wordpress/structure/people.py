"""Pure: who wrote a document and who spoke, if its opening clearly says so."""

from __future__ import annotations

from collections.abc import Sequence

from archive.wordpress.profile import People, Profile

from .correspondents import Row, is_name

_LONGEST = 200


def author(lines: Sequence[str], profile: Profile) -> Row | None:
    """The name in the first byline among these lines."""
    for line in lines:
        match = profile.people.byline.fullmatch(line) if len(line) <= _LONGEST else None
        name = (match["name"] or match["eastern"] or "").strip() if match else ""
        if match and is_name(name, profile.correspondents):
            affiliation = match["affiliation"] or match["office"] or ""
            return {"name": name, "role": "Author", "affiliation": affiliation.strip()}
    return None


def speakers(lines: Sequence[str], words: People) -> list[Row]:
    """Who speaks at a screening, by lines such as “Film maker Jim Butterworth speaks about …”."""
    matches = [words.speaker.fullmatch(line) for line in lines if len(line) <= _LONGEST]
    return [
        {
            "name": match["name"] or match["eastern"],
            "role": match["role"] or match["office"],
            "affiliation": "",
        }
        for match in matches
        if match
    ]


def directors(lines: Sequence[str], profile: Profile) -> list[Row]:
    """Who made a film, by “directed by”."""
    for line in lines:
        if match := profile.people.directed.search(line[:2000]):
            names = profile.people.between_names.split(match["names"] or match["eastern"])
            people = (name for name in names if is_name(name, profile.correspondents))
            return [{"name": name.rstrip(".")} for name in people]
    return []
