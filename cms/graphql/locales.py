"""The languages that a reader may ask for."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from wagtail.coreutils import get_content_languages

from .errors import BadUserInput


def locale_of(code: str | None = None) -> dict[str, str]:
    """Code and name of a language, by default that of the site, with or without pages."""
    language_code = code or settings.LANGUAGE_CODE
    return {
        "code": language_code,
        "name": get_content_languages().get(language_code, language_code),
    }


def check_locale(arguments: Mapping[str, Any], argument: str = "locale") -> None:
    """Raise BadUserInput if this argument is not a language of the site."""
    code, content_languages = arguments.get("locale"), get_content_languages()
    if code is not None and code not in content_languages:
        languages = ", ".join(content_languages)
        raise BadUserInput(f"{argument} cannot be {code!r}; there are {languages}.", argument)
