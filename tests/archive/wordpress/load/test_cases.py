"""Exports of strangers, cut down to what each went wrong with: one test for each, by its name.

Each is rehearsed, imported and imported twice more: the dry run says all that the real one says,
and the later runs change no row of any table.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from archive.models import ImportedItem, Tag
from home.models import Menu
from media.models import CustomDocument
from tests.corpus.site import front_pages

from .command import Ran, pdf, photograph, run
from .reader import Reader
from .runs import page_of, tables

pytestmark = [pytest.mark.django_db, pytest.mark.once]
CASES = Path(__file__).parents[1] / "cases"
OFFICE = (
    *("statement.doc", "statement.docx", "data.xls", "talk.mp3", "film.mp4", "all.zip"),
    *("book.epub", "slides.ppt", "letter.odt", "notes.rtf"),
)
UPLOADS = {
    "2010/06/a.jpg": photograph("red"),
    "2009/03/b.jpg": photograph("green"),
    "2009/03/orphan.jpg": photograph("blue"),
    "2009/03/report.pdf": pdf(),
    **{f"2009/03/{name}": b"no file of its kind, " + name.encode() for name in OFFICE},
}
Check = Callable[[Ran, Reader], None]
CHECKS: dict[str, Check] = {}


def case(check: Check) -> Check:
    """What must come of the file that is called like the function."""
    CHECKS[check.__name__.replace("_", "-")] = check
    return check


@pytest.fixture(scope="module")
def uploads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("uploads")
    for name, content in UPLOADS.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def test_every_case_has_its_test():
    assert sorted(CHECKS) == sorted(path.stem for path in CASES.glob("*.xml"))


@pytest.mark.parametrize("name", sorted(path.stem for path in CASES.glob("*.xml")))
def test_a_case_of_the_field(name, uploads, reader):
    front_pages(["en", "ja", "ko"])
    file = (CASES / f"{name}.xml").read_bytes()
    dry = run(file, "--dry-run", uploads=uploads)
    ran = run(file, uploads=uploads)
    assert said(dry) == said(ran)
    CHECKS[name](ran, reader)
    written = tables()
    for _again in range(2):
        run(file, uploads=uploads)
        assert tables() == written


def said(ran: Ran) -> tuple[object, ...]:
    """All that a run says, apart from the keys that its pages have got."""
    items = [{**item, "page": None} for item in ran.report["items"]]
    return ran.status, items, ran.report["summary"]


def body_of(source_id: int) -> str:
    return str(page_of(source_id).body.raw_data)


def kinds() -> set[str]:
    rows = ImportedItem.objects.filter(kind="post").values_list("source_id", flat=True)
    return {page_of(source_id).kind for source_id in rows}


@case
def bare_addresses(ran: Ran, reader: Reader) -> None:
    assert '<a href="https://twitter.com/someone/status/123456">' in reader.html(1)


@case
def body_only_in_custom_fields(ran: Ran, reader: Reader) -> None:
    assert (ran.status, ran.codes(1), ran.codes(2)) == (1, {"says-nothing"}, {"says-nothing"})
    assert not page_of(1).live


@case
def data_uri_picture(ran: Ran, reader: Reader) -> None:
    assert [block["figure"]["alt"] for block in reader.blocks(1, "Image")] == ["pasted"]


@case
def documents_of_an_office(ran: Ran, reader: Reader) -> None:
    files = CustomDocument.objects.all()
    assert files.count() == 10
    assert not any(file.has_clean_copy for file in files)
    digests = {sha256(UPLOADS[f"2009/03/{name}"]).hexdigest() for name in OFFICE}
    assert {file.original_sha256 for file in files} == digests
    assert all(ran.codes(source_id) == {"file-private"} for source_id in range(100, 110))


@case
def enclosure_audio(ran: Ran, reader: Reader) -> None:
    assert "testimony.mp3" in reader.html(1)


@case
def faq_is_no_interview(ran: Ran, reader: Reader) -> None:
    assert (reader.post(1)["kind"], ran.codes(1)) == ("ARTICLE", {"dialogue-kind"})


@case
def footnote_anchors(ran: Ran, reader: Reader) -> None:
    for source_id in (1, 2):
        assert "anchor-link" in ran.codes(source_id)
        assert "#" not in reader.html(source_id)
    assert "The source" in reader.html(2)


@case
def items_without_id(ran: Ran, reader: Reader) -> None:
    assert "Public words" in str(reader.led("/old-site/noid/"))


@case
def lecture_is_french_for_reading(ran: Ran, reader: Reader) -> None:
    assert kinds() == {"article"}


@case
def links_of_another_host(ran: Ran, reader: Reader) -> None:
    assert "oldname.example (2)" in ran.printed


@case
def list_of_detainees_is_no_interview(ran: Ran, reader: Reader) -> None:
    assert kinds() == {"article"}
    assert not any("dialogue" in body_of(source_id) for source_id in (1, 2, 3, 4))


@case
def login_names_in_plugin_taxonomies(ran: Ran, reader: Reader) -> None:
    assert not Tag.objects.exists()
    assert reader.led("/tag/cap-mole77/")["status"] == 404
    assert "mole77" not in str(reader.post(1))
    assert "“following_users”" in ran.texts(1)


@case
def menus(ran: Ran, reader: Reader) -> None:
    assert Menu.objects.get().handle == "main"
    assert "(2 items: About, Donate)" in ran.printed
    assert ran.report["summary"]["toReview"] == 0


@case
def permalink_that_is_a_year(ran: Ran, reader: Reader) -> None:
    assert reader.title_at("/2014/") == "2014: a year in review"
    assert ran.codes(1) == {"address-of-a-time"}


@case
def picture_same_address_other_scheme(ran: Ran, reader: Reader) -> None:
    assert all(len(reader.blocks(source_id, "Image")) == 1 for source_id in (1, 3, 4, 5, 6))


@case
def qtranslate(ran: Ran, reader: Reader) -> None:
    for source_id in (1, 2):
        assert [page["path"][:4] for page in reader.post(source_id)["translations"]] == ["/ja/"]
    assert "[:" not in str(ran.report["items"])


@case
def quotation_element(ran: Ran, reader: Reader) -> None:
    assert "She said: “They took my brother” and" in reader.html(1)


@case
def raw_ampersand_in_attachment_url(ran: Ran, reader: Reader) -> None:
    assert "a bare “&” was read as it stands" in ran.printed
    assert reader.title_at("/?p=1") == "Whole post"


@case
def table_of_report_links(ran: Ran, reader: Reader) -> None:
    assert '2008, <a href="https://src.example/2008.pdf">Full</a>' in reader.html(1)


@case
def updated_in_every_run(ran: Ran, reader: Reader) -> None:
    assert ran.report["summary"]["pages"] == {"created": 6}


@case
def uploads_without_attachment(ran: Ran, reader: Reader) -> None:
    assert len(reader.blocks(1, "Image")) == 1
    assert reader.at("/wp-content/uploads/2009/03/report.pdf")["status"] == 301


@case
def wpcom_files(ran: Ran, reader: Reader) -> None:
    assert [block["figure"]["alt"] for block in reader.blocks(1, "Image")] == ["A"]
