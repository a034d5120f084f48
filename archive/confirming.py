"""What a button does is what was shown above it, whatever was chosen anew beside it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode


def choices_in(form: Any) -> str:
    """All that a bound form was told, in one line: the button sends back what was shown."""
    names = [form.add_prefix(name) for name in form.fields]
    return urlencode([(name, form.data.getlist(name)) for name in names], doseq=True)


def is_confirmed(form: Any) -> bool:
    """Whether the button below what was shown for just these choices was pressed."""
    return bool(form.data.get("confirmed") == choices_in(form))
