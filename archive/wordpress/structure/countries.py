"""Pure: names of countries in the languages of a profile."""

from __future__ import annotations

import unicodedata
from collections.abc import Set
from functools import cache

from babel import Locale

from archive.wordpress.profile import Countries


def is_country(name: str, countries: Countries) -> bool:
    """Whether these words are the name of a country and nothing else."""
    return _folded(name).removeprefix("the ") in _names(countries)


@cache
def _names(countries: Countries) -> Set[str]:
    territories = (Locale(language).territories.items() for language in countries.languages)
    names = {_folded(name) for pairs in territories for code, name in pairs if code.isalpha()}
    return names | countries.further_names


def _folded(name: str) -> str:
    text = unicodedata.normalize("NFKC", name[:100]).casefold().replace("’", "'")
    return text.strip(" .,;")
