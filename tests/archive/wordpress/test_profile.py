"""The words of an organisation are data that another archive replaces."""

import ast
import re
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

import archive.wordpress
from archive.dates.written import DateWords
from archive.markup import convert
from archive.models import ReportPage
from archive.wordpress.export.records import Item
from archive.wordpress.profile import (
    LETTER,
    PLAIN,
    Correspondents,
    Countries,
    Letters,
    Profile,
    Rule,
)
from archive.wordpress.structure.describe import describe
from tests.corpus.site import front_pages

from .load import big
from .load.command import run
from .wxr import export, post

ROOM = Path(archive.wordpress.__file__).parent
EASTERN_WORD = re.compile("[\u3041-\u3096\u30a1-\u30fa\u3400-\u9fff\uac00-\ud7a3]{2}")
MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
FRENCH = Profile(
    rules=(Rule(LETTER, "", "title", "lettre ouverte"),),
    dates=DateWords(months={name: number for number, name in enumerate(MONTHS.split(), 1)}),
    letters=Letters(
        salutation=re.compile(r"(?:Madame|Monsieur)\b.{0,80},"),
        closing=re.compile(r"Veuillez agréer.{1,100}"),
    ),
    correspondents=Correspondents(office=re.compile(r"\bministre\b", re.IGNORECASE)),
    countries=Countries(languages=("fr",)),
)
LETTRE = """
<p>12 mars 2007</p>
<p>Jeanne Dupont<br/>Ministre des Affaires étrangères<br/>Belgique</p>
<p>Madame la Ministre,</p>
<p>Nous demandons la protection des réfugiés.</p>
<p>Veuillez agréer nos salutations distinguées.</p>
<p>Paul Martin</p>
"""


@pytest.mark.once
@pytest.mark.django_db
def test_without_a_profile_every_post_is_an_article_with_all_its_words():
    front_pages(["en", "ja", "ko"])
    file = BytesIO()
    big.write_export(file, posts=12, pictures=0)
    found = run(file.getvalue(), "--dry-run")
    assert found.report["summary"]["types"]["archive.LetterPage"] > 1
    plain = run(file.getvalue(), "--profile", "archive.wordpress.profile.PLAIN")
    assert plain.report["summary"]["types"] == {"archive.ReportPage": 12}
    assert plain.report["summary"]["withLosses"] == 0
    assert set(ReportPage.objects.values_list("kind", flat=True)) == {"article"}


@pytest.mark.django_db
def test_the_profile_of_an_archive_is_named_once(settings):
    letter = export(post(1, "Open letter to the Minister", "Words"))
    settings.WORDPRESS_PROFILE = "archive.wordpress.profile.PLAIN"
    assert run(letter, "--dry-run").item(1)["type"] == "archive.ReportPage"
    path = "archive.wordpress.profile.lfnkr.PROFILE"
    assert run(letter, "--dry-run", "--profile", path).item(1)["type"] == "archive.LetterPage"


def test_the_words_of_another_archive_tell_its_letters():
    item = Item(1, "post", "Lettre ouverte")
    draft = describe(item, convert(LETTRE), language="fr", today=date(2026, 3, 2), profile=FRENCH)
    assert (draft.model, draft.fields["date"]) == (LETTER, "2007-03-12")
    assert draft.fields["salutation"] == "Madame la Ministre,"
    [recipient], [signatory] = draft.rows["recipients"], draft.rows["signatories"]
    assert (recipient["name"], recipient["country"]) == ("Jeanne Dupont", "Belgique")
    assert signatory["name"] == "Paul Martin"
    plain = describe(item, convert(LETTRE), language="fr", today=date(2026, 3, 2), profile=PLAIN)
    assert (plain.fields["kind"], plain.rows) == ("article", {})


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["nothing", "archive.nothing.PROFILE", "archive.dates.ArchiveDate"]
)
def test_what_is_no_profile_is_refused(path):
    ran = run(export(post(1, "Title", "Words")), "--profile", path)
    assert (ran.status, path in ran.printed) == (2, True)


def test_words_of_a_language_stand_in_the_profile_alone():
    outside = [path for path in ROOM.rglob("*.py") if path.parent.name != "profile"]
    found = [
        f"{path.relative_to(ROOM)}:{node.lineno}: move {node.value!r} into the profile"
        for path in outside
        for node in words_in(ast.parse(path.read_text("utf-8")))
    ]
    assert not found, "\n".join(found)


def words_in(tree):
    """The strings of a module that hold a word of Japanese or Korean, but for its docstrings."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    nodes = list(ast.walk(tree))
    docstrings = {ast.get_docstring(node, False) for node in nodes if isinstance(node, documented)}
    strings = (node for node in nodes if isinstance(node, ast.Constant))
    for node in strings:
        is_data = isinstance(node.value, str) and node.value not in docstrings
        if is_data and EASTERN_WORD.search(node.value):
            yield node
