"""Updates the message catalogues of the admin from the sources.

    python -m tests.catalogues    # writes the .po and the .mo of each of ALL

New messages are added without a translation, which a test then requires; obsolete ones are removed.
Babel reads and writes the files, so GNU gettext is not needed.
"""

import io
import os
import re
import subprocess
from collections.abc import Callable, Iterator
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import django
import wagtail
from babel.messages import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).parents[1]
LOCALES = ROOT / "cms" / "locale"
LANGUAGES = ("ja", "ko")
# A file is what Wagtail calls a document: its messages about documents are translated in the
# catalogues of an app that takes precedence.
FILES = ROOT / "media" / "locale"
FILE_LANGUAGES = ("en", *LANGUAGES)
# Messages that Wagtail's own catalogues lack in these languages or translate in a misleading way,
# among those on the screens used here and in its scripts. Add any of its messages by hand; obsolete
# ones are removed.
LACKING = ROOT / "home" / "desk" / "locale"
ALL = (
    *product(LANGUAGES, [LOCALES], ["django"]),
    *product(LANGUAGES, [LACKING], ["django", "djangojs"]),
    *product(FILE_LANGUAGES, [FILES], ["django"]),
)
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "Refused": None,  # by cleaners, which do not know Django: translated where it is shown
}
# Code without Django that is in English, or for a console: notes on an import.
NOTES = {"message": None, "Sentence": None, "Note": (2,), "note": (2,)}
CONSOLE, MARKUP = "archive/wordpress/", "archive/markup/"


def sources() -> Iterator[tuple[str, bytes]]:
    """The project's modules and templates, a template as the Python source that it stands for."""
    command = ["git", "ls-files", "-co", "--exclude-standard", "--", "*.py", "*.html", "*.txt"]
    for name in sorted(subprocess.check_output(command, cwd=ROOT, text=True).split()):
        if name.startswith("tests/") or not (ROOT / name).exists():
            continue
        if name.endswith(".py"):
            yield name, (ROOT / name).read_bytes()
        elif "/templates/" in name:
            # Only the calls matter, and the indentation of HTML is not Python's.
            python = templatize((ROOT / name).read_text("utf-8"))
            yield name, re.sub(r"^\s+", "", python, flags=re.MULTILINE).encode()


def keywords_of(name: str) -> dict[str, Any]:
    """The functions that mark a message in a module;

    what the import prints on a console stays English.
    """
    if name.startswith(CONSOLE):
        return NOTES
    return KEYWORDS | NOTES if name.startswith(MARKUP) else KEYWORDS


@cache
def template() -> Catalog:
    """Every message in the sources, with its places."""
    catalog = Catalog(charset="utf-8", fuzzy=False)
    for name, source in sources():
        keywords = keywords_of(name)
        for _line, message, comments, context in extract(
            "python", io.BytesIO(source), keywords=keywords, comment_tags=["Translators:"]
        ):
            catalog.add(message, locations=[(name, None)], auto_comments=comments, context=context)
    return catalog


def of_wagtail(is_wanted: Callable[[Message], bool], domain: str = "django") -> Catalog:
    """The messages of Wagtail that match, without translations."""
    catalog = Catalog(charset="utf-8", fuzzy=False)
    name = f"**/locale/en/LC_MESSAGES/{domain}.po"
    for file in sorted(Path(wagtail.__file__).parent.glob(name)):
        with file.open("rb") as source:
            for message in read_po(source):
                if message.id and is_wanted(message):
                    catalog.add(message.id, context=message.context)
    return catalog


@cache
def wagtails_documents() -> Catalog:
    """Every message of Wagtail about documents, by which it means files."""
    return of_wagtail(lambda message: "document" in str(message.id).lower())


def path(language: str, folder: Path = LOCALES, domain: str = "django") -> Path:
    return folder / language / "LC_MESSAGES" / f"{domain}.po"


def read(language: str, folder: Path = LOCALES, domain: str = "django") -> Catalog:
    with path(language, folder, domain).open("rb") as file:
        return read_po(file, locale=language)


def updated(language: str, folder: Path = LOCALES, domain: str = "django") -> Catalog:
    """The catalogue with exactly the messages of the sources, and existing translations."""
    is_there = path(language, folder, domain).exists()
    catalog = read(language, folder, domain) if is_there else Catalog(locale=language)
    if folder == LOCALES:
        messages = template()
    elif folder == FILES:
        messages = wagtails_documents()
    else:
        kept = {(each.id, each.context) for each in catalog}
        messages = of_wagtail(lambda message: (message.id, message.context) in kept, domain)
    catalog.update(messages, no_fuzzy_matching=True, update_creation_date=False)
    catalog.obsolete.clear()
    return catalog


def po(catalog: Catalog) -> bytes:
    file = io.BytesIO()
    write_po(file, catalog, width=100, include_lineno=False, sort_output=True)
    return file.getvalue()


def mo(catalog: Catalog) -> bytes:
    file = io.BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")
    django.setup()
    for source in ALL:
        catalog, file = updated(*source), path(*source)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(po(catalog))
        file.with_suffix(".mo").write_bytes(mo(catalog))
