"""The languages that a reader may ask for."""

from collections.abc import Mapping
from typing import Any

from wagtail.coreutils import get_content_languages

from .errors import BadUserInput


def check_locale(arguments: Mapping[str, Any], argument: str = "locale") -> None:
    """Raise BadUserInput where the language of this argument is none of the site's."""
    code, known = arguments.get("locale"), get_content_languages()
    if code is not None and code not in known:
        languages = ", ".join(known)
        raise BadUserInput(f"{argument} cannot be {code!r}; there are {languages}.", argument)
