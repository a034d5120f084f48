"""Ensures that a button does what was shown above it, even if choices changed since."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode


def choices_in(form: Any) -> str:
    """All values of a bound form in one string: the button sends back the one that was shown."""
    names = [form.add_prefix(name) for name in form.fields]
    return urlencode([(name, form.data.getlist(name)) for name in names], doseq=True)


def is_confirmed(form: Any) -> bool:
    """Whether the button was pressed for exactly these choices."""
    return bool(form.data.get("confirmed") == choices_in(form))
