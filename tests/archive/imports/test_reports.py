"""The admin's reports of imports: what happened, and what an editor should look at."""

import csv
import re
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import GroupPagePermission

from archive.models import ImportRecord, ImportRun
from tests.factories import ArchiveSectionPageFactory, ReportPageFactory

pytestmark = pytest.mark.django_db
RUNS, IMPORTED = reverse("archive_imports"), reverse("archive_imported")
LOST = {"losses": [{"code": "words-lost", "text": "2 words did not arrive: rice, river"}]}
BOLD = {
    "code": "heading-from-bold",
    "text": "A bold line became a heading: “Rice”",
    "message": "A bold line became a heading: “%(words)s”",
    "values": {"words": "Rice"},
}


@pytest.fixture
def run():
    return ImportRun.objects.create(file_name="export.xml", file_sha256="ab" * 32, site="lfnkr.org")


@pytest.fixture
def record(run):
    """Keep what a run did with a post; each has the next ID there."""

    def keep(title, page=None, action="created", **report):
        return ImportRecord.objects.create(
            run=run,
            source_id=run.records.count() + 1,
            kind="post",
            title=title,
            action=action,
            page=page,
            report=report,
            has_losses="losses" in report,
            needs_review="toReview" in report,
        )

    return keep


@pytest.fixture
def sections(record):
    """Two sections, a post in each, and one that became no page."""
    made = [ArchiveSectionPageFactory(title=title) for title in ("Letters", "Reports")]
    for section in made:
        page = ReportPageFactory(parent=section)
        record(f"Post in {section.title}", page, **LOST)
    record("Post that failed", action="failed")
    return made


@pytest.fixture
def editor(client, django_user_model):
    """Log an editor in who may change the pages below one page, or none at all."""

    def log_in(page=None):
        user = django_user_model.objects.create_user("editor", "editor@example.org", "secret")
        group = Group.objects.create(name="Some editors")
        group.permissions.add(Permission.objects.get(codename="access_admin"))
        user.groups.add(group)
        if page:
            change = Permission.objects.get(codename="change_page")
            GroupPagePermission.objects.create(group=group, page=page, permission=change)
        client.force_login(user)
        return client

    return log_in


def shown(client, address, **query):
    response = client.get(address, query)
    assert response.status_code == 200
    return response.content.decode()


def titles(client, **query):
    return [record.title for record in client.get(IMPORTED, query).context["object_list"]]


def counts(client):
    [run] = client.get(RUNS).context["object_list"]
    return run.posts, run.with_losses, run.to_review


def test_runs_are_listed_with_their_counts_and_lead_to_their_posts(admin_client, run, sections):
    page = shown(admin_client, RUNS)
    assert all(words in page for words in ("export.xml", "abababababab", "lfnkr.org"))
    assert f'href="{IMPORTED}?run={run.pk}"' in page
    assert counts(admin_client) == (3, 2, 0)


def test_each_post_of_a_run_leads_to_its_page(admin_client, run, record):
    page = ReportPageFactory()
    record("Border report", page)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert f'href="{address}"' in shown(admin_client, IMPORTED, run=run.pk)


def test_a_post_whose_page_is_gone_is_listed_without_a_link(admin_client, record):
    page = ReportPageFactory()
    record("Border report", page)
    page.delete()
    assert "Border report" in shown(admin_client, IMPORTED)


def test_the_posts_of_other_runs_are_left_out(admin_client, run, record):
    record("Border report")
    other = ImportRun.objects.create(file_name="other.xml")
    assert titles(admin_client, run=other.pk) == []
    assert titles(admin_client, run=run.pk) == ["Border report"]


def test_posts_with_losses_can_be_picked_out_and_say_what_is_lost(admin_client, record):
    record("Whole")
    record("Cut", **LOST)
    assert titles(admin_client, has_losses="true") == ["Cut"]
    assert "Lost: 2 words did not arrive: rice, river" in shown(admin_client, IMPORTED)


def test_types_and_times_are_written_as_an_editor_knows_them(admin_client, run, record):
    record("Open letter", type="archive.LetterPage", why="The title says “open letter”.")
    assert "Letter: The title says “open letter”." in shown(admin_client, IMPORTED)
    ImportRun.objects.update(started_at=datetime(2026, 11, 25, 19, 4, tzinfo=UTC))
    assert str(ImportRun.objects.get()) == "export.xml, 2026-11-26 04:04"


def test_posts_can_be_searched_by_their_title(admin_client, record):
    record("Border report")
    record("Open letter")
    assert titles(admin_client, q="border") == ["Border report"]


def test_an_editor_of_one_section_sees_its_posts_and_counts_only(editor, sections):
    client = editor(sections[0])
    assert titles(client) == ["Post in Letters"]
    assert counts(client) == (1, 1, 0)
    exported = client.get(IMPORTED, {"export": "csv"}).getvalue().decode()
    assert "Post in Letters" in exported
    assert "Post in Reports" not in exported


def test_an_editor_of_all_pages_sees_what_became_no_page(editor, sections):
    client = editor(sections[0].get_root())
    assert "Post that failed" in titles(client)
    assert counts(client) == (3, 2, 0)


@pytest.mark.parametrize("address", [RUNS, IMPORTED])
def test_who_may_work_on_no_page_is_refused(editor, sections, address):
    client = editor()
    assert client.get(address).url == reverse("wagtailadmin_home")
    assert client.get(f"{address}results/").status_code == 302
    assert "/reports/imports/" not in shown(client, reverse("wagtailadmin_home"))


@pytest.mark.parametrize("address", [RUNS, IMPORTED])
def test_who_is_not_logged_in_is_sent_to_the_login(client, address):
    assert client.get(address).url.startswith(reverse("wagtailadmin_login"))


def test_markup_in_titles_and_notes_is_escaped(admin_client, run, record):
    evil = "<img src=x onerror=alert(1)>"
    run.file_name = run.site = evil
    run.save()
    record(evil, why=evil, type="archive.LetterPage", toReview=[{"code": "x", "text": evil}])
    for address in (RUNS, IMPORTED):
        page = shown(admin_client, address)
        assert "&lt;img src=x onerror" in page
        assert "<img src=x" not in page


@pytest.mark.parametrize("start", "=+-@\t\r")
def test_no_cell_of_an_export_is_a_formula(admin_client, run, record, start):
    formula = f"{start}cmd|' /C calc'!A0"
    run.file_name = formula
    run.save()
    record(formula, toReview=[{"code": "x", "text": formula}])
    for address in (RUNS, IMPORTED):
        text = admin_client.get(address, {"export": "csv"}).getvalue().decode()
        cells = [cell for row in csv.reader(StringIO(text, newline="")) for cell in row]
        assert f"'{formula}" in cells
        assert not any(cell.startswith(start) for cell in cells)


def test_an_export_says_what_there_is_to_look_at(admin_client, record):
    record("Cut", **LOST, toReview=[{"code": "sticky", "text": "It stood above."}])
    text = admin_client.get(IMPORTED, {"export": "csv"}).getvalue().decode()
    [row] = csv.DictReader(StringIO(text, newline=""))
    assert row["Title"] == "Cut"
    assert row["To look at"].splitlines() == [
        "Lost: 2 words did not arrive: rice, river",
        "It stood above.",
    ]


def test_a_long_list_costs_as_many_queries_as_a_short_one(
    admin_client, record, django_assert_num_queries
):
    record("First", ReportPageFactory())
    with CaptureQueriesContext(connection) as short:
        shown(admin_client, IMPORTED)
    for number in range(5):
        record(f"Number {number}", ReportPageFactory())
    with django_assert_num_queries(len(short)):
        shown(admin_client, IMPORTED)


def test_the_items_of_a_run_begin_with_what_it_came_to(admin_client, run):
    run.summary = {
        "written": 2, "public": 1, "heldBack": 1, "errors": 0, "toReview": 3,
        "lookFirst": ["A <picture> is lost"],
        "filesMissing": [{"host": "example.org", "reason": "gone", "files": 3}],
    }  # fmt: skip
    run.save()
    shown = admin_client.get(IMPORTED, {"run": run.pk}).content.decode()
    for sentence in (
        "2 pages were written; for all readers: 1.",
        "3 files are missing: 3 × example.org, gone.",
        "look at it first: “A &lt;picture&gt; is lost”.",
        "1 page that was published there is a draft here until somebody has looked at it.",
        "Next: get the missing files into the folder of uploads, and run it again.",
    ):
        assert sentence in shown
    assert "files are missing" not in admin_client.get(IMPORTED).content.decode()


def test_titles_in_the_sentences_are_for_who_works_on_all_pages(client, editor, sections, run):
    run.summary = {
        "written": 1, "public": 1, "heldBack": 0, "errors": 0, "toReview": 0,
        "lookFirst": ["Post in Reports"], "filesMissing": [],
    }  # fmt: skip
    run.save()
    editor(sections[0])
    assert "Post in Reports" not in client.get(IMPORTED, {"run": run.pk}).content.decode()


def test_an_editor_reads_the_notes_in_their_language(admin_client, record, settings):
    settings.LANGUAGE_CODE = "ja"
    held_back = {
        "code": "held-back",
        "text": "It is a draft here, since readers must not see it: A name.",
        "message": "It is a draft here, since readers must not see it: %(reasons)s",
        "values": {"reasons": {"en": "A name.", "ja": "名前です。"}},
    }
    structure = {
        "message": "It has %(words)s.",
        "values": {"words": {"message": "an addressee and a salutation", "values": {}}},
    }
    record("Rice", type="archive.LetterPage", reason=structure, toReview=[BOLD, held_back])
    page = shown(admin_client, IMPORTED)
    assert "太字の行が見出しになりました：「Rice」" in page
    assert "閲覧者に見せてはならないため、ここでは下書きです：名前です。" in page
    assert "書簡：宛名と冒頭のあいさつがあります。" in page


def test_a_note_of_an_older_version_shows_what_was_kept_of_it(admin_client, record, settings):
    settings.LANGUAGE_CODE = "ja"
    trash = {"code": "not-taken", "text": "It was in the trash."}
    record("Cut", why="The title says “open letter”.", **LOST, toReview=[trash])
    page = shown(admin_client, IMPORTED)
    assert "欠落：2 words did not arrive: rice, river" in page
    assert "ゴミ箱に入っていました。" in page
    assert "The title says “open letter”." in page


def test_the_codes_of_a_run_are_explained_and_lead_to_its_items(
    admin_client, run, record, settings
):
    settings.LANGUAGE_CODE = "ja"
    record("Rice", toReview=[BOLD])
    record("River")
    run.summary = {
        "written": 2, "public": 2, "heldBack": 0, "errors": 0, "toReview": 1, "lookFirst": [],
        "codes": {"heading-from-bold": 1},
        "filesMissing": [{
            "host": "no host", "reason": "No uploads folder was given", "files": 3,
            "why": {"message": "No uploads folder was given", "values": {}},
        }],
        "notes": [{
            "code": "comments", "text": "14 comments are not taken over.",
            "message": "%(count)s comments are not taken over.", "values": {"count": "14"},
        }],
    }  # fmt: skip
    run.save()
    address = f"{IMPORTED}?run={run.pk}&amp;code=heading-from-bold"
    page = shown(admin_client, IMPORTED, run=run.pk)
    assert f'<a href="{address}">太字の行が見出しになりました。</a> (1)' in page
    assert "<li>コメント14件は取り込まれません。</li>" in page
    assert "3 × ホスト不明, アップロードのフォルダが指定されていません。" in page
    assert titles(admin_client, run=run.pk, code="heading-from-bold") == ["Rice"]


@pytest.mark.parametrize(("given", "shown_id"), [(1042, "1042"), (271 * 10**12 + 7, "7")])
def test_an_id_is_that_of_the_old_site(admin_client, record, given, shown_id):
    ImportRecord.objects.filter(pk=record("Rice").pk).update(source_id=given)
    assert re.search(rf"<td[^>]*>\s*{shown_id}\s*</td>", shown(admin_client, IMPORTED))
