"""The public archive in a folder is complete, works without a server, and hides what is hidden."""

import hashlib
import json
import re
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.template.loader import get_template
from wagtail.models import PageViewRestriction

from archive.preservation.site import writing
from archive.preservation.site.asked import PAGE
from archive.preservation.site.links import seen_from
from cms.freshness.content_version import bump
from cms.freshness.triggers import uninstall
from cms.schema import schema
from media.models import CustomDocument
from tests.archive.graphql.described import describe
from tests.factories import (
    ArchiveSectionPageFactory,
    CategoryFactory,
    ImageFactory,
    LetterPageFactory,
    ReportPageFactory,
)

pytestmark = pytest.mark.django_db
HIDDEN = "Planted"


@pytest.fixture
def export(tmp_path):
    """The folder that the command writes."""

    def write(name="site"):
        call_command("export_site", tmp_path / name)
        return tmp_path / name

    return write


def figure(image, **words):
    shown = {"image": image, "alt": "A street", "decorative": False, "caption": "", "credit": ""}
    return shown | words


def links_of(page):
    """The places in the folder that a page of it names, and what leads elsewhere."""
    soup = BeautifulSoup(page.read_text("utf-8"), "html.parser")
    named = [tag["href"] for tag in soup.find_all(href=True)]
    return named + [tag["src"] for tag in soup.find_all(src=True)]


def test_every_link_leads_to_a_file_of_the_folder_and_nothing_is_loaded_from_elsewhere(
    export, locales
):
    letter = describe(locales)
    letter.body = [("paragraph", {"text": f'<p><a linktype="page" id="{letter.pk}">It</a></p>'})]
    letter.categories = [CategoryFactory(name="Defectors", slug="defectors")]
    letter.save_revision().publish()
    folder = export()
    pages = list(folder.rglob("*.html"))
    assert {"index.html", "contents.html"} <= {path.name for path in folder.iterdir()}
    for page in pages:
        for link in links_of(page):
            if not urlsplit(link).scheme:
                assert (page.parent / unquote(link.partition("#")[0])).is_file(), (page, link)
        assert not re.search(r"<(?:script|link|iframe)\b", page.read_text("utf-8"))
    own = folder / letter.url_path.removeprefix("/home/") / "index.html"
    assert "index.html" in [link.rpartition("/")[2] for link in links_of(own)]
    shown = own.read_text("utf-8")
    for words in ("Kato Hiroshi", "Jane Doe", "Defectors", letter.reference_code):
        assert words in shown
    assert "Open Letter" in (folder / "category/defectors/index.html").read_text("utf-8")
    assert (
        json.loads(own.with_suffix(".json").read_text())["referenceCode"] == letter.reference_code
    )
    for line in (folder / "SHA256SUMS").read_text("utf-8").splitlines():
        digest, _, path = line.partition("  ")
        assert hashlib.sha256((folder / path).read_bytes()).hexdigest() == digest


def test_nothing_hidden_comes_along(export, client):
    section = ArchiveSectionPageFactory(title="Open", slug="open")
    ReportPageFactory(parent=section, title=f"{HIDDEN} draft", live=False)
    closed = ArchiveSectionPageFactory(parent=section, title=f"{HIDDEN} section", slug="closed")
    LetterPageFactory(parent=closed, title=f"{HIDDEN} letter")
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    unreviewed = ImageFactory(title=f"{HIDDEN} picture")
    file = ContentFile(f"{HIDDEN} words".encode(), name="note.txt")
    private = CustomDocument.objects.create(title=f"{HIDDEN} file", file=file, review="nobody")
    shown = ReportPageFactory(
        parent=section, title="Shown", lead_image=ImageFactory(), lead_image_decorative=True
    )
    shown.body = [
        ("gallery", {"figures": [figure(unreviewed, caption=f"{HIDDEN} caption")]}),
        ("document", {"document": private, "description": ""}),
        ("paragraph", {"text": f'<p><a linktype="document" id="{private.pk}">It</a></p>'}),
    ]
    shown.save()
    for image_or_file in (unreviewed, private):  # somebody has second thoughts
        image_or_file.review = "unreviewed"
        image_or_file.save()
    shown.title = f"{HIDDEN} title"
    shown.save_revision()  # not published
    folder = export()
    content = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert HIDDEN.encode() not in content
    assert b"Shown" in content
    assert [path.name for path in (folder / "files").iterdir()] == [f"{shown.lead_image_id}.webp"]
    assert not (folder / "open/closed").exists()


def test_a_file_of_another_site_is_not_taken_for_one_of_ours(export, committed):
    file = ContentFile(b"Our words", name="ours.txt")
    ours = CustomDocument.objects.create(title="Ours", file=file, review="nobody")
    theirs = f"https://example.net/documents/{ours.pk}/theirs.txt"
    section = ArchiveSectionPageFactory(slug="open")
    text = f'<p><a linktype="document" id="{ours.pk}">It</a> <a href="{theirs}">Theirs</a></p>'
    body = [("paragraph", {"text": text})]
    committed(lambda: LetterPageFactory(parent=section, slug="letter", body=body))
    links = links_of(export() / "open/letter/index.html")
    assert theirs in links
    assert f"../../files/{ours.pk}.txt" in links


def test_every_type_of_block_is_asked_for_and_shown():
    types = schema.graphql_schema
    template = get_template("archive/site/block.html").template.source
    for kind in types.get_possible_types(types.type_map["Block"]):
        assert f"... on {kind.name} " in PAGE
        assert f'kind == "{kind.name}"' in template


def test_what_changes_meanwhile_is_written_again_or_not_at_all(export, tmp_path, monkeypatch):
    page_with, asked = writing.page_with, []
    taken_back = ReportPageFactory(title=f"{HIDDEN} soon")

    def first_then_withdraw(identifier, locale):
        answer = page_with(identifier, locale)
        if answer["title"] == taken_back.title:
            asked.append(identifier)
            taken_back.unpublish()
        return answer

    monkeypatch.setattr(writing, "page_with", first_then_withdraw)
    folder = export()
    assert len(asked) == 1
    assert not [path for path in folder.rglob("*.html") if HIDDEN in path.read_text("utf-8")]
    monkeypatch.setattr(writing, "page_with", lambda *_: bump())
    with pytest.raises(CommandError, match="changed each time"):
        export("again")
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_nothing_is_written_out_while_a_migration_has_dropped_triggers(export, tmp_path):
    uninstall(connection, ["archive"])
    with pytest.raises(CommandError, match="changed each time"):
        export()
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_there_is_left_alone(export, tmp_path):
    (tmp_path / "site").mkdir()
    with pytest.raises(CommandError, match="is there already"):
        export()


@pytest.mark.parametrize(
    ("path", "address"),
    [("/", "a/index.html"), ("/b/", "../a/index.html"), ("/b/手紙/", "../../a/index.html")],
)
def test_a_place_is_addressed_from_where_it_is_named(path, address):
    assert seen_from(path, "a/index.html") == address
