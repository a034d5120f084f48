"""Reads from the environment how long a login is valid: pure, with bounds on each setting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.core.exceptions import ImproperlyConfigured

# For each setting its default, and the longest safe value.
LIMITS = {
    "REAUTHENTICATION_MINUTES": (5, 15),
    "SESSION_IDLE_MINUTES": (60, 240),
    "SESSION_HOURS": (12, 24),
}


def door_limits(environment: Mapping[str, str]) -> list[int]:
    """The limits, in the order of this module; raises an error for invalid ones."""
    if refusals := list(refused_limits(environment)):
        raise ImproperlyConfigured("\n".join(refusals))
    return [int(environment.get(name, usual)) for name, (usual, _) in LIMITS.items()]


def refused_limits(environment: Mapping[str, str]) -> Iterator[str]:
    for name, (usual, longest) in LIMITS.items():
        value = environment.get(name, str(usual))
        if not (value.isascii() and value.isdigit() and 1 <= int(value) <= longest):
            yield f"{name} is {value!r}: it is a number from 1 to {longest}."
