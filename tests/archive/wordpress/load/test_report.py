"""A report that somebody can act on."""

import csv
import re
from pathlib import Path

import pytest
from django.utils.translation import override
from django.utils.translation.trans_real import translation

from archive import markup, wordpress
from archive.imports.codes import CODES, meaning
from tests.archive.wordpress.wxr import SITE, attachment, export, post
from tests.corpus.site import front_pages
from tests.factories import front_page

from .command import TRAPS, photograph, run
from .runs import page_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ROOMS = [Path(room.__file__).parent for room in (wordpress, markup)]
_CODE = re.compile(r"""\b(?:Note|_?note)\(\s*"([a-z-]+)\"""")
GONE = '<img src="http://www.example.org/wp-content/uploads/2006/01/gone.jpg" alt="Gone" />'


@pytest.fixture(autouse=True)
def _front():
    front_page()


def test_it_begins_with_what_matters(tmp_path):
    items = [
        post(1, "A picture is lost", GONE),
        post(2, "A draft", "Words.", status="draft"),
        attachment(3, "2006/01/gone.jpg"),
        attachment(4, url="http://cdn.example/x.jpg", meta={}),
    ]
    lines = run(export(*items), uploads=tmp_path).printed.splitlines()
    start = lines.index("2 pages were written; for all readers: 1.")
    assert "1 × example.org, The file is not in the uploads folder" in lines[start + 1]
    assert "1 × cdn.example, The file is not in the uploads folder" in lines[start + 1]
    assert lines[start + 2].endswith("look at it first: “A picture is lost”.")
    assert lines[start + 4].startswith("Next: get the missing files")
    assert any(
        line.endswith("picture-missing: A picture is not here; a link stands for it.")
        for line in lines
    )


def test_a_published_post_without_a_word_is_no_success():
    items = [post(1, "Nothing"), post(2, "Draft", status="draft")]
    ran = run(export(*items))
    assert (ran.status, ran.report["summary"]["empty"]) == (1, 1)
    assert ran.report["summary"]["lookFirst"] == ["Nothing"]
    again = run(export(*items))
    assert (again.status, again.codes(1), again.codes(2)) == (1, {"empty"}, set())


def test_an_export_without_any_item_is_no_success():
    ran = run(export(authors={"one": "One"}))
    assert ran.status == 1
    assert "The export holds no post and no file." in ran.printed


def test_every_code_is_explained():
    front_pages(["ja", "ko"])
    ran = run(TRAPS)
    codes = ran.report["summary"]["codes"]
    assert len(codes) > 20
    assert [code for code, about in codes.items() if not about["meaning"]] == []
    files = (file for room in ROOMS for file in room.rglob("*.py"))
    written = {code for file in files for code in _CODE.findall(file.read_text())}
    assert len(written) > 60
    assert [code for code in written if not meaning(code)] == []
    assert meaning("no-such-code") == ""


def test_every_sentence_of_a_run_is_translated_and_the_console_speaks_english(settings):
    front_pages(["ja", "ko"])
    settings.LANGUAGE_CODE = "ja"
    with override("ja"):
        ran = run(TRAPS)
    said_of = [
        note for item in ran.report["items"] for note in [*item["losses"], *item["toReview"]]
    ]
    said_of += ran.report["summary"]["notes"] + ran.report["summary"]["leftOut"]
    said_of += [item["reason"] for item in ran.report["items"] if item["why"]]
    assert "pages were written; for all readers: " in ran.printed
    for language in ("ja", "ko"):
        catalogue = translation(language)
        messages = {sentence["message"] for sentence in said_of} | {*CODES.values()}
        messages.discard("%(address)s: %(reason)s")  # in Korean, too
        assert [each for each in messages if catalogue.gettext(each) == each] == []


def test_each_note_is_a_line_of_a_spreadsheet_and_no_formula(tmp_path):
    report = tmp_path / "report.json"
    run(export(post(1, "=HYPERLINK(1)", GONE)), report=report)
    with (tmp_path / "report.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert ("picture-missing", "yes") in [(row["code"], row["isLoss"]) for row in rows]
    assert {row["title"] for row in rows} == {"'=HYPERLINK(1)"}


def test_the_types_can_be_corrected_and_given_back(tmp_path):
    file = export(post(1, "Open Letter\nto all", "Words."), post(2, "Two", "Words."))
    run(file, "--dry-run", report=tmp_path / "report.json")
    types = tmp_path / "report.types.csv"
    text = types.read_text("utf-8")
    assert "post,1,letter" in text
    types.write_text(text.replace("post,2,article", "post,2,speech"), "utf-8")
    run(file, type_map=types)
    assert page_of(2).kind == "speech"


def test_comments_are_counted_once_and_custom_fields_have_their_posts():
    posts = [post(id, "One", "Words.", comments=2, meta={"views": "7"}) for id in range(1, 8)]
    ran = run(export(*posts))
    assert "14 comments are not taken over." in ran.printed
    assert "views (7: 1, 2, 3, 4, 5, …)" in ran.printed
    assert ran.report["summary"]["customFields"] == {"views": list(range(1, 8))}
    assert (ran.codes(1), ran.status) == (set(), 0)


def test_a_form_and_a_widget_are_counted_once_and_no_loss_of_each_post():
    form, widget = '[contact-form-7 id="3" title="x"]', "<!-- wp:latest-posts /-->"
    posts = [post(id, "One", f"Words. {form}") for id in (1, 2)] + [
        post(3, "Two", widget + "Words")
    ]
    first, second = (run(export(*posts)) for _ in range(2))
    assert "The form “contact-form-7” cannot work here and was left out. (2: 1, 2)" in first.printed
    assert "“latest-posts” showed what the old site filled it with" in first.printed
    assert (first.codes(1), first.status) == (set(), 0)
    assert first.report["summary"]["leftOut"] == second.report["summary"]["leftOut"]


def test_files_of_the_folder_that_nothing_names_are_listed(tmp_path):
    for name in ("a.jpg", "a-300x200.jpg", "b.pdf", "c.pdf", "index.php", "cache/x.css"):
        file = tmp_path / "uploads" / ("" if "/" in name else "2006/01") / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"x")
    named = '<a href="/wp-content/uploads/2006/01/b.pdf">b</a>'
    ran = run(export(post(1, "One", named), attachment(2, "2006/01/a.jpg")), uploads=tmp_path)
    assert ran.report["summary"]["filesNothingNames"] == ["2006/01/c.pdf"]
    assert "nothing names, and that stay there: 1 (2006/01/c.pdf)." in ran.printed


@pytest.mark.parametrize(
    ("content", "code"),
    [("Words.\n\n[imagelist]\n\nMore.", "in-brackets"), ("She said [sic] so.", None)],
)
def test_a_word_alone_in_brackets_is_no_success(content, code):
    ran = run(export(post(1, "One", content)))
    assert (ran.codes(1), ran.status) == ({code} if code else set(), 1 if code else 0)


def test_a_file_that_is_there_and_cannot_be_kept_is_not_called_missing(tmp_path):
    (tmp_path / "2006/01").mkdir(parents=True)
    (tmp_path / "2006/01/tool.exe").write_bytes(b"MZ")
    ran = run(export(attachment(2, "2006/01/tool.exe"), post(1, "One", "Words.")), uploads=tmp_path)
    assert ran.codes(2) == {"file-refused"}
    assert "No file is missing." in ran.printed


def test_a_picture_of_a_category_is_said_to_be_in_the_library(tmp_path):
    film = ("category", "film", "Film")
    text = export(post(1, "Post", "Words", terms=[film]), attachment(5), terms=[film]).decode()
    meta = (
        "<wp:termmeta><wp:meta_key>{}</wp:meta_key><wp:meta_value>{}</wp:meta_value></wp:termmeta>"
    )
    metadata = meta.format("order", 7) + meta.format("category-image-id", 5)
    ran = run(text.replace("</wp:category>", f"{metadata}</wp:category>").encode())
    (note,) = [note for note in ran.report["summary"]["notes"] if "Film" in note["text"]]
    assert note["text"].endswith("which is in the library, and shows none here.")


def test_what_is_too_long_for_its_place_is_in_the_report_whole(tmp_path):
    (tmp_path / "2006/01").mkdir(parents=True)
    (tmp_path / "2006/01/a.jpg").write_bytes(photograph("white"))
    title, alt, name = "title " * 50, "words " * 50, "name " * 30
    meta = {"_wp_attached_file": "2006/01/a.jpg", "_wp_attachment_image_alt": alt.strip()}
    file = attachment(2, "2006/01/a.jpg", title=title.strip(), meta=meta)
    terms = [("post_tag", "long", name.strip())]
    ran = run(export(post(1, "One", "Words.", terms=terms), file), uploads=tmp_path)
    assert ran.codes(2) == {"title-too-long", "long-description"}
    assert all(words.strip() in ran.texts(2) for words in (title, alt))
    assert (ran.codes(1), name.strip() in ran.texts(1)) == ({"term-too-long"}, True)


def test_the_description_of_a_tag_and_what_search_engines_read_are_named():
    tag = "<wp:tag><wp:tag_slug>rice</wp:tag_slug><wp:tag_name>Rice</wp:tag_name>"
    tag += "<wp:tag_description>Why it matters.</wp:tag_description></wp:tag>"
    file = export(post(1, "One", "Words.", meta={"_yoast_wpseo_metadesc": "Of rice."})).decode()
    ran = run(file.replace("<item>", f"{tag}<item>", 1).encode())
    assert (
        "The tag “Rice” had a description, which a tag has not here: Why it matters." in ran.printed
    )
    assert ran.report["summary"]["customFields"] == {"_yoast_wpseo_metadesc": [1]}


def test_the_caption_of_a_picture_that_no_page_shows_is_named(tmp_path):
    (tmp_path / "shown.jpg").write_bytes(photograph("red"))
    (tmp_path / "alone.jpg").write_bytes(photograph("blue"))
    shows = f'<img src="{SITE}/wp-content/uploads/shown.jpg" alt="Shown" />'
    items = [
        attachment(2, "shown.jpg", caption="The winter"),
        attachment(3, "alone.jpg", title="Alone", caption="The <b>river</b>"),
        post(1, "One", shows),
    ]
    for options in ({"dry_run": True}, {}, {}):  # again, too, as nothing has changed
        notes = run(export(*items), uploads=tmp_path, **options).report["summary"]["notes"]
        said = [note["text"] for note in notes]
        assert said == ["No page shows “Alone”, and its caption is not kept: “The river”"]


def test_what_readers_saw_of_a_category_beside_its_posts_is_named():
    film = ("category", "film", "Film", "", 'See <a href="http://un.example/a?b=1&amp;c">this</a>')
    terms = [film, ("category", "empty", "Empty", "", "Some words"), ("post_tag", "t", "T")]
    ran = run(export(post(1, terms=[film[:3]]), terms=terms))
    notes = [note["text"] for note in ran.report["summary"]["notes"]]
    assert notes[0].startswith("The description of the category “Film” had links or pictures")
    assert notes[0].endswith("only the words are kept: http://un.example/a?b=1&c")
    assert notes[1:] == [
        "Categories that no post brought are not taken over: “Empty” (Some words)."
    ]


def test_the_docs_name_what_the_report_says_for_the_admin():
    (item,) = run(export(post(1, "One", GONE))).report["items"]
    text = Path("docs/wordpress.md").read_text()
    assert item["reason"].keys() == {"message", "values"}
    assert all(f'"{key}"' in text for note in item["losses"] for key in note)
    assert "`why`" in text
    assert "`reason`" in text
