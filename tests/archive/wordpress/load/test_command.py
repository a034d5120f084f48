"""How a run ends, what a dry run does, where posts go and in which language."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import DEFAULT_DB_ALIAS, connections
from wagtail.models import Page

from archive.models import ImportedItem, ImportRun, LetterPage, ReportPage
from tests.archive.wordpress.wxr import attachment, export, post
from tests.corpus.site import front_pages
from tests.factories import ArchiveSectionPageFactory

from .command import TRAPS, ended, photograph, run, tables, write_uploads
from .runs import tables as content_tables

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).parents[4]
SAMPLES = sorted((Path(__file__).parents[5] / "shared" / "samples").rglob("*.xml"))
LOST = '<img src="http://www.example.org/wp-content/uploads/2006/01/gone.jpg" alt="Gone" />'


def page_of(id):
    return ImportedItem.objects.get(source_id=id).page.specific


# Exit statuses


def test_without_losses_the_status_is_0():
    ran = run(export(post(1, "Title", "Words")))
    assert (ran.status, ran.report["summary"]["withLosses"]) == (0, 0)


@pytest.mark.parametrize(
    "item",
    [post(1, "Title", LOST), attachment(1, "gone.jpg"), post(0, "Title")],
    ids=["a picture that is lost", "a file that is lost", "an item that is skipped"],
)
def test_with_losses_the_status_is_1(item):
    assert run(export(item)).status == 1


def test_with_an_error_the_status_is_1_and_the_other_posts_are_there(monkeypatch):
    def fail(self, item):
        raise RuntimeError("broken")

    monkeypatch.setattr("archive.wordpress.load.media.attachments.AttachmentWriter.write", fail)
    ran = run(export(attachment(2, "x.jpg"), post(1, "Title", "Words")))
    assert (ran.status, ran.report["summary"]["errors"]) == (1, 1)
    assert ran.item(2)["action"] == "failed"
    assert page_of(1).live


def test_without_a_database_that_is_migrated_nothing_is_done(tmp_path):
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{tmp_path}/empty.sqlite3"}
    environment["DJANGO_SETTINGS_MODULE"] = "cms.settings.dev"
    command = [sys.executable, "manage.py", "import_wordpress", str(TRAPS)]
    ran = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True)
    assert ran.returncode == 2
    assert "The database cannot be used: no such table" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_run_tells_what_it_came_to():
    printed = run(export(post(1, "Title", "Words"), post(2, status="trash"))).printed
    assert "Pages: 1 created, 1 left out." in printed
    assert "With losses: 0. Errors: 0." in printed


def test_the_report_is_written_only_where_it_is_asked_for(tmp_path):
    file = tmp_path / "export.xml"
    file.write_bytes(export(post(1, "Title", "Words")))
    assert ended(file)[0] == 0
    assert [path.name for path in tmp_path.iterdir()] == ["export.xml"]


# Dry runs


@pytest.fixture
def uploads(tmp_path):
    front_pages(["en", "ja", "ko"])
    return write_uploads(tmp_path / "uploads")


def test_a_dry_run_writes_nothing(uploads, settings):
    before, files = tables(), files_in(settings.FILES)
    assert run(TRAPS, "--dry-run", uploads=uploads).printed.count("Nothing was written") == 1
    assert (tables(), files_in(settings.FILES)) == (before, files)


def files_in(folder):
    """All but the lock of the import, which stands beside the database from its first run on."""
    return sorted(path for path in folder.rglob("*") if path.suffix != ".import")


def test_a_dry_run_reports_what_the_run_then_does(uploads):
    dry = run(TRAPS, "--dry-run", uploads=uploads)
    real = run(TRAPS, uploads=uploads)
    assert dry.status == real.status
    assert dry.report["isDryRun"] is True
    for one, other in zip(dry.report["items"], real.report["items"], strict=True):
        assert one["page"] is None
        assert {**one, "page": None} == {**other, "page": None}
    assert dry.report["summary"] == real.report["summary"]


def test_a_dry_run_says_what_readers_will_see_of_a_draft(uploads):
    picture = '<img class="wp-image-2" src="/wp-content/uploads/2006/01/maisai.jpg" alt="A" />'
    terms = [("category", "informers", "Informers of Yanji")]
    drafts = [post(id, "One", picture, status="private", terms=terms) for id in (1, 3)]
    site = export(*drafts, attachment(2, "2006/01/maisai.jpg", parent=1))
    dry, real = (run(site, *options, uploads=uploads) for options in (["--dry-run"], []))
    assert real.codes(1) >= {"category-shown", "files-not-public"}
    assert "category-shown" not in real.codes(3)
    assert [dry.codes(id) for id in (1, 2, 3)] == [real.codes(id) for id in (1, 2, 3)]


@pytest.mark.parametrize("sample", SAMPLES, ids=[path.stem for path in SAMPLES])
def test_a_dry_run_over_a_real_export_says_all_that_the_run_says(sample, uploads):
    dry, real = (run(sample, *options, uploads=uploads) for options in (["--dry-run"], []))
    assert dry.status == real.status
    items = [ran.report.get("items", []) for ran in (dry, real)]  # none of what is refused
    for one, other in zip(*items, strict=True):
        assert {**one, "page": None} == {**other, "page": None}


def test_a_post_with_a_dead_link_is_not_written_again_for_the_order_of_its_tags():
    tags = [("post_tag", slug, slug.title()) for slug in ("alpha", "beta")]
    words = '<a href="/gone/">gone</a>'
    file = export(post(1, "A", words, terms=tags), post(2, "B", words, terms=tags[::-1]))
    run(file)
    assert {item["action"] for item in run(file).report["items"]} == {"unchanged"}


@pytest.mark.parametrize("sample", SAMPLES, ids=[path.stem for path in SAMPLES])
def test_a_real_export_changes_nothing_when_it_is_run_again(sample, uploads):
    run(sample, uploads=uploads)
    first = content_tables()
    for _again in range(2):
        ran = run(sample, uploads=uploads)
        actions = {item["action"] for item in ran.report.get("items", [])}
        assert actions <= {"unchanged", "left_out"}
        assert content_tables() == first


def test_a_dry_run_knows_the_files_that_are_here_already(tmp_path):
    figure = '<img class="wp-image-2" src="/wp-content/uploads/2006/01/a.jpg" alt="A" />'
    picture, words = attachment(2, "2006/01/a.jpg"), post(1, "Title", figure)
    folder = tmp_path / "uploads/2006/01"
    folder.mkdir(parents=True)
    (folder / "a.jpg").write_bytes(photograph("red"))
    run(export(picture, words), uploads=tmp_path / "uploads")
    later = export(picture, words, post(3, "Later", figure))
    assert run(later, "--dry-run", uploads=tmp_path / "uploads").codes(3) == set()


def test_a_dry_run_leaves_nothing_to_compare_with_the_record():
    state = vars(connections[DEFAULT_DB_ALIAS])
    state.pop("record_touched", None)  # of a test before, which was rolled back
    run(export(post(1, "Title", "Words")), "--dry-run")
    assert "record_touched" not in state


def test_a_dry_run_needs_no_section_and_makes_none():
    run(export(post(1, "Title", "Words")), "--dry-run")
    assert not Page.objects.filter(slug="old-site").exists()


# --under


def test_posts_go_into_the_section_that_is_named():
    section = ArchiveSectionPageFactory(title="Letters", slug="letters")
    run(export(post(1, "Title", "Words")), under="/letters/")
    assert page_of(1).get_parent().pk == section.pk
    assert not Page.objects.filter(slug="old-site").exists()


@pytest.mark.parametrize("path", ["letters", "/letters", "letters/"])
def test_a_section_is_named_with_or_without_slashes(path):
    ArchiveSectionPageFactory(title="Letters", slug="letters")
    assert run(export(post(1, "Title", "Words")), under=path).status == 0


def test_posts_of_another_language_go_into_the_translation_of_the_section():
    fronts = front_pages(["en", "ja", "ko"])
    section = ArchiveSectionPageFactory(title="Letters", slug="letters")
    run(export(post(1, "題", "言葉", terms=[("language", "ja", "日本語")])), under="/letters/")
    above = page_of(1).get_parent()
    assert above.translation_key == section.translation_key
    assert above.get_parent().pk == fronts["ja"].pk


# --locale


def test_posts_that_do_not_say_theirs_have_the_language_that_is_named(reader):
    front_pages(["en", "ja", "ko"])
    run(export(post(1, "題", "言葉")), locale="ja")
    assert reader.post(1)["locale"]["code"] == "ja"
    assert reader.post(1)["path"].startswith("/ja/")


def test_a_post_that_says_its_language_keeps_it(reader):
    front_pages(["en", "ja", "ko"])
    run(export(post(1, "제목", "말", terms=[("language", "ko", "한국어")])), locale="ja")
    assert reader.post(1)["locale"]["code"] == "ko"


def test_posts_that_were_translations_of_each_other_are(reader):
    front_pages(["en", "ja", "ko"])
    group = ("post_translations", "pll_5f", "pll_5f")
    items = [
        post(id, f"Post {id}", "Words", terms=[("language", code, code), group])
        for id, code in enumerate(("en", "ja", "ko"), 1)
    ]
    run(export(*items, post(4, "Alone", "Words")))
    paths = {one["path"] for one in reader.post(1)["translations"]}
    assert paths == {"/ja/old-site/post-2/", "/ko/old-site/post-3/"}
    assert reader.post(4)["translations"] == []


def test_a_post_in_a_language_that_is_not_here_is_a_draft(reader):
    front_pages(["en", "ja", "ko"])
    group = ("post_translations", "pll_5f", "pll_5f")
    items = [
        post(id, f"Post {id}", "Words", terms=[("language", code, code), group])
        for id, code in enumerate(("en", "fr"), 1)
    ]
    ran = run(export(*items))
    assert ran.codes(2) == {"language-unknown"}
    assert ran.report["summary"]["heldBack"] == 1
    assert not page_of(2).live
    assert reader.post(1)["translations"] == []


def test_a_page_says_which_terms_it_had():
    terms = [("post_tag", "unhcr", "UNHCR"), ("language", "en", "English")]
    ran = run(export(post(1, "About", "Words", kind="page", terms=terms)))
    assert ran.codes(1) == {"term-of-a-page"}


def test_two_posts_of_one_language_are_no_translations_of_each_other():
    group = ("post_translations", "pll_5f", "pll_5f")
    ran = run(export(*(post(id, f"Post {id}", "Words", terms=[group]) for id in (1, 2))))
    assert [item["action"] for item in ran.report["items"]] == ["created", "created"]


# --type-map


@pytest.mark.parametrize(
    "line", ["post,1,letter", "category,field-notes,letter", 'title,"*at the river*",letter']
)
def test_a_type_map_goes_before_all_rules(tmp_path, line):
    path = tmp_path / "types.csv"
    path.write_text(f"# by hand\n{line}\n")
    terms = [("category", "field-notes", "Field notes")]
    items = [post(1, "Border report at the river", "Words", terms=terms), post(2, "News", "Words")]
    ran = run(export(*items), type_map=path)
    assert isinstance(page_of(1), LetterPage)
    assert isinstance(page_of(2), ReportPage)
    assert ran.item(1)["why"] == "Line 2 of the type map says so."


# Several files of one site


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_an_export_in_several_files_is_one(order, tmp_path):
    link = '<a href="http://www.example.org/two/">two</a>'
    parts = [export(post(1, "One", link)), export(post(2, "Two", "Words.", slug="two"), post(3))]
    files = [tmp_path / f"part-{number}.xml" for number in range(2)]
    for file, part in zip(files, parts, strict=True):
        file.write_bytes(part)
    status, printed = ended(*(files[number] for number in order))
    assert f'id="{page_of(2).pk}"' in str(page_of(1).body.get_prep_value())
    assert "3 pages were written" in printed
    assert status == 1  # the third is empty
    assert ImportRun.objects.get().file_name == ", ".join(files[at].name for at in order)


def test_files_of_two_sites_are_refused(tmp_path):
    for number, site in enumerate(("http://one.example", "http://two.example")):
        (tmp_path / f"{number}.xml").write_bytes(export(post(1, "One"), site=site))
    status, printed = ended(tmp_path / "0.xml", tmp_path / "1.xml")
    assert status == 2
    assert "an export of http://two.example, not of http://one.example" in printed
