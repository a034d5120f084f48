"""Whether a number is what it looks like, as far as its digits tell."""

from __future__ import annotations

from datetime import date
from re import Match

# GB 11643-1999: the weights of the 17 digits before the check digit.
_CHINESE_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def has_birthday(match: Match[str]) -> bool:
    """Whether a Korean registration number (YYMMDD-GNNNNNN) begins with a date.

    Its check digit is meaningless: since October 2020 the last digits are random.
    """
    digits = match.group()
    year, month, day = (int(digits[at : at + 2]) for at in (0, 2, 4))
    century = 1900 if digits[-7] in "1256" else 2000
    return _is_day(century + year, month, day)


def is_chinese_resident(match: Match[str]) -> bool:
    """Whether the check character of a Chinese resident identity number is right."""
    number = match.group().upper()
    if not _is_day(int(number[6:10]), int(number[10:12]), int(number[12:14])):
        return False
    total = sum(
        int(digit) * weight for digit, weight in zip(number, _CHINESE_WEIGHTS, strict=False)
    )
    return number[17] == "10X98765432"[total % 11]


def is_individual_number(match: Match[str]) -> bool:
    """Whether the check digit of a Japanese individual number is right."""
    digits = [int(character) for character in match.group() if character.isdigit()]
    total = sum(
        digit * (place + 1 if place <= 6 else place - 5)
        for place, digit in enumerate(reversed(digits[:-1]), start=1)
    )
    remainder = total % 11
    return digits[-1] == (0 if remainder <= 1 else 11 - remainder)


def is_iban(match: Match[str]) -> bool:
    """ISO 13616: with the first four characters moved to the end, the remainder by 97 is 1."""
    number = match.group().replace(" ", "").upper()
    moved = number[4:] + number[:4]
    return int("".join(str(int(character, 36)) for character in moved)) % 97 == 1


def is_position(match: Match[str]) -> bool:
    """Whether two numbers are a latitude and a longitude."""
    latitude, longitude = _numbers(match)
    return abs(latitude) <= 90 and abs(longitude) <= 180


def is_position_turned(match: Match[str]) -> bool:
    """Whether they are a longitude that is no latitude, and a latitude, as in GeoJSON."""
    longitude, latitude = _numbers(match)
    return 90 < abs(longitude) <= 180 and abs(latitude) <= 90


def _numbers(match: Match[str]) -> tuple[float, ...]:
    return tuple(float(part.replace(",", ".")) for part in match.groups())


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
